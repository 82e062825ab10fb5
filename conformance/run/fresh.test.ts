import { expect, test } from 'vitest';
import { createFreshSource, createRandom } from './fresh.ts';

const options = { tag: 't1', domain: 'example.com', seed: 1 };

function numbers(source: { readonly random: ReturnType<typeof createRandom> }): number[] {
  return Array.from({ length: 20 }, () => source.random.nextInt(0, 1_000_000));
}

test('no address comes twice, whichever case asks', () => {
  const fresh = createFreshSource(options);
  const emails = ['a', 'b', 'a'].flatMap((key) => [fresh.of(key).email(), fresh.of(key).email('example.org')]);
  expect(new Set(emails).size).toBe(6);
  for (const email of emails) expect(email).toMatch(/^u\d+-t1@example\.(com|org)$/);
});

test('the choices of a case depend on seed and key alone', () => {
  const first = numbers(createFreshSource(options).of('case 0'));
  const later = createFreshSource({ ...options, tag: 'other' });
  later.of('another').email();
  expect(numbers(later.of('case 0'))).toEqual(first);
  expect(numbers(createFreshSource(options).of('case 1'))).not.toEqual(first);
  expect(numbers(createFreshSource({ ...options, seed: 2 }).of('case 0'))).not.toEqual(first);
});

test('numbers are whole, within both bounds, and reach them', () => {
  const random = createRandom(7);
  const drawn = new Set(Array.from({ length: 200 }, () => random.nextInt(2, 5)));
  expect([...drawn].toSorted()).toEqual([2, 3, 4, 5]);
  expect(random.nextInt(3, 3)).toBe(3);
});
