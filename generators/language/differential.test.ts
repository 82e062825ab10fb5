import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { accepts, type Language } from './language.ts';
import { compilePattern } from './pattern.ts';

/** Characters at which flags and look-arounds differ: case folding, surrogates, ends of lines, word characters. */
const LETTERS = [...'abAksſK-_\né1 ßİiIı\r\u2028Σς😀😁', '\ud83d', '\ude00'];
const ATOMS = ['a', 'b', 'A', 'k', 's', 'ſ', 'K', '-', '_', '\\n', '😀', 'é', '1', ' ', '\\ud83d', '\\ude00', 'ß', 'İ'];
const SETS = [
  '.',
  '\\w',
  '\\W',
  '\\d',
  '\\s',
  '\\S',
  '[ab]',
  '[^a]',
  '[a-z]',
  '[^\\n]',
  '[\\w-]',
  '[😀é]',
  '[^s]',
  '[]',
];
const QUANTIFIERS = ['*', '+', '?', '{2}', '{0,2}', '{1,3}', '{2,}', '*?', '{0}'];

const { pattern } = fc.letrec<{ pattern: string }>((tie) => {
  const inner = tie('pattern');
  const groups = ['(?:', '(', '(?=', '(?!', '(?<=', '(?<!'].map((open) => inner.map((body) => `${open}${body})`));
  return {
    pattern: fc.oneof(
      { maxDepth: 5, depthSize: 'medium' },
      fc.constantFrom(...ATOMS, ...SETS, '^', '$', '\\b', '\\B', ''),
      fc.tuple(inner, inner).map(([a, b]) => a + b),
      fc.tuple(inner, inner).map(([a, b]) => a + b),
      fc.tuple(inner, inner).map(([a, b]) => `(?:${a}|${b})`),
      fc.tuple(inner, fc.constantFrom(...QUANTIFIERS)).map(([a, q]) => `(?:${a})${q}`),
      ...groups,
      fc.tuple(inner, inner).map(([a, b]) => `^${a}$|${b}`),
    ),
  };
});

const words = [
  '',
  ...LETTERS,
  ...LETTERS.flatMap((a) => LETTERS.map((b) => a + b)),
  ...fc.sample(fc.string({ unit: fc.constantFrom(...LETTERS), minLength: 3, maxLength: 7 }), { seed: 7, numRuns: 400 }),
  ...fc.sample(fc.string({ unit: fc.constantFrom(...'ab-\n'), minLength: 3, maxLength: 8 }), { seed: 8, numRuns: 200 }),
];

/**
 * What ECMA-262 says. V8 in Unicode mode also tries to match between the halves of a surrogate pair, which section
 * 22.2.7.2 does not allow; trying every code point in sticky mode avoids that.
 */
function matches(source: string, flags: string): (text: string) => boolean {
  const expression = new RegExp(source, flags);
  if (!expression.unicode) return (text) => expression.test(text);
  const sticky = new RegExp(source, `${flags}y`);
  return (text) => {
    for (let index = 0; index <= text.length; index += (text.codePointAt(index) ?? 0) > 0xffff ? 2 : 1) {
      sticky.lastIndex = index;
      if (sticky.test(text)) return true;
    }
    return false;
  };
}

function isLegal(source: string, flags: string): boolean {
  try {
    return new RegExp(source, flags) instanceof RegExp;
  } catch {
    return false;
  }
}

function differences(
  source: string,
  flags: string,
  texts: readonly string[],
  decide: (text: string) => boolean,
): string[] {
  const expected = matches(source, flags);
  const wrong = texts.find((text) => decide(text) !== expected(text));
  return wrong === undefined ? [] : [`/${source}/${flags} on ${JSON.stringify(wrong)}`];
}

describe.each(['', 'u', 'i', 'iu', 'm', 's', 'imsu', 'im'])('with the flags "%s"', (flags) => {
  test('random patterns full of assertions accept what the runtime accepts', () => {
    const sources = fc
      .sample(pattern, { seed: 42 + flags.length, numRuns: 110 })
      .filter((source) => isLegal(source, flags));
    const wrong = sources.flatMap((source) => {
      const compiled = compilePattern(source, flags);
      if (compiled.kind !== 'exact') return [`${source} is not exact`];
      const { language, conjuncts } = compiled;
      return [
        ...differences(source, flags, words, (text) => accepts(language, text)),
        ...differences(source, flags, words, (text) => conjuncts.every((conjunct) => accepts(conjunct.language, text))),
      ];
    });
    expect(wrong).toEqual([]);
    expect(sources.length).toBeGreaterThan(90);
  });
});

test('a wrong language would be found', () => {
  const compiled = compilePattern('a$', 'u');
  const language: Language | undefined = compiled.kind === 'exact' ? compiled.language : undefined;
  expect(differences('a', 'u', words, (text) => language !== undefined && accepts(language, text))).toHaveLength(1);
});
