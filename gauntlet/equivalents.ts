import listed from './equivalents.json' with { type: 'json' };

/** A mutant that no judge could tell from the right server. */
export interface Equivalent {
  readonly id: string;
  /** Why, as somebody checked by hand. */
  readonly reason: string;
}

/** The mutants that were found to be equivalent; a run must not kill them, and they must be few. */
export const equivalents: readonly Equivalent[] = listed;

/** The largest part of the mutants that may be equivalent. */
export const MOST_EQUIVALENT = 0.05;
