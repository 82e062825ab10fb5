import type { Meter } from './budget.ts';

/** Literals that must all hold, ascending. Equal clauses, as made by one instance of `Conditions`, are the same object. */
interface Clause {
  readonly id: number;
  readonly literals: readonly number[];
}

/**
 * What must hold of the rest of a text: one of the clauses, ordered by id.
 * The literal `2n` says that the rest can be read from node `n`, `2n + 1` that it cannot.
 */
export type Condition = readonly Clause[];

/** The clause that asks for nothing. */
const TRIVIAL: Clause = { id: 0, literals: [] };
/** Holds of every text. */
export const ALWAYS: Condition = [TRIVIAL];
/** Holds of no text. */
export const NEVER: Condition = [];

/** The algebra of conditions. Equal conditions, as made by one instance, are the same object. */
export interface Conditions {
  readonly literal: (literal: number) => Condition;
  readonly or: (first: Condition, second: Condition) => Condition;
  /** The disjunction of all of them; of none it is `NEVER`. */
  readonly any: (choices: readonly Condition[]) => Condition;
  readonly and: (first: Condition, second: Condition) => Condition;
  readonly not: (condition: Condition) => Condition;
  /** A number that stands for the condition. */
  readonly idOf: (condition: Condition) => number;
}

/** The algebra of conditions; every clause that it looks at counts as a step. */
export function conditionsOf(meter: Meter): Conditions {
  const { clauseOf, intern } = internerOf(meter);
  const literals: Condition[] = [];
  const literal = (number: number): Condition => {
    const condition = literals[number] ?? intern([clauseOf([number])]);
    literals[number] = condition;
    return condition;
  };
  const any = (choices: readonly Condition[]): Condition => {
    if (choices.includes(ALWAYS)) return ALWAYS;
    const distinct = choices.filter((choice, index) => choice !== NEVER && choice !== choices[index - 1]);
    const [only] = distinct;
    return only === undefined || distinct.length === 1 ? (only ?? NEVER) : intern(distinct.flat());
  };
  const and = (first: Condition, second: Condition): Condition => {
    if (first === ALWAYS || second === NEVER || first === second) return second;
    if (second === ALWAYS || first === NEVER) return first;
    meter.step(first.length * second.length);
    const both = first.flatMap((a) => second.map((b) => join(a, b))).filter((clause) => clause !== undefined);
    return intern(both.map(clauseOf));
  };
  const not = (condition: Condition): Condition =>
    condition.reduce<Condition>(
      (all, clause) => and(all, any(clause.literals.map((number) => literal(number ^ 1)))),
      ALWAYS,
    );
  const ids = new Map<Condition, number>();
  const idOf = (condition: Condition): number => {
    const id = ids.get(condition) ?? ids.size;
    ids.set(condition, id);
    return id;
  };
  return { literal, or: (first, second) => any([first, second]), any, and, not, idOf };
}

/** Makes equal clauses and conditions the same objects. */
function internerOf(meter: Meter): {
  readonly clauseOf: (literals: readonly number[]) => Clause;
  readonly intern: (clauses: readonly Clause[]) => Condition;
} {
  const clauses = new Map<string, Clause>([['', TRIVIAL]]);
  const conditions = new Map<string, Condition>([
    ['', NEVER],
    ['0', ALWAYS],
  ]);
  return {
    clauseOf: (literals) => {
      const key = literals.join();
      const clause = clauses.get(key) ?? { id: clauses.size, literals };
      clauses.set(key, clause);
      return clause;
    },
    intern: (parts) => {
      meter.step(parts.length);
      const sorted = [...new Set(absorb(parts, meter))].sort((a, b) => a.id - b.id);
      const key = sorted.map(({ id }) => id).join();
      const condition = conditions.get(key) ?? sorted;
      conditions.set(key, condition);
      return condition;
    },
  };
}

/** True when the condition holds of the empty rest, of which no character can be read. */
export function holdsAtEnd(condition: Condition): boolean {
  return condition.some(({ literals }) => literals.every((literal) => literal % 2 === 1));
}

/** The literals of both clauses; undefined when they contradict each other. */
function join(first: Clause, second: Clause): readonly number[] | undefined {
  const literals = [...new Set([...first.literals, ...second.literals])].sort((a, b) => a - b);
  const isContradiction = literals.some((literal, index) => literal % 2 === 1 && literals[index - 1] === literal - 1);
  return isContradiction ? undefined : literals;
}

/** The clauses without those that say more than another one. */
function absorb(clauses: readonly Clause[], meter: Meter): readonly Clause[] {
  if (clauses.every(({ literals }) => literals.length === 1)) return clauses;
  const kept: Clause[] = [];
  for (const clause of [...clauses].sort((a, b) => a.literals.length - b.literals.length)) {
    meter.step(kept.length);
    if (!kept.some((weaker) => weaker.literals.every((literal) => clause.literals.includes(literal))))
      kept.push(clause);
  }
  return kept;
}
