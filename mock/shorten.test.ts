import { expect, test } from 'vitest';
import { shorten } from './shorten.ts';

test('cuts what is too long and leaves the rest as it is', () => {
  expect(shorten('abcd', 4)).toBe('abcd');
  expect(shorten('abcde', 4)).toBe('abc…');
  expect(shorten('\ud800 é 😀', 10)).toBe('\ud800 é 😀');
});
