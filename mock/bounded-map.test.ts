import fc from 'fast-check';
import { expect, test } from 'vitest';
import { BoundedMap } from './bounded-map.ts';

test('the oldest goes when one too many comes; what is set again is new', () => {
  const map = new BoundedMap<string, number>(2);
  map.set('a', 1);
  map.set('b', 2);
  map.set('a', 3);
  map.set('c', 4);
  expect([map.get('a'), map.get('b'), map.get('c'), map.size]).toEqual([3, undefined, 4, 2]);
  map.deleteWhere((value) => value === 3);
  expect(map.values()).toEqual([4]);
});

test('is a list of pairs that is cut at its beginning', () => {
  const set = fc.tuple(fc.nat(5), fc.nat(9));
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 4 }), fc.array(fc.oneof(set, fc.nat(9))), (maxSize, steps) => {
      const map = new BoundedMap<number, number>(maxSize);
      let model: [number, number][] = [];
      for (const step of steps) {
        if (typeof step === 'number') {
          map.deleteWhere((value) => value === step);
          model = model.filter(([, value]) => value !== step);
        } else {
          map.set(...step);
          model = [...model.filter(([key]) => key !== step[0]), step].slice(-maxSize);
        }
        expect(map.values()).toEqual(model.map(([, value]) => value));
      }
    }),
  );
});

test('stays quick however often the oldest goes', () => {
  const map = new BoundedMap<number, number>(100_000);
  for (let key = 0; key < 600_000; key++) map.set(key, key);
  expect(map.values()[0]).toBe(500_000);
});
