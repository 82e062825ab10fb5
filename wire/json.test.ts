import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Decoded, WireFault } from './fault.ts';
import { decodeJson } from './json.ts';

function faultOf(decoded: Decoded): WireFault {
  if (decoded.ok) throw new Error('expected a fault');
  return decoded.fault;
}

describe('decodeJson', () => {
  test('gives what JSON.parse gives', () => {
    fc.assert(
      fc.property(fc.json(), (text) => {
        expect(decodeJson(text)).toEqual({ ok: true, value: JSON.parse(text) });
      }),
    );
  });

  test('passes over a byte order mark at the start, and over one only', () => {
    expect(decodeJson('\ufeff{"a":1}')).toEqual({ ok: true, value: { a: 1 } });
    expect(decodeJson('\ufeff\ufeff1')).toMatchObject({ fault: { code: 'broken-syntax' } });
  });

  test.each(['', ' \r\n\t', '\ufeff', '\ufeff '])('calls %j a missing body', (text) => {
    expect(faultOf(decodeJson(text)).code).toBe('missing-body');
  });

  test('keeps members named __proto__ and constructor as own members', () => {
    const decoded = decodeJson('{"__proto__":{"admin":true},"constructor":{"prototype":{"x":1}}}');
    const value = decoded.ok ? decoded.value : undefined;
    expect(Object.keys(value ?? {})).toEqual(['__proto__', 'constructor']);
    expect(Object.getPrototypeOf(value)).toBe(Object.prototype);
    expect(({} as { admin?: boolean }).admin).toBeUndefined();
  });

  test('keeps unpaired surrogates that are escaped, as JSON allows', () => {
    expect(decodeJson('"\\ud800"')).toEqual({ ok: true, value: '\ud800' });
  });

  test('takes depth 100 and refuses 101, at the bracket', () => {
    const nested = (depth: number): string => '['.repeat(depth) + ']'.repeat(depth);
    expect(decodeJson(nested(100)).ok).toBe(true);
    expect(faultOf(decodeJson(nested(101)))).toMatchObject({ code: 'too-deep', line: 1, column: 101 });
    expect(decodeJson(nested(5), { maxDepth: 5 }).ok).toBe(true);
    expect(faultOf(decodeJson('{"a":[{"b":[0]}]}', { maxDepth: 3 }))).toMatchObject({ code: 'too-deep', column: 12 });
  });

  test('counts depth, not brackets', () => {
    expect(decodeJson(JSON.stringify(Array.from({ length: 500 }, () => [{}]))).ok).toBe(true);
    expect(decodeJson(JSON.stringify([`${'['.repeat(500)}\\"${'{'.repeat(500)}`])).ok).toBe(true);
    expect(decodeJson(JSON.stringify({ '[\\': '"['.repeat(500), b: [[]] })).ok).toBe(true);
  });

  test('refuses 10,000 levels, and a million brackets, at once', () => {
    expect(faultOf(decodeJson('['.repeat(10_000))).code).toBe('too-deep');
    expect(faultOf(decodeJson('{"a":'.repeat(10_000))).code).toBe('too-deep');
    expect(faultOf(decodeJson('['.repeat(1_000_000))).code).toBe('too-deep');
  });
});

test('takes 20,000 values and no more', () => {
  const list = (length: number): string => `[${Array.from({ length }, () => '"a,[{"').join(',')}]`;
  expect(decodeJson(list(19_999)).ok).toBe(true);
  expect(faultOf(decodeJson(list(20_000)))).toMatchObject({ code: 'too-many-values', line: 1 });
  expect(decodeJson(JSON.stringify(','.repeat(100_000))).ok).toBe(true);
});

describe('a broken JSON body', () => {
  test.each<[string, number, number, string]>([
    ['{"a":1,}', 1, 8, 'found "}", expected the name of a member in double quotes. Take away the comma before it.'],
    ['[1,]', 1, 4, 'found "]", expected a value. Take away the comma before it.'],
    ['{\r\n  "a": 1\r\n  "b": 2\r\n}', 3, 3, 'found """, expected "," or "}".'],
    ['{a:1}', 1, 2, 'found "a", expected the name of a member in double quotes.'],
    ["['a']", 1, 2, 'found "\'", expected a value. Strings stand in double quotes.'],
    ['{"a" 1}', 1, 6, 'found "1", expected ":" after the name of a member.'],
    ['[1 2]', 1, 4, 'found "2", expected "," or "]".'],
    ['[1}', 1, 3, 'found "}", expected "," or "]".'],
    ['{"a":[1', 1, 8, 'found the end of the text, expected "," or "]".'],
    ['"abc', 1, 5, 'found the end of the text, expected the closing quote of a string.'],
    ['"a\tb"', 1, 3, 'found U+0009, expected an escape. Control characters in strings are written \\uXXXX.'],
    ['["a\nb"]', 1, 4, 'found U+000A, expected an escape. Control characters in strings are written \\uXXXX.'],
    [
      '"\\x"',
      1,
      3,
      'found "x", expected one of "\\/bfnrt or uXXXX after a backslash. A backslash itself is written \\\\.',
    ],
    [
      '"\\u12G4"',
      1,
      3,
      'found "u12G4", expected one of "\\/bfnrt or uXXXX after a backslash. A backslash itself is written \\\\.',
    ],
    ['[NaN]', 1, 2, 'found "NaN", expected a value.'],
    ['[01]', 1, 3, 'found "1", expected "," or "]".'],
    ['[+1]', 1, 2, 'found "+", expected a value.'],
    ['{} {}', 1, 4, 'found "{", expected the end of the text. Send one JSON value only.'],
    ['<User/>', 1, 1, 'found "<", expected a value. If it is XML, say so in Content-Type.'],
    ['[1, // one\n2]', 1, 5, 'found "/", expected a value. JSON has no comments.'],
    ['[\u00a01]', 1, 2, 'found U+00A0, expected a value.'],
    ['\ufeff[x]', 1, 2, 'found "x", expected a value.'],
  ])('%j is explained', (text, line, column, what) => {
    const message = `The body is not JSON at line ${line}, column ${column}: ${what}`;
    expect(decodeJson(text)).toEqual({ ok: false, fault: { code: 'broken-syntax', message, line, column } });
  });

  test('is explained whenever JSON.parse refuses, and never contradicts itself', () => {
    const edits = fc.array(fc.tuple(fc.nat(), fc.constantFrom(...'{}[],:"\\0123-.eE+tfn\u0001 x\n')), {
      minLength: 1,
      maxLength: 3,
    });
    fc.assert(
      fc.property(fc.json({ maxDepth: 3 }), edits, (json, changes) => {
        const text = changes.reduce((current, [at, character]) => {
          const index = at % (current.length + 1);
          return current.slice(0, index) + character + current.slice(index + 1);
        }, json);
        const decoded = decodeJson(text);
        expect(decoded.ok).toBe(canParse(text));
        if (decoded.ok || decoded.fault.code === 'missing-body') return;
        const { message } = decoded.fault;
        expect(message.includes('found the end') && message.includes('expected the end')).toBe(false);
      }),
      { numRuns: 3000 },
    );
  });

  test('of 20 million characters is explained without overflow', () => {
    expect(faultOf(decodeJson(`["${'a'.repeat(20_000_000)}"`))).toMatchObject({ line: 1, column: 20_000_004 });
  });

  test('with an endless word gets a short message', () => {
    expect(faultOf(decodeJson('x'.repeat(100_000))).message.length).toBeLessThan(400);
  });
});

function canParse(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
