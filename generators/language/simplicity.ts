import type { CharSet } from 'refa';

/** Ranges of characters that people read with ease, the simplest first. */
export const READABLE: readonly (readonly [min: number, max: number])[] = [
  [0x61, 0x7a],
  [0x41, 0x5a],
  [0x30, 0x39],
  [0x21, 0x2f],
  [0x3a, 0x40],
  [0x5b, 0x60],
  [0x7b, 0x7e],
  [0x20, 0x20],
];

const RANKS: ReadonlyMap<number, number> = new Map(
  READABLE.flatMap(([min, max]) => Array.from({ length: max - min + 1 }, (_, index) => min + index)).map(
    (point, rank) => [point, rank],
  ),
);

/** Place of a code point in the order from simple to odd: `a`-`z`, `A`-`Z`, digits, signs, space, then all by number. */
export function rankOf(point: number): number {
  return RANKS.get(point) ?? RANKS.size + point;
}

/** The simplest character of a set; undefined when it is empty. */
export function simplestOf(set: CharSet): number | undefined {
  for (const [min, max] of READABLE) {
    const range = set.ranges.find((candidate) => candidate.min <= max && candidate.max >= min);
    if (range !== undefined) return Math.max(range.min, min);
  }
  return set.ranges[0]?.min;
}
