import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isEmpty } from '../language/algebra.ts';
import { codePointsOf } from '../language/code-points.ts';
import { accepts, ALL_TEXTS, NO_TEXTS } from '../language/language.ts';
import { compilePattern, patternLanguage } from '../language/pattern.ts';
import { nonMembers, oneEditNonMembers, onlyConjunctBroken } from './non-members.ts';
import { matchingStrings, nonMatchingStrings } from './pattern-strings.ts';
import { TEXT } from './profile.ts';
import { stringArbitrary } from './string-arbitrary.ts';

const CASES = [
  ['^(?=.*[a-z])(?=.*[A-Z])(?=.*\\d)(?=.*[!-/])\\S{8,99}$', 8, 99],
  ["^[-\\w' ]{1,75}", 1, 30],
  ['^/api/v1/group/[-\\w]{1,50}/$', 0, 100],
  ['^(?!.*\\badmin\\b).+$', 1, 20],
  ['^[^@]+@[^@]+$', 3, 75],
] as const;

/** True when one text becomes the other by deleting, inserting or replacing one character. */
function isOneEdit(first: readonly number[], second: readonly number[]): boolean {
  if (first.length > second.length) return isOneEdit(second, first);
  const place = first.findIndex((point, index) => point !== second[index]);
  const at = place === -1 ? first.length : place;
  const rest = (points: readonly number[], from: number): string => points.slice(from).join();
  if (first.length === second.length) return rest(first, at + 1) === rest(second, at + 1);
  return second.length === first.length + 1 && rest(first, at) === rest(second, at + 1);
}

describe.each(CASES)('non-members of %s', (source, minLength, maxLength) => {
  const language = patternLanguage(source);
  const bounds = { minLength, maxLength };
  const expression = new RegExp(source, 'u');

  test.each([
    ['all', nonMembers(language, TEXT, bounds)],
    ['one edit away', oneEditNonMembers(language, TEXT, bounds)],
  ])('%s: are wrong, and wrong only by the pattern', (_, arbitrary) => {
    const sample = fc.sample(arbitrary, { seed: 4, numRuns: 1000 });
    const fine = sample.filter((text) => {
      const length = codePointsOf(text).length;
      return expression.test(text) || length < minLength || length > maxLength;
    });
    expect(fine).toEqual([]);
    expect(new Set(sample).size).toBeGreaterThan(200);
  });
  test('shrink to non-members', () => {
    const arbitrary = oneEditNonMembers(language, TEXT, bounds);
    const shrunk =
      fc.check(
        fc.property(arbitrary, (text) => text === undefined),
        { seed: 1 },
      ).counterexample?.[0] ?? '';
    expect(expression.test(shrunk)).toBe(false);
    expect(codePointsOf(shrunk).length).toBeLessThanOrEqual(Math.max(minLength, 'admin'.length));
  });
});

test('near misses are one edit away from a member', () => {
  const language = patternLanguage('^(?:cat|horse)$');
  const members = ['cat', 'horse'].map(codePointsOf);
  for (const text of fc.sample(oneEditNonMembers(language), { seed: 2, numRuns: 300 }))
    expect(
      members.some((member) => isOneEdit(member, codePointsOf(text))),
      text,
    ).toBe(true);
});
test('a member without a wrong neighbour gives way to any non-member', () => {
  // Every text but those of exactly five characters a; members of 64 others are far from them.
  const language = patternLanguage('^(?!a{5}$)');
  expect(new Set(fc.sample(oneEditNonMembers(language), { seed: 2, numRuns: 50 }))).toEqual(new Set(['aaaaa']));
});
test('there are none of all texts, and only any of no texts', () => {
  expect(() => nonMembers(ALL_TEXTS)).toThrow('DC_LANGUAGE_EMPTY');
  expect(() => oneEditNonMembers(NO_TEXTS)).toThrow('DC_LANGUAGE_EMPTY');
  expect(fc.sample(nonMembers(NO_TEXTS), { seed: 1, numRuns: 5 })).toHaveLength(5);
});

describe('one conjunct broken', () => {
  const compiled = compilePattern('^(?=.*[a-z])(?=.*[A-Z])(?=.*\\d)(?=.*[!-/])\\S{8,99}$');
  const conjuncts = compiled.kind === 'exact' ? compiled.conjuncts.map(({ language }) => language) : [];

  test.each([0, 1, 2, 3, 4])('number %i alone is broken', (index) => {
    const sample = fc.sample(stringArbitrary(onlyConjunctBroken(conjuncts, index)), { seed: 7, numRuns: 200 });
    const kept = sample.map((text) => conjuncts.map((conjunct) => accepts(conjunct, text)));
    expect(new Set(kept.map(String))).toEqual(new Set([String(conjuncts.map((_, other) => other !== index))]));
  });
  test('is impossible when the requirement follows from the others', () => {
    const parts = [patternLanguage('^[^]{8,}$'), patternLanguage('^\\S{8,99}$'), patternLanguage('[a-z]')];
    expect(parts.map((_, index) => isEmpty(onlyConjunctBroken(parts, index)))).toEqual([true, false, false]);
  });
  test('must exist', () => {
    expect(() => onlyConjunctBroken(conjuncts, 9)).toThrow('DC_OPTION_INVALID');
  });
});

describe('patterns without an automaton', () => {
  test.each(['^(a+)-\\1$', '^(a|b)*a(a|b){18}$', '^(?!(\\w+)-\\1$)[\\w-]+$', '(x+)y\\1'])(
    '%s is filtered',
    (source) => {
      const pattern = compilePattern(source);
      expect(pattern.kind).toBe('tooLarge');
      const expression = new RegExp(source, 'u');
      const members = fc.sample(matchingStrings(pattern), { seed: 1, numRuns: 100 });
      const others = fc.sample(nonMatchingStrings(pattern), { seed: 1, numRuns: 100 });
      expect(members.filter((text) => !expression.test(text))).toEqual([]);
      expect(others.filter((text) => expression.test(text))).toEqual([]);
    },
  );
  test('shrink through the filter', () => {
    const arbitrary = matchingStrings(compilePattern('^(a+)-\\1$'));
    expect(
      fc.check(
        fc.property(arbitrary, () => false),
        { seed: 1 },
      ).counterexample,
    ).toEqual(['a-a']);
  });
  test('give up after many candidates instead of searching for ever', () => {
    const arbitrary = matchingStrings(compilePattern('^(\\w{40,50})=\\1$'));
    expect(() => fc.sample(arbitrary, { seed: 1, numRuns: 1 })).toThrow('DC_FILTER_STARVED');
  });
  test('with one, the two are members and non-members', () => {
    const pattern = compilePattern('^[ab]{2}$');
    expect(fc.sample(matchingStrings(pattern), { seed: 1, numRuns: 50 }).every((text) => /^[ab]{2}$/.test(text))).toBe(
      true,
    );
    expect(
      fc.sample(nonMatchingStrings(pattern), { seed: 1, numRuns: 50 }).some((text) => /^[ab]{2}$/.test(text)),
    ).toBe(false);
  });
});
