import type { Clause, RuleClause } from '../specs/contract.ts';
import type { Json, JsonObject } from '../specs/json.ts';
import type { Breach } from './rule.ts';

/** A clause that a request breaks, and how. */
export interface Violation {
  /** The promise that is broken: the keyword's clause where a schema is broken, else the rule's. */
  readonly clause: Clause;
  /** The rule clause that gives the answer. */
  readonly answered: RuleClause;
  readonly breach: Breach;
  /** Place of the element in the batch. */
  readonly index: number | undefined;
}

/** What `{$violation#/…}` names, without the message. */
export function violationView({ clause, answered, breach }: Violation): JsonObject {
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
