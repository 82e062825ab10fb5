import type { Entry } from './journal.ts';

/** Why a request was answered as it was: what `GET /__admin/requests/{id}/explain` shows. */
export function explainEntry(entry: Entry): Readonly<Record<string, unknown>> {
  const { id, at, method, target, sandbox, contract, operation, persona, status, violations, problem } = entry;
  return {
    id,
    at: new Date(at).toISOString(),
    request: { method, target, sandbox, contract, operation, persona },
    answer: { status, problem },
    violations,
  };
}
