import { GeneratorError } from '../error.ts';

/**
 * How large an automaton may become. Counted, not timed: the same pattern fits or does not fit on every machine.
 * `steps` are elementary operations of the construction, about 3 million a second.
 */
export interface Budget {
  readonly states: number;
  readonly steps: number;
}

/** Enough for the patterns of real contracts; used up after about half a second. */
export const DEFAULT_BUDGET: Budget = { states: 50_000, steps: 2_000_000 };

/** Counts what a construction uses up. */
export interface Meter {
  /** @throws GeneratorError `DC_LANGUAGE_TOO_LARGE` when the steps are used up. */
  readonly step: (count?: number) => void;
  /** @throws GeneratorError `DC_LANGUAGE_TOO_LARGE` when there are more states than allowed. */
  readonly checkStates: (count: number) => void;
  /** @throws GeneratorError `DC_LANGUAGE_TOO_LARGE` when the recursion would need more stack than is surely there. */
  readonly checkDepth: (depth: number) => void;
}

/** Nested visits of optional parts, each worth a handful of stack frames. */
const DEPTH_LIMIT = 1000;

/** A meter that begins at zero. */
export function meterOf({ states, steps }: Budget): Meter {
  let left = steps;
  return {
    step: (count = 1) => {
      left -= count;
      if (left < 0) throw tooLarge(`its construction takes more than ${steps} steps`);
    },
    checkStates: (count) => {
      if (count > states) throw tooLarge(`its automaton has more than ${states} states`);
    },
    checkDepth: (depth) => {
      if (depth > DEPTH_LIMIT) throw tooLarge(`more than ${DEPTH_LIMIT} optional parts follow each other`);
    },
  };
}

function tooLarge(reason: string): GeneratorError {
  return new GeneratorError(
    'DC_LANGUAGE_TOO_LARGE',
    `the language is too large: ${reason}. Give a larger budget, or a simpler pattern.`,
  );
}
