import { availableParallelism } from 'node:os';
import { parseArgs } from 'node:util';

/** What is asked of a run of the gauntlet. */
export interface GauntletArguments {
  readonly seeds: readonly number[];
  /** Id of the one contract; all when undefined. */
  readonly contract: string | undefined;
  /** Text that the ids hold; all when undefined. */
  readonly only: string | undefined;
  readonly what: 'mutants' | 'variants' | 'all';
  readonly concurrency: number;
  /** Most requests to one server. */
  readonly maxRequests: number;
  /** Legal servers get as many requests as broken ones, and every row of readings is there under every seed. */
  readonly isThorough: boolean;
}

/**
 * The arguments of the command line.
 * @throws Error for unknown options and for numbers that are none.
 */
export function readArguments(args: readonly string[]): GauntletArguments {
  const { values } = parseArgs({
    args: [...args],
    options: {
      seeds: { type: 'string', default: '1' },
      seed: { type: 'string', default: '1' },
      contract: { type: 'string' },
      only: { type: 'string' },
      what: { type: 'string', default: 'all' },
      'max-requests': { type: 'string', default: '3000' },
      thorough: { type: 'boolean', default: false },
      concurrency: { type: 'string', default: String(Math.min(4, availableParallelism())) },
    },
  });
  const first = numberOf('seed', values.seed);
  const { what } = values;
  if (what !== 'mutants' && what !== 'variants' && what !== 'all')
    throw new Error(`--what ${what}: expected mutants, variants or all`);
  return {
    seeds: Array.from({ length: numberOf('seeds', values.seeds) }, (_, index) => first + index),
    contract: values.contract,
    only: values.only,
    what,
    concurrency: numberOf('concurrency', values.concurrency),
    isThorough: values.thorough,
    maxRequests: numberOf('max-requests', values['max-requests']),
  };
}

function numberOf(name: string, text: string): number {
  if (!/^[1-9]\d{0,6}$/.test(text)) throw new Error(`--${name} ${text}: expected a number from 1 on`);
  return Number(text);
}
