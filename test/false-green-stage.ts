import type { RunEvent } from '../conformance/report/events.ts';
import { check } from '../conformance/check.ts';
import { type ExitCode, exitCodeOf } from '../conformance/report/exit-code.ts';
import type { RunReport } from '../conformance/report/report.ts';
import type { CheckOptions } from '../conformance/run/check-options.ts';
import type { Target } from '../conformance/target/target.ts';
import type { Contract } from '../specs/contract.ts';
import type { Json, JsonObject } from '../specs/json.ts';
import { aClause, aContract, aDocument } from './builders.ts';

/** What a check came to. */
export interface Checked {
  readonly report: RunReport;
  readonly code: ExitCode;
  readonly events: readonly RunEvent[];
}

/** Runs the whole suite and says how the command would end. */
export async function checked(contract: Contract, target: Target, more: Partial<CheckOptions> = {}): Promise<Checked> {
  const events: RunEvent[] = [];
  const report = await check({
    contract,
    target,
    seed: 1,
    tag: 'green',
    budget: { requests: 0, creates: 0, perSecond: 0, timeMs: 0 },
    now: () => performance.now(),
    emit: (event) => events.push(event),
    ...more,
  });
  return { report, code: exitCodeOf(report), events };
}

/** A small contract: users with a name and an address of their own, behind a key. `more` are further promises. */
export function tinyContract(
  basis: 'document' | 'assumed' = 'document',
  more: readonly Readonly<Record<string, Json>>[] = [],
): Contract {
  const own = { level: 'must', basis };
  const clauses = [
    aClause('authenticated', {}, { basis }),
    aClause('readable', {}, { basis }),
    aClause('schema', { in: 'body', report: 'all' }, { basis }),
    aClause('unique', { collection: 'users', at: '/email', fold: 'case' }, { basis }),
    {
      id: 'created',
      rule: 'promise',
      params: { about: ['created', 'success-status'] },
      says: 'A user is created.',
      ...own,
    },
    ...more.map((promise) => ({ ...own, rule: 'promise', ...promise })),
  ];
  const schema: JsonObject = {
    type: 'object',
    required: ['email', 'name'],
    properties: {
      email: { type: 'string', format: 'email', 'x-clause': { type: own, format: own } },
      name: { type: 'string', minLength: 1, maxLength: 20, 'x-clause': { type: own, minLength: own, maxLength: own } },
    },
    'x-clause': { type: own, required: { parts: { email: own, name: own } } },
  };
  const examples = { good: { value: { email: 'ada@example.com', name: 'Ada' } } };
  const requestBody = { required: true, content: { 'application/json': { schema, examples } } };
  const slot = { in: 'header', name: 'X-Key', schema: { type: 'string' }, secret: true };
  const caller = { says: 'Somebody with a key.', headers: { 'X-Key': 'key-of-the-caller' }, attributes: {} };
  return aContract(
    aDocument({ requestBody, 'x-clauses': clauses }, { 'x-credentials': [slot], 'x-personas': { caller } }),
  );
}
