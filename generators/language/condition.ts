import type { Meter } from './budget.ts';

/**
 * What must hold of the rest of a text: a disjunction of clauses, each a sorted list of literals that must all hold.
 * The literal `2n` says that the rest can be read from node `n`, `2n + 1` that it cannot.
 * `[]` never holds; the clause without literals always holds.
 */
export type Condition = readonly Clause[];
type Clause = readonly number[];

/** Holds of every text. */
export const ALWAYS: Condition = [[]];
/** Holds of no text. */
export const NEVER: Condition = [];

/** Conditions are compared by identity: equal ones, as built by one instance, are the same object. */
export interface Conditions {
  readonly literal: (literal: number) => Condition;
  readonly or: (first: Condition, second: Condition) => Condition;
  readonly and: (first: Condition, second: Condition) => Condition;
  readonly not: (condition: Condition) => Condition;
  /** A number that stands for the condition. */
  readonly idOf: (condition: Condition) => number;
}

/** The algebra of conditions; every clause that it makes counts as a step. */
export function conditionsOf(meter: Meter): Conditions {
  const known = new Map<string, Condition>();
  const ids = new Map<Condition, number>();
  const intern = (clauses: readonly Clause[]): Condition => {
    const keyed = clauses.map((clause) => [clause.join(' '), clause] as const);
    const sorted = [...new Map(keyed)].sort(([a], [b]) => (a < b ? -1 : 1));
    const key = sorted.map(([text]) => text).join('|');
    if (sorted.length === 0) return NEVER;
    if (key === '') return ALWAYS;
    const condition = known.get(key) ?? sorted.map(([, clause]) => clause);
    known.set(key, condition);
    return condition;
  };
  const or = (first: Condition, second: Condition): Condition => {
    if (first === NEVER || second === ALWAYS || first === second) return second;
    if (second === NEVER || first === ALWAYS) return first;
    meter.step(first.length + second.length);
    return intern(absorb([...first, ...second], meter));
  };
  const and = (first: Condition, second: Condition): Condition => {
    if (first === ALWAYS || second === NEVER || first === second) return second;
    if (second === ALWAYS || first === NEVER) return first;
    meter.step(first.length * second.length);
    const clauses = first.flatMap((a) => second.map((b) => join(a, b))).filter((clause) => clause !== undefined);
    return intern(absorb(clauses, meter));
  };
  const literal = (number: number): Condition => intern([[number]]);
  const not = (condition: Condition): Condition =>
    condition.reduce<Condition>(
      (result, clause) =>
        and(
          result,
          clause.reduce<Condition>((some, number) => or(some, literal(number ^ 1)), NEVER),
        ),
      ALWAYS,
    );
  const idOf = (condition: Condition): number => {
    const id = ids.get(condition) ?? ids.size;
    ids.set(condition, id);
    return id;
  };
  return { literal, or, and, not, idOf };
}

/** True when the condition holds of the empty rest, of which no character can be read. */
export function holdsAtEnd(condition: Condition): boolean {
  return condition.some((clause) => clause.every((literal) => literal % 2 === 1));
}

/** Both clauses at once, sorted; undefined when they contradict each other. */
function join(first: Clause, second: Clause): Clause | undefined {
  const literals = [...new Set([...first, ...second])].sort((a, b) => a - b);
  const isContradiction = literals.some((literal, index) => literal % 2 === 1 && literals[index - 1] === literal - 1);
  return isContradiction ? undefined : literals;
}

/** The clauses without those that say more than another one. */
function absorb(clauses: readonly Clause[], meter: Meter): readonly Clause[] {
  if (clauses.every(({ length }) => length === 1)) return clauses;
  const kept: Clause[] = [];
  for (const clause of [...clauses].sort((a, b) => a.length - b.length)) {
    meter.step(kept.length);
    if (!kept.some((weaker) => weaker.every((literal) => clause.includes(literal)))) kept.push(clause);
  }
  return kept;
}
