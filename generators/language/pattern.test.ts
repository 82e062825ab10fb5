import { describe, expect, test } from 'vitest';
import { isEqual } from './algebra.ts';
import { accepts } from './language.ts';
import { compilePattern, patternLanguage } from './pattern.ts';

const PASSWORD = '^(?=.*[a-z])(?=.*[A-Z])(?=.*\\d)(?!.*\\s)[^\\n]{8,99}$';

describe('conjuncts', () => {
  test('are the leading lookaheads and the body', () => {
    const compiled = compilePattern(PASSWORD);
    expect(compiled.kind === 'exact' && compiled.conjuncts.map(({ label }) => label)).toEqual([
      ...['(?=.*[a-z])', '(?=.*[A-Z])', '(?=.*\\d)', '(?!.*\\s)', '[^\\n]{8,99}$'],
    ]);
  });
  test('say each what it says alone', () => {
    const compiled = compilePattern(PASSWORD);
    const [lower, , , blank, body] =
      compiled.kind === 'exact' ? compiled.conjuncts.map(({ language }) => language) : [];
    expect(lower && isEqual(lower, patternLanguage('^.*[a-z]'))).toBe(true);
    expect(blank && ['a b', '\nb c', 'ab', 'a\nb c'].map((text) => accepts(blank, text))).toEqual([
      false,
      false,
      true,
      false,
    ]);
    expect(body && isEqual(body, patternLanguage('^[^\\n]{8,99}$'))).toBe(true);
  });
  test.each(['a|b', '(?=a)b', '^a|^b', '^(?:(?=a)b)*', 'a'])('of %s is it alone', (source) => {
    const compiled = compilePattern(source);
    expect(compiled).toMatchObject({ kind: 'exact', conjuncts: [{ label: source }] });
  });
  test('of lookaheads alone have no body', () => {
    const compiled = compilePattern('^(?=.*a)(?=.*b)');
    expect(compiled.kind === 'exact' && compiled.conjuncts).toHaveLength(2);
  });
});

describe('flags', () => {
  test('without u a character beyond U+FFFF counts as two', () => {
    const [units, points] = [patternLanguage('^.{2}$', ''), patternLanguage('^.{2}$', 'u')];
    expect(['😀', '😀😀', 'ab'].map((text) => accepts(units, text))).toEqual([true, false, true]);
    expect(['😀', '😀😀', 'ab'].map((text) => accepts(points, text))).toEqual([false, true, true]);
  });
  test('without u a class with a character beyond U+FFFF holds its halves', () => {
    const halves = patternLanguage('^[😀]$', '');
    expect(['😀', '\ud83d', '\ude00'].map((text) => accepts(halves, text))).toEqual([false, true, true]);
  });
  test('i folds the long s and the Kelvin sign only with u', () => {
    expect(['', 'u'].map((flag) => accepts(patternLanguage('^s$', `i${flag}`), 'ſ'))).toEqual([false, true]);
    expect(['', 'u'].map((flag) => accepts(patternLanguage('^[a-z]$', `i${flag}`), '\u212a'))).toEqual([false, true]);
  });
  test('v knows set operations and strings in classes', () => {
    const letters = patternLanguage('^[\\p{L}--[a-z]]$', 'v');
    expect(['é', '𝒜', 'a', '1'].map((text) => accepts(letters, text))).toEqual([true, true, false, false]);
    const strings = patternLanguage('^[\\q{ab|c}]$', 'v');
    expect(['ab', 'c', 'a'].map((text) => accepts(strings, text))).toEqual([true, true, false]);
  });
});

describe('what has no automaton', () => {
  test('is too large by count, not by time, and keeps a filter', () => {
    const compiled = compilePattern('^(a|b)*a(a|b){18}$');
    expect(compiled).toMatchObject({ kind: 'tooLarge', reason: 'size' });
    if (compiled.kind !== 'tooLarge') return;
    const member = `bba${'ab'.repeat(9)}`;
    const other = `bbb${'ab'.repeat(9)}`;
    expect([compiled.test(member), compiled.test(other)]).toEqual([true, false]);
    expect(accepts(compiled.superset, member)).toBe(true);
    expect(accepts(compiled.superset, 'c')).toBe(false);
  });
  test('may have a back-reference; a short one is written out instead', () => {
    expect(compilePattern('^(a+)-\\1$')).toMatchObject({ kind: 'tooLarge', reason: 'back-reference' });
    expect(compilePattern('^(["\']).*\\1$').kind).toBe('exact');
  });
  test.each([
    ['(?<!(a))((?<!b)c\\1)', 'c'],
    ['^(?=([ab]))\\1$', 'a'],
    ['^(a+)-\\1$', 'aa-aa'],
    ['^(?!(a+)-\\1$).+$', 'aa-a'],
    ['^(?=(a+))\\1b(?!c)', 'aaab'],
    ['^(?<x>\\w+) \\k<x>$', 'ab ab'],
  ])('%s has a superset that loses no member', (source, member) => {
    const compiled = compilePattern(source);
    expect(compiled.kind === 'tooLarge' && compiled.test(member) && accepts(compiled.superset, member)).toBe(true);
  });
  test('fits when the budget is larger', () => {
    expect(compilePattern('^(a|b)*a(a|b){5}$', 'u', { states: 20, steps: 1e6 }).kind).toBe('tooLarge');
    expect(compilePattern('^(a|b)*a(a|b){5}$', 'u', { states: 200, steps: 1e6 }).kind).toBe('exact');
  });
  test('is no reason to overflow the stack', () => {
    expect(compilePattern(`^${'(?:a?)'.repeat(2000)}$`).kind).toBe('tooLarge');
    expect(compilePattern('^(?:a?){2000}$').kind).toBe('tooLarge');
    expect(compilePattern('^a{0,5000}$').kind).toBe('exact');
  });
  test('is said by the short form', () => {
    expect(() => patternLanguage('^(a+)-\\1$')).toThrow('DC_LANGUAGE_TOO_LARGE');
  });
});

test.each(['(', '[a', 'a**', '\\u{110000}', '(?<n>a)(?<n>b)'])('%s is refused as no regular expression', (source) => {
  expect(() => compilePattern(source)).toThrow(/DC_PATTERN_INVALID: .* is no regular expression/);
});

test.each(['uv', 'uu', 'x'])('the flags %s are refused', (flags) => {
  expect(() => compilePattern('a', flags)).toThrow('DC_PATTERN_INVALID');
});

test('an escape that the flag u forbids is legal without it', () => {
  expect(() => compilePattern('^\\-$')).toThrow('DC_PATTERN_INVALID');
  expect(compilePattern('^\\-$', '').kind).toBe('exact');
});
