import { describe, expect, test } from 'vitest';
import { type Corruption, corrupted, nearTexts } from './corruption.ts';

const WAYS: readonly Corruption[] = ['changed-start', 'changed-end', 'cut', 'longer'];

/** What a lenient reader of base64 makes of it. */
const bytesOf = (token: string): string => Buffer.from(token.replace(/^\S+ /, ''), 'base64').toString('hex');

describe.each(WAYS)('%s', (how) => {
  test.each([
    'Basic dXNlcjpwYXNz',
    'Basic dXNlcjpwYXNzdw==',
    'Basic dXNlcjpwYXNzd28=',
    'Bearer eyJhIjoxfQ.eyJiIjoyfQ.AbCdEfGhIj',
  ])('makes a credential of %s that stands for other bytes', (value) => {
    const other = String(corrupted(value, how, {}));
    expect(bytesOf(other)).not.toBe(bytesOf(value));
    expect(other.split(' ')[0]).toBe(value.split(' ')[0]);
  });

  test('never yields what differs in letter case only', () => {
    for (const value of ['Bearer zZ9zZ9', 'fF', 'a', '9', 'key']) {
      expect(String(corrupted(value, how, {})).toLowerCase()).not.toBe(value.toLowerCase());
    }
  });
});

test('a hexadecimal digit stays one', () => {
  expect(corrupted('ff', 'changed-start', {})).toBe('ef');
  expect(nearTexts('0d6f11').changed).toBe('0d6f12');
  expect(nearTexts('0d6f1F').changed).toBe('0d6f1E');
});

test('a number becomes another number', () => {
  expect([corrupted(1001, 'changed-end', {}), corrupted(1001, 'longer', {})]).toEqual([1002, 10017]);
});

test('the scheme changes alone, and the value of a stranger is taken where there is one', () => {
  expect(corrupted('Bearer abc', 'other-scheme', {})).toBe('Basic abc');
  expect(corrupted('ApiKey a:b', 'other-scheme', {})).toBe('Bearer a:b');
  expect(corrupted('Bearer abc', 'stranger', { stranger: 'Bearer nobody' })).toBe('Bearer nobody');
});

test('near texts keep what stands around their last letter or digit', () => {
  expect(nearTexts('/a/main/')).toEqual({ changed: '/a/maio/', longer: '/a/main7/', shorter: '/a/mai/' });
});
