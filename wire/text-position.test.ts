import { describe, expect, test } from 'vitest';
import { positionAt, showCharacter } from './text-position.ts';

describe('positionAt', () => {
  test('counts lines and columns from 1', () => {
    expect(positionAt('ab', 0)).toEqual({ line: 1, column: 1 });
    expect(positionAt('ab\ncd', 4)).toEqual({ line: 2, column: 2 });
  });

  test('takes LF, CR LF and a lone CR as one line end each', () => {
    expect(positionAt('a\nb\r\nc\rd', 7)).toEqual({ line: 4, column: 1 });
  });

  test('gives a byte order mark no column', () => {
    expect(positionAt('\ufeff{', 1)).toEqual({ line: 1, column: 1 });
    expect(positionAt('\ufeff{', 0)).toEqual({ line: 1, column: 1 });
  });

  test('stays at the end of the text for an index behind it', () => {
    expect(positionAt('ab', 99)).toEqual({ line: 1, column: 3 });
  });
});

describe('showCharacter', () => {
  test.each([
    ['}', '"}"'],
    ['é', '"é"'],
    [' ', 'U+0020'],
    ['\u0001', 'U+0001'],
    ['\u200b', 'U+200B'],
    ['\u{1f600}', 'U+1F600'],
    ['', 'the end of the text'],
  ])('shows %j as %s', (text, shown) => {
    expect(showCharacter(text, 0)).toBe(shown);
  });
});
