import { CharSet } from 'refa';
import { alphabetOf, classOf, classSets, firstPoints } from './alphabet.ts';
import { LAST_CODE_POINT, LAST_CODE_UNIT } from './code-points.ts';
import type { Language } from './language.ts';
import { minimise } from './minimise.ts';

const HIGH = { min: 0xd800, max: 0xdbff };
const LOW = { min: 0xdc00, max: 0xdfff };

/**
 * The same texts, read by code points instead of UTF-16 code units: an astral character becomes the two steps of its
 * surrogates. Patterns without the flag `u` are compiled over code units (ECMA-262, section 22.2.2).
 */
export function liftToCodePoints(language: Language): Language {
  const { alphabet, stateCount, accepting, next } = language;
  const sets = classSets(alphabet).map((set) => CharSet.empty(LAST_CODE_POINT).union(set.ranges));
  const pairs = surrogatePairs(language);
  const lifted = alphabetOf([...sets, ...pairs.map(({ points }) => points)], LAST_CODE_POINT);
  const step = (state: number, unitClass: number): number => next[state * alphabet.size + unitClass] ?? 0;
  const moves = Array.from(firstPoints(lifted), (point) => {
    if (point <= LAST_CODE_UNIT) {
      const unitClass = classOf(alphabet, point);
      return (state: number) => step(state, unitClass);
    }
    const [high, low] = unitsOf(point).map((unit) => classOf(alphabet, unit));
    return (state: number) => step(step(state, high ?? 0), low ?? 0);
  });
  const table = new Int32Array(stateCount * lifted.size);
  for (let state = 0; state < stateCount; state += 1) {
    moves.forEach((move, character) => {
      table[state * lifted.size + character] = move(state);
    });
  }
  return minimise({ alphabet: lifted, stateCount, accepting, next: table });
}

/** The astral characters of every pair of classes, a class of high surrogates and one of low surrogates. */
function surrogatePairs({ alphabet }: Language): { readonly points: CharSet }[] {
  const sets = classSets(alphabet);
  const within = (range: typeof HIGH): CharSet[] =>
    sets.map((set) => set.intersect(CharSet.fromRange(LAST_CODE_UNIT, range))).filter((set) => !set.isEmpty);
  const highs = within(HIGH);
  const lows = within(LOW);
  return highs.flatMap((high) => lows.map((low) => ({ points: pointsOf(high, low) })));
}

function pointsOf(high: CharSet, low: CharSet): CharSet {
  const ranges = high.ranges.flatMap(({ min, max }) => {
    const isWhole = low.ranges[0]?.min === LOW.min && low.ranges[0].max === LOW.max;
    if (isWhole) return [{ min: pointOf(min, LOW.min), max: pointOf(max, LOW.max) }];
    const units = Array.from({ length: max - min + 1 }, (_, index) => min + index);
    return units.flatMap((unit) =>
      low.ranges.map((range) => ({ min: pointOf(unit, range.min), max: pointOf(unit, range.max) })),
    );
  });
  return CharSet.empty(LAST_CODE_POINT).union(ranges);
}

function pointOf(high: number, low: number): number {
  return 0x10000 + (high - HIGH.min) * 0x400 + (low - LOW.min);
}

function unitsOf(point: number): readonly [high: number, low: number] {
  const offset = point - 0x10000;
  return [HIGH.min + (offset >> 10), LOW.min + (offset & 0x3ff)];
}
