import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { inspect } from 'node:util';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import * as generators from './index.ts';
import {
  ALL,
  casings,
  characterClasses,
  compileFormat,
  compilePattern,
  EMAIL_CASES,
  emailBoundaries,
  emailPool,
  emails,
  emailsOfClass,
  matchingStrings,
  nonMatchingStrings,
  nonMembers,
  names,
  oneEditNonMembers,
  onlyConjunctBroken,
  patternLanguage,
  shortestMember,
  stringArbitrary,
  TEXT,
  XML,
} from './index.ts';

const page = readFileSync(new URL('../docs/generators.md', import.meta.url), 'utf8');

describe('docs/generators.md', () => {
  const programs = [...page.matchAll(/```ts\n(.*?)```/gs)].map(([, program = '']) => program);

  test.each(programs)('the program %# prints what its comments say', (program) => {
    const expected = [...program.matchAll(/console\.log\(.*\); \/\/ (.*)$/gm)].map(([, printed]) => printed);
    const printed: string[] = [];
    const log = (...values: unknown[]): number =>
      printed.push(values.map((value) => (typeof value === 'string' ? value : inspect(value))).join(' '));
    const body = program
      .replaceAll("import fc from 'fast-check';", '')
      .replace(/import (\{.*?\}) from 'doublecheck\/generators';/g, 'var $1 = generators;');
    new Function('fc', 'generators', 'console', body)(fc, generators, { log });
    expect(expected.length).toBeGreaterThan(0);
    expect(printed).toEqual(expected);
  });
  test('lists every export and every error code', () => {
    const codes = readFileSync(new URL('error.ts', import.meta.url), 'utf8').match(/DC_[A-Z_]+/g) ?? [];
    const missing = [...Object.keys(generators), ...codes].filter((name) => !page.includes(name));
    expect(missing.filter((name) => !['GeneratorError', 'DEFAULT_BUDGET'].includes(name))).toEqual([]);
  });
});

/** First half of the sha256 of values as JSON: changes when one byte does. */
function digest(values: unknown): string {
  return createHash('sha256').update(JSON.stringify(values)).digest('hex').slice(0, 32);
}

describe('the data of a seed never changes', () => {
  const password = compilePattern('^(?=.*[a-z])(?=.*[A-Z])(?=.*\\d)(?=.*[!-/])\\S{8,99}$');
  const conjuncts = password.kind === 'exact' ? password.conjuncts.map(({ language }) => language) : [];
  const uuid = compileFormat('uuid');
  const name = patternLanguage("^[\\p{L}\\p{M}' -]{1,30}$");
  const folded = patternLanguage('^[a-zß-ž]+$', 'iu');

  test.each<[string, fc.Arbitrary<unknown>, string]>([
    ['password', matchingStrings(password), '6a88e426de804dbf0ccc1a4e9c14eebc'],
    ['one conjunct broken', stringArbitrary(onlyConjunctBroken(conjuncts, 2)), 'a615c899c301fcdaf7e4496d748dcd0d'],
    ['name', stringArbitrary(name), 'adb1eada8f141b1d553e415c46a3757d'],
    ['no name', nonMembers(name, TEXT, { minLength: 1, maxLength: 30 }), '18c50ebd59f796121f7ea7a89cd2b235'],
    ['near a name', oneEditNonMembers(name, TEXT, { minLength: 1, maxLength: 30 }), 'd7b8ce3f34d262c5c0da3bdd90b58cbf'],
    ['folded letters', stringArbitrary(folded), 'a81cf7b6ace59c08d13924048b5dc151'],
    ['any XML text', stringArbitrary(generators.ALL_TEXTS, XML, { maxLength: 9 }), '14ce7be47556036ff56c6b5a3a18423a'],
    ['any text', stringArbitrary(generators.ALL_TEXTS, ALL, { maxLength: 9 }), 'baa6cae4717646249b916c5820c3e2af'],
    ['uuid', uuid === undefined ? fc.constant('') : matchingStrings(uuid), 'e6d5fa834910a0eacf61b82bba006db1'],
    ['filtered', matchingStrings(compilePattern('^(a+)-\\1$')), 'b1f05e89cca47a8aab9b1899e16a1aa6'],
    ['filtered out', nonMatchingStrings(compilePattern('^(a+)-\\1$')), 'ae8f8a8418af3a4de7edd343cb87ffcf'],
    ['names', names(), 'db8a3f34d08eee530cb45b75f463abe0'],
    ['e-mails', emails({ tag: 'r1', maxLength: 75 }), 'd17dcc50b3cfe464a9c00f704242d6c8'],
    ['grey e-mails', emailsOfClass('grey'), '5bc717a315753d45a5d95ffe377df0a2'],
    ['no e-mails', emailsOfClass('must-reject'), '43175a5c6af6a9b0a64b3828e3df5719'],
    ['pool of e-mails', emailPool(4, { tag: 'r1' }).arbitrary, 'ef0cfdfde6c42e09c56c3ab1684bcdee'],
  ])('%s', (_, arbitrary, hash) => {
    expect(digest(fc.sample(arbitrary, { seed: 20_240_917, numRuns: 1000 }))).toBe(hash);
  });
  test.each<[string, unknown, string]>([
    ['characters of TEXT', TEXT.characters.ranges, '947b9e351f8902376e14577532673223'],
    ['classes of a name', characterClasses(name), '744bca9fcc15e393e8e8918d68821e5f'],
    [
      'casings of names',
      generators.NAME_CLASSES.flatMap((entry) => entry.names.map(casings)),
      '8712b8df9d406928101f39d432fa5733',
    ],
    [
      'table of e-mails',
      EMAIL_CASES.map(({ make }) => make('ada-r1', 'example.com')),
      '41a4bcf30a1b98bab13f48116a5ce9c8',
    ],
    ['boundaries of e-mails', emailBoundaries({ maxLength: 75, tag: 'r1' }), 'ae328d92262bb421b3c3596b44b15c68'],
    ['simplest password', conjuncts.map(shortestMember), '5f32646c815515656fafbf67abe19ef0'],
  ])('%s', (_, values, hash) => expect(digest(values)).toBe(hash));

  test('shrinking takes the same way', () => {
    const property = fc.property(
      emails({ tag: 'r1' }),
      matchingStrings(password),
      (email, text) => email.length + text.length < 60,
    );
    const { counterexample, counterexamplePath } = fc.check(property, { seed: 3 });
    expect(digest([counterexample, counterexamplePath])).toBe('2b5114f226e55aaef930d2378fe24cc5');
  });
});
