import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { decodeForm, encodeForm } from './form.ts';

describe('decodeForm', () => {
  test.each<[string, unknown]>([
    ['grant_type=password&username=a%40example.com', { grant_type: 'password', username: 'a@example.com' }],
    ['a=x+y%2Bz', { a: 'x y+z' }],
    ['a=b=c', { a: 'b=c' }],
    ['a&b=', { a: '', b: '' }],
    ['=x', { '': 'x' }],
    ['&&a=1&', { a: '1' }],
    ['a=1&a=2', { a: ['1', '2'] }],
    ['%C3%BC=%F0%9F%98%80', { ü: '\u{1f600}' }],
    ['constructor=x', { constructor: 'x' }],
  ])('reads %s', (text, value) => {
    expect(decodeForm(text)).toEqual({ ok: true, value });
  });

  test('keeps a field named __proto__ as an own member', () => {
    const decoded = decodeForm('__proto__=x');
    expect(Object.entries(decoded.ok ? (decoded.value ?? {}) : {})).toEqual([['__proto__', 'x']]);
  });

  test('refuses a "%" that escapes nothing, and escapes that are not UTF-8, with their place', () => {
    expect(decodeForm('a=1&b=100%')).toMatchObject({ fault: { code: 'broken-syntax', line: 1, column: 10 } });
    expect(decodeForm('a=%zz')).toMatchObject({ fault: { code: 'broken-syntax', column: 3 } });
    expect(decodeForm('a=1&b=%E9')).toMatchObject({ fault: { code: 'invalid-encoding', column: 7 } });
  });
});

describe('encodeForm', () => {
  test('leaves out null, repeats arrays, writes objects as JSON', () => {
    expect(encodeForm({ a: 'x y&z', b: null, c: [1, null, true], d: { e: 1 } })).toBe(
      'a=x+y%26z&c=1&c=true&d=%7B%22e%22%3A1%7D',
    );
  });

  test('has nothing to say about what has no names', () => {
    expect([encodeForm('text'), encodeForm(null), encodeForm([1])]).toEqual(['', '', '']);
  });

  test('is read back as it was, for strings', () => {
    const fields = fc.dictionary(fc.string({ unit: 'binary' }), fc.string({ unit: 'binary' }));
    fc.assert(
      fc.property(fields, (value) => {
        expect(decodeForm(encodeForm(value))).toEqual({ ok: true, value: { ...value } });
      }),
    );
  });

  test('replaces unpaired surrogates instead of failing', () => {
    expect(encodeForm({ a: '\ud800' })).toBe('a=%EF%BF%BD');
  });
});
