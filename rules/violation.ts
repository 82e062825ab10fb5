import type { Clause, RuleClause } from '../specs/contract.ts';
import type { Json, JsonObject } from '../specs/json.ts';
import type { Breach } from './rule.ts';

/** A clause that a request breaks, and how. */
export interface Broken {
  /** The promise that is broken: the keyword's clause where a schema is broken, else the rule's. */
  readonly clause: Clause;
  /** The rule clause that gives the answer. */
  readonly answered: RuleClause;
  readonly breach: Breach;
  /** Place of the element in the batch. */
  readonly index: number | undefined;
}

/** What an answer reports of a broken clause. */
export interface Violation extends Broken {
  /** The text for people. */
  readonly message: string;
}

/** True when two clauses give the same answer, so that one answer can report both. */
export function isSameAnswer({ answer: a }: RuleClause, { answer: b }: RuleClause): boolean {
  return a?.status === b?.status && a?.example === b?.example && a?.reasonPhrase === b?.reasonPhrase;
}

/** What `{$violation#/…}` names, without the message. */
export function violationView({ clause, answered, breach }: Broken): JsonObject {
  const view: Record<string, Json | undefined> = {
    clause: clause.id,
    rule: answered.rule,
    field: breach.field,
    pointer: breach.pointer,
    keyword: breach.name,
    part: breach.keyword?.part,
    limit: breach.limit,
    value: breach.value,
    length: typeof breach.value === 'string' ? codePointsOf(breach.value) : undefined,
  };
  return Object.fromEntries(Object.entries(view).filter((entry): entry is [string, Json] => entry[1] !== undefined));
}

/** Length of a text as JSON Schema counts it. @source JSON Schema 2020-12 Validation section 6.3.1: characters as RFC 8259 defines them. */
function codePointsOf(text: string): number {
  let count = 0;
  for (const _ of text) count += 1;
  return count;
}
