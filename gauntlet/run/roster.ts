import { builtInIds } from '../../specs/catalog.ts';
import { type Base, loadBase } from '../base.ts';
import type { Deviation, Mutant } from '../deviation.ts';
import { mutantsOf } from '../mutants.ts';
import { variantsOf } from '../variants.ts';
import type { GauntletArguments } from './arguments.ts';

/** One server of the gauntlet, with the contract that it is judged by. */
export interface Entry {
  readonly base: Base;
  readonly deviation: Deviation;
  /** The mutant, when it is one. */
  readonly mutant: Mutant | undefined;
}

/** The servers that are asked for, by id. Every worker makes its own: engines cannot be sent around. */
export async function rosterOf({
  contract,
  only,
  what,
}: Pick<GauntletArguments, 'contract' | 'only' | 'what'>): Promise<Map<string, Entry>> {
  const entries: Entry[] = [];
  for (const id of builtInIds.filter((each) => contract === undefined || each === contract)) {
    const base = await loadBase(id);
    const mutants = what === 'variants' ? [] : await mutantsOf(base);
    const variants = what === 'mutants' ? [] : await variantsOf(base);
    entries.push(
      ...mutants.map((mutant): Entry => ({ base, deviation: mutant, mutant })),
      ...variants.map((deviation): Entry => ({ base, deviation, mutant: undefined })),
    );
  }
  const asked = entries.filter(({ deviation }) => only === undefined || deviation.id.includes(only));
  return new Map(asked.map((entry) => [entry.deviation.id, entry]));
}

/** Of the rows of readings one in so many is there under one seed. */
const ROWS_IN_TURN = 4;

/** Ids of the servers that are examined under a seed: all, but rows of readings take turns. */
export function idsUnder(seed: number, roster: ReadonlyMap<string, Entry>, isEveryRow: boolean): string[] {
  const rows = [...roster.values()].filter(({ deviation }) => deviation.operator === 'readings');
  const resting = new Set(rows.filter((_, index) => !isEveryRow && (index + seed) % ROWS_IN_TURN !== 0));
  return [...roster.values()].filter((entry) => !resting.has(entry)).map(({ deviation }) => deviation.id);
}
