import * as fc from 'fast-check';
import { bounded } from './bounded.ts';

/** Lists of different values, as told by `keyOf`. Unlike fast-check's own it ends when there are too few: `DC_FILTER_STARVED`. */
export function distinct<Value>(
  values: fc.Arbitrary<Value>,
  { min, max }: { readonly min: number; readonly max: number },
  keyOf: (value: Value) => string,
): fc.Arbitrary<Value[]> {
  // Enough draws to meet each of a few values once.
  const drawn = fc.array(values, { minLength: max * 2 + 4, maxLength: max * 2 + 4, size: 'max' });
  const lists = fc.tuple(fc.integer({ min, max }), drawn).map(([count, all]) => {
    const known = new Map(all.map((value) => [keyOf(value), value]));
    return [...known.values()].slice(0, count);
  });
  const explain = (list: Value[] | undefined): string =>
    `there are but ${list?.length ?? 0} different ones, ${min} are needed`;
  return bounded(lists, (list) => list.length >= min, explain);
}
