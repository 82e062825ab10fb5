import type { Random } from 'fast-check';
import type { CharSet } from 'refa';
import { rankOf, READABLE, simplestOf } from '../language/simplicity.ts';

/** Draws characters of one set: often readable ones, sometimes those at the edges of its ranges. */
export interface Palette {
  readonly isEmpty: boolean;
  readonly simplest: number;
  readonly rank: number;
  readonly draw: (random: Random) => number;
}

interface Range {
  readonly min: number;
  readonly max: number;
}

/** The palette of a set. */
export function paletteOf(set: CharSet): Palette {
  const { ranges } = set;
  const readable = READABLE.map(([min, max]) => ranges.flatMap((range) => overlap(range, { min, max }))).filter(
    ({ length }) => length > 0,
  );
  const simplest = simplestOf(set) ?? 0;
  return {
    isEmpty: set.isEmpty,
    simplest,
    rank: rankOf(simplest),
    draw: (random) => {
      const mode = random.nextInt(0, 9);
      const ranked = mode < 6 ? readable[random.nextInt(0, readable.length)] : undefined;
      const { min, max } = one(random, ranked ?? ranges);
      if (mode === 9) return random.nextInt(0, 1) === 0 ? min : max;
      return random.nextInt(min, max);
    },
  };
}

function one(random: Random, ranges: readonly Range[]): Range {
  return ranges[random.nextInt(0, ranges.length - 1)] ?? { min: 0, max: 0 };
}

function overlap(first: Range, second: Range): Range[] {
  const min = Math.max(first.min, second.min);
  const max = Math.min(first.max, second.max);
  return min <= max ? [{ min, max }] : [];
}
