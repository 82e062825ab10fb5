import type { RunEvent } from './events.ts';
import { createRedactor, type Redactor, type Secret } from './redactor.ts';
import type { RunReport } from './report.ts';

/** The report without any secret: every text, names of members included, and bodies in base64 by what they hold. */
export function redactReport(report: RunReport, secrets: readonly Secret[] | Redactor): RunReport {
  return redactValue(report, REPORT, redactorOf(secrets));
}

/** The event without any secret. */
export function redactEvent(event: RunEvent, redactor: Redactor): RunEvent {
  return redactValue(event, EVENT, redactor);
}

/**
 * Where texts come from, which decides what can be a secret in them. `word`: one of a closed list of words or a digest or an instant, never a
 * secret. `own`: text of the contract, or written by the kit. All other text may come from the target or its file.
 */
type Provenance = 'word' | 'own' | 'base64' | { readonly [member: string]: Provenance };

const MESSAGE: Provenance = { bodyBase64: 'base64' };
const FINDING: Provenance = {
  id: 'own',
  clause: 'own',
  title: 'own',
  expected: 'own',
  actual: { fields: 'own', state: 'own' },
  path: 'own',
  request: MESSAGE,
  response: MESSAGE,
  trace: { request: MESSAGE, response: MESSAGE },
};
const RUN: Provenance = {
  id: 'own',
  tag: 'own',
  startedAt: 'word',
  endedAt: 'word',
  profile: 'word',
  contact: 'word',
  filter: 'own',
  kit: 'own',
};
const CONTRACT: Provenance = {
  id: 'own',
  title: 'own',
  sha256: 'word',
  documents: { file: 'own', sha256: 'word' },
  premises: 'own',
};
const CLAUSE: Provenance = {
  id: 'own',
  level: 'word',
  basis: 'word',
  says: 'own',
  source: { file: 'own', page: 'own' },
  outcome: 'word',
  reason: 'own',
  findings: 'own',
};
const REPORT: Provenance = {
  run: RUN,
  contract: CONTRACT,
  summary: { verdict: 'word', why: 'own', phases: { name: 'own' } },
  clauses: CLAUSE,
  findings: FINDING,
  observations: { id: 'own', question: 'own' },
};
const EVENT: Provenance = {
  type: 'word',
  phase: 'own',
  case: 'own',
  clause: 'own',
  judged: { clause: 'own', outcome: 'word', reason: 'own' },
  text: 'own',
  finding: FINDING,
  run: RUN,
  contract: CONTRACT,
  report: REPORT,
};

function redactorOf(secrets: readonly Secret[] | Redactor): Redactor {
  return 'text' in secrets ? secrets : createRedactor(secrets);
}

/** A list has the provenance of its elements. Only texts are exchanged for texts, so that the shape stays what it was. */
function redactValue<Value>(value: Value, from: Provenance | undefined, redactor: Redactor): Value;
function redactValue(value: unknown, from: Provenance | undefined, redactor: Redactor): unknown {
  if (typeof value === 'string') return redactText(value, from, redactor);
  if (Array.isArray(value)) return value.map((element) => redactValue(element, from, redactor));
  if (typeof value !== 'object' || value === null) return value;
  const members = Object.entries(value).map(([name, member]): [string, unknown] => {
    const known = typeof from === 'object' && Object.hasOwn(from, name) ? from[name] : undefined;
    return [redactor.ownText(name), redactValue(member, typeof from === 'string' ? from : known, redactor)];
  });
  return Object.fromEntries(members);
}

function redactText(text: string, from: Provenance | undefined, redactor: Redactor): string {
  if (from === 'word') return text;
  if (from === 'own') return redactor.ownText(text);
  if (from !== 'base64') return redactor.text(text);
  return Buffer.from(redactor.bytes(Buffer.from(text, 'base64'))).toString('base64');
}
