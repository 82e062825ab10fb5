import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { codePointsOf } from '../language/code-points.ts';
import { accepts } from '../language/language.ts';
import { patternLanguage } from '../language/pattern.ts';
import { casings } from './casings.ts';
import { characterClasses } from './character-classes.ts';
import { boundaryLengths, memberOfLength } from './lengths.ts';
import { NAME_CLASSES, names, namesOfLength } from './names.ts';
import { ASCII, TEXT } from './profile.ts';

describe('boundary lengths', () => {
  test.each([
    [{ minLength: 8, maxLength: 99 }, [7, 8, 9, 98, 99, 100]],
    [{ maxLength: 0 }, [0, 1]],
    [{ minLength: 1, maxLength: 2 }, [0, 1, 2, 3]],
    [{}, []],
  ])('of %j are %j', (bounds, lengths) => expect(boundaryLengths(bounds)).toEqual(lengths));

  test('have a member where the language has one', () => {
    const language = patternLanguage('^(?=.*\\d)(?:ab|.)*$');
    expect([0, 1, 4].map((length) => memberOfLength(language, length))).toEqual([undefined, '0', 'aaa0']);
    expect(memberOfLength(patternLanguage('^é*$'), 2, ASCII)).toBeUndefined();
    expect(memberOfLength(language, 50_000)).toHaveLength(50_000);
  });
});

describe('character classes', () => {
  test('are what the language tells apart, each with a shortest member that holds it', () => {
    const language = patternLanguage('^(?=.*[a-z])(?=.*\\d)[a-z\\d._]{3,9}$');
    expect(characterClasses(language, ASCII)).toEqual(
      [
        { simplest: 'a', first: 'a', last: 'z', member: 'aa0' },
        { simplest: '0', first: '0', last: '9', member: '0aa' },
        { simplest: '.', first: '.', last: '_', member: '.a0' },
        { simplest: 'A', first: ' ', last: '~' },
      ].toSorted((a, b) => 'aA0.'.indexOf(a.simplest) - 'aA0.'.indexOf(b.simplest)),
    );
  });
  test('have members that hold them, for any language', () => {
    for (const source of [
      '^(?!.*ab)\\w+$',
      '\\bé',
      '^\\p{Lu}\\p{Ll}*$',
      "^[-\\w' ]{1,75}",
      '^[^@]+@[^@]+$',
      '^\\S{500}$',
    ]) {
      const language = patternLanguage(source);
      const classes = characterClasses(language);
      for (const { simplest, member } of classes) {
        if (member === undefined) continue;
        expect(accepts(language, member), member).toBe(true);
        expect(member).toContain(simplest);
      }
      expect(classes.some(({ member }) => member !== undefined)).toBe(true);
    }
  });
});

describe('casings', () => {
  const textsOf = (text: string): string[] => casings(text).map((casing) => casing.text);

  test('of plain letters are certain', () => {
    expect(casings('ab@Example.com')).toEqual(
      ['AB@EXAMPLE.COM', 'ab@example.com', 'AB@eXAMPLE.COM', 'Ab@Example.com', 'ab@Example.coM'].map((text) => ({
        text,
        certain: true,
      })),
    );
  });
  test.each([
    ['strauß', ['STRAUß', 'strauss', 'strauẞ', 'ſtrauß']],
    ['İpek', ['ipek', 'i\u0307pek', 'İpe\u212a']],
    ['kiss', ['\u212aiss', 'kıss', 'kİss', 'kiß', 'kiſſ']],
    ['\u212aim', ['kim']],
    ['ﬁsh', ['fish']],
    ['Ärger', ['ärger', 'äRGER']],
  ])('of %s have its twins', (text, twins) => expect(textsOf(text)).toEqual(expect.arrayContaining(twins)));

  test('of twins are not certain', () => {
    expect(
      casings('kiss')
        .filter(({ text }) => /[^ -~]/.test(text))
        .map(({ certain }) => certain),
    ).not.toContain(true);
  });
  test('never are the text itself, and none comes twice', () => {
    fc.assert(
      fc.property(names(), (name) => {
        const texts = textsOf(name);
        expect(texts).not.toContain(name);
        expect(new Set(texts).size).toBe(texts.length);
      }),
      { seed: 1 },
    );
    expect(casings('李 123')).toEqual([]);
  });
});

describe('names', () => {
  const all = NAME_CLASSES.flatMap((entry) => entry.names);

  test('are distinct, and consist of what people write', () => {
    expect(new Set(all).size).toBe(all.length);
    const odd = all.flatMap(codePointsOf).filter((point) => !TEXT.characters.has(point));
    expect(odd).toEqual([]);
    expect(new Set(NAME_CLASSES.map(({ id }) => id)).size).toBe(NAME_CLASSES.length);
  });
  test('have their traps', () => {
    const of = (id: string): readonly string[] => NAME_CLASSES.find((entry) => entry.id === id)?.names ?? [];
    expect(of('accents').every((name) => name === name.normalize('NFC') && name !== name.normalize('NFD'))).toBe(true);
    expect(of('decomposed').every((name) => name !== name.normalize('NFC'))).toBe(true);
    expect(of('astral').every((name) => name.length > codePointsOf(name).length)).toBe(true);
    expect(of('emoji-joined').some((name) => name.includes('\u200d'))).toBe(true);
    expect(of('words-of-code')).toEqual(expect.arrayContaining(['null', 'undefined', '__proto__']));
    expect(of('folding').join()).toMatch(/ß.*İ.*ſ.*\u212a/s);
  });
  test('are kept by a field, or refused when it takes none', () => {
    const ascii = fc.sample(
      names((name) => /^[a-z]+$/i.test(name)),
      { seed: 1, numRuns: 200 },
    );
    expect(ascii.every((name) => /^[a-z]+$/i.test(name))).toBe(true);
    expect(() => names(() => false)).toThrow('DC_LANGUAGE_EMPTY');
  });
  test('of one length differ in every other unit', () => {
    const thirty = namesOfLength(30);
    expect(thirty.map((name) => codePointsOf(name).length)).toEqual(thirty.map(() => 30));
    expect(new Set(thirty.map((name) => Buffer.byteLength(name))).size).toBeGreaterThan(3);
    expect(new Set(thirty.map((name) => name.length))).toEqual(new Set([30, 60]));
    expect(namesOfLength(0)).toEqual(['']);
  });
});
