import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { builtInIds, resolveContract } from '../../specs/catalog.ts';
import { classSets } from './alphabet.ts';
import { textOf } from './code-points.ts';
import { compileFormat } from './format.ts';
import { accepts, type Language } from './language.ts';
import { distances } from './length.ts';
import { compilePattern } from './pattern.ts';
import { simplestOf } from './simplicity.ts';

/** Patterns as they stand in published API descriptions and style guides. */
const PATTERNS = [
  '^[a-z0-9]+(?:-[a-z0-9]+)*$',
  '^(?!-)[A-Za-z0-9-]{1,63}(?<!-)$',
  '^(?=.{1,253}$)(?:(?!-)[a-z0-9-]{1,63}(?<!-)\\.)+[a-z]{2,}$',
  '^\\+[1-9]\\d{1,14}$',
  '^(?:\\d{3}-){2}\\d{4}$',
  '^([0-1]\\d|2[0-3]):[0-5]\\d$:[0-5]\\d$',
  '^#(?:[0-9a-fA-F]{3}){1,2}$',
  '^[A-Z]{2}\\d{2}[A-Z0-9]{1,30}$',
  '^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$',
  '^(0|[1-9]\\d*)\\.(0|[1-9]\\d*)\\.(0|[1-9]\\d*)(?:-[\\w-]+(?:\\.[\\w-]+)*)?(?:\\+[\\w.-]+)?$',
  '^\\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\\d|3[01])$',
  '^(?!.*\\.\\.)(?!\\.)[\\w.]{1,30}(?<!\\.)$',
  '^(?!(?:admin|root|null)$)[a-z][a-z0-9_]{2,15}$',
  '^(?!.*\\badmin\\b).+$',
  '^(?:(?!--).)*$',
  '\\bfoo\\b',
  '(?<=\\$)\\d+(?:\\.\\d\\d)?',
  '(?<!\\d)\\d{3}(?!\\d)',
  '^(?=(?:.*[a-z]){2})(?=(?:.*[A-Z]){2})(?=(?:.*\\d){2})\\S{8,20}$',
  '^[^\\s@]+@[^\\s@]+\\.[^\\s@]+$',
  "^\\p{Lu}\\p{L}*(?:[ '-]\\p{Lu}\\p{L}*)*$",
  "^[\\p{L}\\p{M}\\p{N} .,'-]{1,40}$",
  '^\\S+(?: \\S+)*$',
  '^(?:[1-9]\\d?|100)%?$',
  '^(["\']).*\\1$',
  '^/(?:[^/?#]+/)*[^/?#]*$',
  '^[\\x20-\\x7e]{0,80}$',
  '^\\S{1,300}$',
  '^(?:a?){12}a{12}$',
  '(?:x+x+)+y',
  '^(\\w+\\s?)*$',
  '^(?:a*b?)*c$',
  '^(?:(?:a*|b)*(?=c)c?)*$',
  '^$|^[A-Z]{3}$',
  '^\\s*$',
  '[^\\x00-\\x7F]',
  '',
  '^',
  '$',
  '(?!)',
];

/**
 * Words that take every move of the automaton: the shortest way to each state, each class of characters, then nothing or
 * the shortest way to acceptance. A wrong move is seen by one of them.
 */
function transitionWords(language: Language): string[] {
  const { alphabet, next, stateCount } = language;
  const simplest = classSets(alphabet).map((set) => simplestOf(set) ?? 0);
  const distance = distances(language);
  const ways = new Map<number, number[]>([[0, []]]);
  for (const [state, way] of ways) {
    simplest.forEach((point, character) => {
      const to = next[state * alphabet.size + character] ?? 0;
      if (!ways.has(to)) ways.set(to, [...way, point]);
    });
  }
  const rest = (start: number): number[] => {
    const points: number[] = [];
    for (let state = start; (distance[state] ?? 0) > 0; ) {
      const at = state;
      const character = simplest.findIndex(
        (_, c) => distance[next[at * alphabet.size + c] ?? 0] === (distance[at] ?? 0) - 1,
      );
      points.push(simplest[character] ?? 0);
      state = next[at * alphabet.size + character] ?? 0;
    }
    return points;
  };
  // Of large automata every n-th state, so that a test takes milliseconds.
  const stride = Math.ceil(stateCount / 200);
  return [...ways]
    .filter((_, index) => index % stride === 0)
    .flatMap(([state, way]) =>
      simplest.flatMap((point, character) => {
        const word = [...way, point];
        const to = next[state * alphabet.size + character] ?? 0;
        return [textOf(word), textOf([...word, ...rest(to)])];
      }),
    );
}

function wrongWord(language: Language, expression: RegExp): string | undefined {
  return transitionWords(language).find((word) => accepts(language, word) !== expression.test(word));
}

describe('patterns of published descriptions', () => {
  test.each(PATTERNS)('%s', (source) => {
    const compiled = compilePattern(source, 'u');
    expect(compiled.kind).toBe('exact');
    if (compiled.kind === 'exact') expect(wrongWord(compiled.language, new RegExp(source, 'u'))).toBeUndefined();
  });
});

/** Every string under a key `pattern`, at any depth; the messages of contracts have keys of that name too. */
function patternsIn(value: unknown): string[] {
  if (typeof value !== 'object' || value === null) return [];
  const entries = Object.entries(value).filter(([key]) => key !== 'x-messages');
  return entries.flatMap(([key, member]) =>
    key === 'pattern' && typeof member === 'string' ? [member] : patternsIn(member),
  );
}

test.each(builtInIds)('the patterns of the contract %s are exact languages', (id) => {
  const sources = new Set(patternsIn(parse(readFileSync(resolveContract(id), 'utf8'))));
  for (const source of sources) {
    const compiled = compilePattern(source, 'u');
    expect(compiled.kind, source).toBe('exact');
    if (compiled.kind === 'exact')
      expect(wrongWord(compiled.language, new RegExp(source, 'u')), source).toBeUndefined();
  }
});

describe('formats', () => {
  test.each([
    ...['email', 'hostname', 'ipv4', 'ipv6', 'uuid', 'uri-reference', 'uri-template', 'url', 'duration'],
    ...['json-pointer', 'json-pointer-uri-fragment', 'relative-json-pointer'],
  ])('%s is the very expression of ajv-formats', (name) => {
    const compiled = compileFormat(name);
    expect(compiled?.kind).toBe('exact');
    if (compiled?.kind === 'exact')
      expect(wrongWord(compiled.language, new RegExp(compiled.source, compiled.flags))).toBeUndefined();
  });

  test('email folds as without the flag u: the Kelvin sign is no letter k', () => {
    const compiled = compileFormat('email');
    const language = compiled?.kind === 'exact' ? compiled.language : undefined;
    expect(language && ['K@x.y', '\u212a@x.y', '\u017f@x.y'].map((text) => accepts(language, text))).toEqual([
      true,
      false,
      false,
    ]);
  });

  test('what has no regular expression is undefined, what is unchecked is every text', () => {
    expect(
      ['date-time', 'uri', 'int32', 'unheard-of', '__proto__', 'toString'].map((name) => compileFormat(name)),
    ).toEqual(Array(6).fill(undefined));
    expect(compileFormat('password')).toMatchObject({ kind: 'exact' });
  });
});
