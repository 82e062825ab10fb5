import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { pairwise } from './pairwise.ts';

/** Every pair of levels of two factors, as texts. */
function allPairs(factors: Readonly<Record<string, readonly unknown[]>>): string[] {
  const names = Object.keys(factors);
  return names.flatMap((first, index) =>
    names
      .slice(index + 1)
      .flatMap((second) =>
        (factors[first] ?? []).flatMap((one) =>
          (factors[second] ?? []).map((other) => `${first}=${one} ${second}=${other}`),
        ),
      ),
  );
}

test('every pair of levels is in some row, whatever the factors', () => {
  const levels = fc.uniqueArray(fc.integer({ min: 0, max: 9 }), { minLength: 1, maxLength: 5 });
  const factors = fc.dictionary(fc.stringMatching(/^[a-z]{1,3}$/), levels, {
    minKeys: 2,
    maxKeys: 7,
    noNullPrototype: true,
  });
  fc.assert(
    fc.property(factors, (given) => {
      const rows = pairwise(given);
      const seen = new Set(
        rows.flatMap((row) => allPairs(Object.fromEntries(Object.entries(row).map(([k, v]) => [k, [v]])))),
      );
      expect(allPairs(given).filter((pair) => !seen.has(pair))).toEqual([]);
    }),
    { seed: 1, numRuns: 100 },
  );
});
test('there are far fewer rows than combinations, always the same ones', () => {
  const eight = Object.fromEntries('abcdefgh'.split('').map((name) => [name, [true, false]]));
  const rows = pairwise(eight);
  expect(rows.length).toBeLessThanOrEqual(9);
  expect(pairwise(eight)).toEqual(rows);
  expect(pairwise({ a: [1, 2], b: ['x', 'y'] })).toEqual([
    { a: 1, b: 'x' },
    { a: 1, b: 'y' },
    { a: 2, b: 'x' },
    { a: 2, b: 'y' },
  ]);
});
test('of one factor each level is a row, of none and of one without levels there is no row', () => {
  expect(pairwise({ only: ['a', 'b'] })).toEqual([{ only: 'a' }, { only: 'b' }]);
  expect(pairwise({})).toEqual([]);
  expect(pairwise({ a: [1], b: [] })).toEqual([]);
});
