import fc from 'fast-check';
import { expect, test } from 'vitest';
import { HOSTILE } from '../test/report-samples.ts';
import { safeText } from './safe-text.ts';

test.each([
  ['\u001b[2J', '\\x1b[2J'],
  ['\u0000\u009b', '\\x00\\x9b'],
  ['a\r\nb\tc', 'a\\r\\nb\\tc'],
  ['\u202e\u2066\u200b\ufeff\u00ad', '\\u{202e}\\u{2066}\\u{200b}\\u{feff}\\xad'],
  ['\ud800x\udc00', '\\u{d800}x\\u{dc00}'],
  ['\u2028\u2029', '\\u{2028}\\u{2029}'],
  ['\ufffe\u{10ffff}', '\\u{fffe}\\u{10ffff}'],
  ['\ufff9\u0600', '\\u{fff9}\\u{600}'],
  ['\u{e0041}\u3164\u2800', '\\u{e0041}\\u{3164}\\u{2800}'],
  ['Zoë Žižek 李 😀 "\\n"', 'Zoë Žižek 李 😀 "\\n"'],
])('%j is shown as %s', (text, shown) => {
  expect(safeText(text)).toBe(shown);
});

test('lines and tabs stay where there may be several lines', () => {
  expect(safeText('a\r\nb\n\tc\rd', { isMultiline: true })).toBe('a\nb\n\tc\\rd');
});

test('ASCII is ASCII', () => {
  expect(safeText('Zoë… – “x”', { isAscii: true })).toBe('Zo\\xeb... - "x"');
  expect(safeText(HOSTILE, { isAscii: true })).toMatch(/^[\x20-\x7e]+$/);
});

test('what is cut is counted, and no character is cut in two', () => {
  expect(safeText('abcdef', { maxLength: 6 })).toBe('abcdef');
  expect(safeText('abcdef', { maxLength: 4 })).toBe('abcd… (2 more characters)');
  expect(safeText('a😀b', { maxLength: 2 })).toBe('a… (3 more characters)');
});

test('no text gets anything else through', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), fc.string({ unit: 'grapheme-ascii' }), (text, plain) => {
      expect(safeText(text + HOSTILE)).not.toMatch(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u);
      expect(safeText(plain)).toBe(plain);
    }),
  );
});
