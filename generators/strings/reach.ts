import type { Language } from '../language/language.ts';

/** Tells from which states a member can be completed in exactly so many characters. */
export interface Reach {
  /** 1 for states from which some `count` characters lead to acceptance. */
  readonly after: (count: number) => Uint8Array;
}

/** `targets` are the states that each state can move to. Rows are computed when they are first needed. */
export function reachOf({ accepting, stateCount }: Language, targets: readonly (readonly number[])[]): Reach {
  const rows = [accepting];
  let isSteady = false;
  const extend = (): void => {
    const last = rows.at(-1) ?? accepting;
    const row = new Uint8Array(stateCount);
    for (let state = 0; state < stateCount; state += 1) {
      if (targets[state]?.some((to) => last[to] === 1)) row[state] = 1;
    }
    // A row like the one before it repeats for ever.
    isSteady = row.every((bit, state) => bit === last[state]);
    if (!isSteady) rows.push(row);
  };
  return {
    after: (count) => {
      while (rows.length <= count && !isSteady) extend();
      return rows[Math.min(count, rows.length - 1)] ?? accepting;
    },
  };
}
