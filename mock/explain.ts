import type { Violation } from '../rules/violation.ts';
import type { Clause } from '../specs/contract.ts';
import type { Entry } from './journal.ts';

/** Why a request was answered as it was: what `GET /__admin/requests/{id}/explain` shows. */
export function explainEntry(entry: Entry): Readonly<Record<string, unknown>> {
  const { id, at, method, target, sandbox, contract, operation, persona, status, violations, problem } = entry;
  return {
    id,
    at: new Date(at).toISOString(),
    request: { method, target, sandbox, contract, operation, persona },
    answer: { status, ...(problem !== undefined && { problem }) },
    violations: violations.map(explainViolation),
  };
}

function explainViolation({ clause, answered, breach, index }: Violation): Readonly<Record<string, unknown>> {
  const { pointer, field, limit, message } = breach;
  return {
    ...aboutClause(clause),
    rule: answered.rule,
    ...(answered.id !== clause.id && { answeredBy: answered.id }),
    ...(index !== undefined && { element: index }),
    pointer,
    field,
    limit,
    message,
  };
}

function aboutClause({ id, says, level, basis, source }: Clause): Readonly<Record<string, unknown>> {
  return { clause: id, says, level, basis, source };
}
