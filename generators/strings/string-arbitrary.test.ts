import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { codePointsOf } from '../language/code-points.ts';
import { accepts } from '../language/language.ts';
import { patternLanguage } from '../language/pattern.ts';
import { ALL, ASCII, profileOf, TEXT, XML } from './profile.ts';
import { isSimpler } from './simpler.ts';
import { stringArbitrary } from './string-arbitrary.ts';

const PASSWORD = '^(?=.*[a-z])(?=.*[A-Z])(?=.*\\d)(?=.*[!-/])\\S{8,99}$';
const password = stringArbitrary(patternLanguage(PASSWORD));
const length = (text: string): number => codePointsOf(text).length;

describe.each([
  [PASSWORD, {}],
  ["^[-\\w' ]{1,75}", { maxLength: 30 }],
  ['^\\p{L}+$', { minLength: 3 }],
  ['^(?:(?!foo).)*$', { minLength: 1, maxLength: 9 }],
  ['(?<=a)\\b', {}],
  ['', { maxLength: 3 }],
  ['^(?:abc)*$', { minLength: 4, maxLength: 20 }],
])('strings of %s within %j', (source, bounds) => {
  const language = patternLanguage(source);
  const arbitrary = stringArbitrary(language, TEXT, bounds);
  const sample = fc.sample(arbitrary, { seed: 5, numRuns: 1000 });

  test('are members of the profile within the bounds', () => {
    const expression = new RegExp(source, 'u');
    const { minLength = 0, maxLength = Number.POSITIVE_INFINITY } = { ...bounds } as {
      minLength?: number;
      maxLength?: number;
    };
    const wrong = sample.filter(
      (text) =>
        !expression.test(text) ||
        length(text) < minLength ||
        length(text) > maxLength ||
        codePointsOf(text).some((point) => !TEXT.characters.has(point)),
    );
    expect(wrong).toEqual([]);
  });
  test('are the same for the same seed', () => {
    expect(fc.sample(arbitrary, { seed: 5, numRuns: 1000 })).toEqual(sample);
    expect(fc.sample(arbitrary, { seed: 6, numRuns: 1000 })).not.toEqual(sample);
  });
  test('hit the shortest and the longest length', () => {
    const lengths = sample.map(length);
    for (const end of [Math.min(...lengths), Math.max(...lengths)])
      expect(lengths.filter((one) => one === end).length).toBeGreaterThan(50);
  });
  test('shrink to simpler members only, and come to an end', () => {
    for (const text of sample.slice(0, 20)) {
      for (const { value_ } of arbitrary.shrink(text, undefined).take(50)) {
        expect(accepts(language, value_)).toBe(true);
        expect(arbitrary.canShrinkWithoutContext(value_)).toBe(true);
        expect(isSimpler(codePointsOf(value_), codePointsOf(text))).toBe(true);
      }
    }
  });
});

describe('shrinking', () => {
  const counterexample = (predicate: (text: string) => boolean, examples: [string][] = []): string | undefined =>
    fc.check(fc.property(password, predicate), { seed: 9, examples }).counterexample?.[0];

  test('ends at the simplest member when everything fails', () => {
    expect(counterexample(() => false)).toBe('aaaaaA0!');
  });
  test('keeps what the failure needs', () => {
    const found = counterexample((text) => !text.includes('Z')) ?? '';
    expect(length(found)).toBe(8);
    expect(found).toContain('Z');
  });
  test('works on values from elsewhere', () => {
    expect(counterexample((text) => !text.includes('x'), [['Passw0rd!😀😀😀xyz']])).toMatch(/^[aA0!x]{8}$/);
  });
  test('does not touch what is no member', () => {
    expect(
      ['short', 7, null, undefined, 'NOLOWER0!x'.toUpperCase()].map((value) => password.canShrinkWithoutContext(value)),
    ).toEqual(Array(5).fill(false));
  });
  test('follows lengths that jump', () => {
    const triples = stringArbitrary(patternLanguage('^(?:abc)*$'), TEXT, { minLength: 4 });
    expect(
      fc.check(
        fc.property(triples, () => false),
        { seed: 3 },
      ).counterexample,
    ).toEqual(['abcabc']);
  });
});

describe('profiles', () => {
  const any = patternLanguage('^[^]{1,40}$');

  test.each([
    TEXT,
    ASCII,
    XML,
    ALL,
    profileOf('Latin-1', [0x20, 0x7e], [0xa0, 0xff]),
    profileOf('no surrogates', [0xd000, 0xefff]),
  ])('$name is kept', (profile) => {
    const points = fc.sample(stringArbitrary(any, profile), { seed: 1, numRuns: 500 }).flatMap(codePointsOf);
    expect(points.filter((point) => !profile.characters.has(point))).toEqual([]);
  });
  test('TEXT has no controls, noncharacters, private use, bidi controls, line separators or surrogates', () => {
    const forbidden = [
      0, 0x9, 0xa, 0x7f, 0x85, 0x202e, 0x2066, 0x2028, 0xe000, 0xfffe, 0xfdd0, 0x1ffff, 0xd800, 0xfeff, 0xf0000,
    ];
    expect(forbidden.filter((point) => TEXT.characters.has(point))).toEqual([]);
    expect([0x20, 0x41, 0xe9, 0x301, 0x200d, 0x674e, 0x1f600].filter((point) => !TEXT.characters.has(point))).toEqual(
      [],
    );
  });
  test('XML is the production Char, ALL is every scalar value', () => {
    expect([0x9, 0xd, 0x85, 0xfffd].every((point) => XML.characters.has(point))).toBe(true);
    expect([0, 0xb, 0x1f, 0xd800, 0xfffe].some((point) => XML.characters.has(point))).toBe(false);
    expect([ALL.characters.has(0), ALL.characters.has(0xd800), ALL.characters.size]).toEqual([
      true,
      false,
      0x110000 - 2048,
    ]);
  });
  test('without a member of the profile there is nothing to generate', () => {
    expect(() => stringArbitrary(patternLanguage('^é$'), ASCII)).toThrow(
      'DC_LANGUAGE_EMPTY: no member has 0 to any characters of ASCII',
    );
    expect(() => stringArbitrary(patternLanguage('^a{3}$'), TEXT, { maxLength: 2 })).toThrow('DC_LANGUAGE_EMPTY');
    expect(() => stringArbitrary(patternLanguage('(?!)'))).toThrow('DC_LANGUAGE_EMPTY');
  });
});

test('a long maximum is reached without taking all the time', () => {
  const sample = fc.sample(stringArbitrary(patternLanguage('^\\S*$'), TEXT, { maxLength: 20_000 }), {
    seed: 1,
    numRuns: 300,
  });
  const lengths = sample.map(length);
  expect(lengths.filter((one) => one === 20_000).length).toBeGreaterThan(0);
  expect(lengths.filter((one) => one > 256).length).toBeLessThan(60);
});
