import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { complement, difference, intersect, isEmpty, isEqual, isSubset, union } from './algebra.ts';
import { accepts, ALL_TEXTS, type Language, NO_TEXTS } from './language.ts';
import { distances, lengthWindow, longestLength, shortestLength } from './length.ts';
import { languageOf } from './literals.ts';
import { minimise } from './minimise.ts';
import { patternLanguage } from './pattern.ts';
import { shortestMember } from './shortest.ts';

const sources = ['^a*$', 'b', '^(?!.*ab)', '^[ab]{2,3}$', '(?<=a)b', '^(?:ab)*$', '^$', '\\d', '^.{3}$', '(?!)'];
const language = fc.constantFrom(...sources).map((source) => ({ source, made: patternLanguage(source) }));
const text = fc.string({ unit: fc.constantFrom(...'ab1😀'), maxLength: 6 });

describe('the algebra', () => {
  test('does to languages what logic does to membership', () => {
    fc.assert(
      fc.property(language, language, text, ({ made: first }, { made: second }, word) => {
        const [inFirst, inSecond] = [accepts(first, word), accepts(second, word)];
        expect(accepts(intersect(first, second), word)).toBe(inFirst && inSecond);
        expect(accepts(union(first, second), word)).toBe(inFirst || inSecond);
        expect(accepts(difference(first, second), word)).toBe(inFirst && !inSecond);
        expect(accepts(complement(first), word)).toBe(!inFirst);
      }),
      { seed: 1, numRuns: 300 },
    );
  });
  test('yields one canonical form, however a language was made', () => {
    fc.assert(
      fc.property(language, language, ({ made: first }, { made: second }) => {
        const direct = intersect(first, second);
        const byDeMorgan = complement(union(complement(first), complement(second)));
        expect(byDeMorgan).toEqual(direct);
        expect(minimise(direct)).toEqual(direct);
        expect(isEqual(direct, byDeMorgan)).toBe(true);
        expect(isSubset(direct, first)).toBe(true);
      }),
      { seed: 2, numRuns: 100 },
    );
  });
  test('tells languages apart', () => {
    expect(isEqual(patternLanguage('^a+$'), patternLanguage('^a*$'))).toBe(false);
    expect(isSubset(patternLanguage('^a*$'), patternLanguage('^a+$'))).toBe(false);
    expect(isEmpty(NO_TEXTS)).toBe(true);
    expect(isEmpty(ALL_TEXTS)).toBe(false);
  });
  test('finds constraints that cannot hold together', () => {
    expect(isEmpty(patternLanguage('^([0-1]\\d|2[0-3]):[0-5]\\d$:[0-5]\\d$'))).toBe(true);
    expect(isEmpty(intersect(patternLanguage('^\\d{5}$'), lengthWindow(6)))).toBe(true);
    expect(isEmpty(intersect(patternLanguage('^\\d{5,6}$'), lengthWindow(6)))).toBe(false);
  });
  test('of nothing is the neutral element', () => {
    expect(intersect()).toEqual(ALL_TEXTS);
    expect(union()).toEqual(NO_TEXTS);
  });
  test('ends at its budget', () => {
    const first = patternLanguage('^(?:.{997})*$');
    const second = patternLanguage('^(?:.{991})*$');
    expect(() => intersect(first, second)).toThrow('DC_LANGUAGE_TOO_LARGE');
  });
});

describe('lengths', () => {
  test.each([
    ['^a{2,5}$', 2, 5],
    ['^a+$', 1, Number.POSITIVE_INFINITY],
    ['^(?:a|bcd)$', 1, 3],
    ['^😀$', 1, 1],
    ['(?!)', undefined, undefined],
    ['^(?:ab?){0,3}$', 0, 6],
  ])('of %s are %s to %s code points', (source, shortest, longest) => {
    const made = patternLanguage(source);
    expect([shortestLength(made), longestLength(made)]).toEqual([shortest, longest]);
  });
  test('are counted in code points by a window, both ends included', () => {
    const window = lengthWindow(2, 3);
    expect(['a', '😀', '😀a', 'ab', 'a😀b', '\ud83d\ude00\ude00', 'abcd'].map((word) => accepts(window, word))).toEqual(
      [...[false, false, true, true, true, true, false]],
    );
    expect(isEqual(lengthWindow(0), ALL_TEXTS)).toBe(true);
    expect(isEqual(lengthWindow(3, 2), NO_TEXTS)).toBe(true);
    expect(isEqual(lengthWindow(3), patternLanguage('^[^]{3,}$'))).toBe(true);
    expect(isEqual(lengthWindow(0, 2), patternLanguage('^[^]{0,2}$'))).toBe(true);
    expect(() => lengthWindow(0, 1_000_000)).toThrow('DC_LANGUAGE_TOO_LARGE');
  });
  test('of dead states are none', () => {
    const made = patternLanguage('^a$');
    expect([...distances(made)].sort()).toEqual([-1, 0, 1]);
  });
});

describe('literals', () => {
  test('are exactly the given texts', () => {
    const made = languageOf('', 'a', 'ab', '😀', 'K');
    const words = ['', 'a', 'ab', '😀', 'K', 'b', 'abc', '\ud83d', 'k', '\u212a'];
    expect(words.map((word) => accepts(made, word))).toEqual(words.map((_, index) => index < 5));
    expect(isEqual(languageOf('a', 'b', 'a'), patternLanguage('^[ab]$'))).toBe(true);
    expect(isEqual(languageOf(), NO_TEXTS)).toBe(true);
    expect(isEqual(languageOf(''), patternLanguage('^$'))).toBe(true);
  });
});

describe('the shortest member', () => {
  test.each<[string, string | undefined]>([
    ['^(?=.*[a-z])(?=.*[A-Z])(?=.*\\d)\\S{4,}$', 'aaA0'],
    ['(?!)', undefined],
    ['', ''],
    ['^(?:bb|zzz|.)$', 'a'],
    ['^[\\u0400-\\u04ff]{2}$', '\u0400\u0400'],
  ])('of %s is %j', (source, member) => expect(shortestMember(patternLanguage(source))).toBe(member));

  test('is a member, and no shorter text is', () => {
    fc.assert(
      fc.property(language, ({ made }) => {
        const member = shortestMember(made);
        if (member === undefined) return isEmpty(made);
        const shorter: Language = intersect(made, lengthWindow(0, [...member].length - 1));
        return accepts(made, member) && isEmpty(shorter);
      }),
    );
  });
});
