import fc from 'fast-check';
import { expect, test } from 'vitest';
import { NumberHeap } from './number-heap.ts';

test('knows the smallest of what is in it, whatever came and went', () => {
  const step = fc.tuple(fc.boolean(), fc.nat(30));
  fc.assert(
    fc.property(fc.array(step, { maxLength: 200 }), (steps) => {
      const heap = new NumberHeap();
      const model = new Set<number>();
      for (const [isAdded, number] of steps) {
        if (isAdded) heap.add(number);
        else heap.delete(number);
        if (isAdded) model.add(number);
        else model.delete(number);
        expect([heap.size, heap.smallest]).toEqual([model.size, [...model].sort((a, b) => a - b)[0]]);
      }
    }),
  );
});

test('a number that comes and goes for ever leaves nothing behind', () => {
  const heap = new NumberHeap();
  heap.add(1);
  for (let round = 0; round < 1000; round++) {
    heap.add(2);
    heap.delete(2);
  }
  heap.delete(1);
  expect([heap.size, heap.smallest]).toEqual([0, undefined]);
});
