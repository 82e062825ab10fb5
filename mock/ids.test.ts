import { expect, test } from 'vitest';
import { freshKinds } from '../specs/scope.ts';
import { createFresh } from './ids.ts';

test.each([
  ['guid', /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/],
  ['guid-n', /^[0-9a-f]{12}4[0-9a-f]{3}[89ab][0-9a-f]{15}$/],
  ['hex24', /^[0-9a-f]{24}$/],
  ['token', /^[\w-]{32}$/],
  ['secret', /^[\w-]{43}$/],
  ['digits', /^[1-9]\d{9}$/],
] as const)('%s has its shape and does not repeat', (kind, shape) => {
  const fresh = createFresh(1);
  const values = Array.from({ length: 2000 }, () => fresh(kind));
  expect(values.filter((value) => !shape.test(value))).toEqual([]);
  expect(new Set(values).size).toBe(values.length);
});

test('the same seed gives the same values in the same order, another seed others', () => {
  const values = (seed: number): string[] => {
    const fresh = createFresh(seed);
    return freshKinds.map((kind) => fresh(kind));
  };
  expect(values(7)).toEqual(values(7));
  expect(values(7).filter((value) => values(8).includes(value))).toEqual([]);
});
