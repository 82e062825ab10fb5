import type { Case, Fresh, Scenario } from '../conformance/cases/case.ts';
import type { RunContext } from '../conformance/run/run-context.ts';
import type { Target } from '../conformance/target/target.ts';
import type { Contract } from '../specs/contract.ts';
import type { Json } from '../specs/json.ts';
import { aCheck, aPreparedRun } from './targets.ts';

/** A probe of the small service that blames good requests on the promise that they create; members replace the defaults. */
export function aCase(make: (fresh: Fresh) => Scenario, more: Partial<Case> = {}): Case {
  return {
    id: 'probes/one',
    phase: 'probes',
    aims: ['tiny/created'],
    note: 'a case',
    personas: ['caller'],
    make,
    ...more,
  };
}

/** One step that sends this body as the caller. */
export function aStep(body: Json, persona: string = 'caller'): Scenario['steps'][number] {
  const draft = { persona, query: {}, headers: {}, without: [], mediaType: 'application/json', body };
  return { note: 'create', draft };
}

/** A case of one good request. */
export const CREATE: Case = aCase((fresh) => ({ steps: [aStep({ email: fresh.email() })] }));

/** What cases run in, against a target. */
export async function aRunContext(
  contract: Contract,
  target: Target,
  more: Parameters<typeof aCheck>[2] = {},
): Promise<RunContext> {
  const { context } = await aPreparedRun(aCheck(contract, target, more));
  return context;
}
