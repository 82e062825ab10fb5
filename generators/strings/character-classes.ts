import { intersect } from '../language/algebra.ts';
import { classSets, setAlphabet } from '../language/alphabet.ts';
import { LAST_CODE_POINT, textOf } from '../language/code-points.ts';
import type { Language } from '../language/language.ts';
import { distances } from '../language/length.ts';
import { rankOf, simplestOf } from '../language/simplicity.ts';
import { type Profile, TEXT } from './profile.ts';

/** Characters that a language never tells apart, and what shows how it treats them. */
export interface CharacterClass {
  readonly simplest: string;
  readonly first: string;
  readonly last: string;
  /** A shortest member that holds the simplest one; absent when no member does. */
  readonly member?: string;
}

/**
 * The classes of a profile's characters that the language tells apart, simplest first. One request for each, sent to a
 * server, shows a class that it forgot.
 */
export function characterClasses(language: Language, profile: Profile = TEXT): readonly CharacterClass[] {
  const restricted = intersect(language, textsOver(profile));
  const sets = classSets(restricted.alphabet).map((set) => set.intersect(profile.characters));
  const simplest = sets.map((set) => simplestOf(set));
  const byRank = [...simplest.keys()]
    .filter((character) => simplest[character] !== undefined)
    .sort((a, b) => rankOf(simplest[a] ?? 0) - rankOf(simplest[b] ?? 0));
  const find = shortestThrough(restricted, byRank);
  return sets
    .flatMap((set, character) => {
      const point = simplest[character];
      const last = set.ranges.at(-1)?.max;
      if (point === undefined || last === undefined) return [];
      const path = find(character);
      const member = path === undefined ? {} : { member: textOf(path.map((index) => simplest[index] ?? 0)) };
      return [{ simplest: textOf([point]), first: textOf([set.ranges[0]?.min ?? 0]), last: textOf([last]), ...member }];
    })
    .sort((a, b) => rank(a) - rank(b));
}

function rank({ simplest }: CharacterClass): number {
  return rankOf(simplest.codePointAt(0) ?? 0);
}

/** The texts that consist of the profile's characters. */
function textsOver({ characters }: Profile): Language {
  const alphabet = setAlphabet(characters, LAST_CODE_POINT);
  return { alphabet, stateCount: 2, accepting: Uint8Array.of(1, 0), next: Int32Array.of(1, 0, 1, 1) };
}

/**
 * Looks up the shortest path to acceptance that passes through a given class of characters; undefined when there is none.
 * Of several it takes that whose classes come first.
 */
function shortestThrough(language: Language, classes: readonly number[]): (character: number) => number[] | undefined {
  const { stateCount, alphabet, next } = language;
  const step = (state: number, character: number): number => next[state * alphabet.size + character] ?? 0;
  const toEnd = distances(language);
  /** Tree of shortest ways from the start: from where, by which class, and how long. */
  const came = new Map<number, readonly [from: number, character: number, length: number]>([[0, [-1, -1, 0]]]);
  for (const [state, [, , length]] of came)
    for (const character of classes)
      if (!came.has(step(state, character))) came.set(step(state, character), [state, character, length + 1]);

  const before = (state: number): number[] => {
    const path: number[] = [];
    for (let [from, character] = came.get(state) ?? [-1, -1]; from !== -1; ) {
      path.unshift(character);
      [from, character] = came.get(from) ?? [-1, -1];
    }
    return path;
  };
  const after = (start: number): number[] => {
    const path: number[] = [];
    for (let state = start, left = toEnd[start] ?? 0; left > 0; left -= 1) {
      const character = classes.find((candidate) => toEnd[step(state, candidate)] === left - 1) ?? 0;
      path.push(character);
      state = step(state, character);
    }
    return path;
  };
  return (character) => {
    let best: number | undefined;
    let bestLength = Number.POSITIVE_INFINITY;
    for (let state = 0; state < stateCount; state += 1) {
      const rest = toEnd[step(state, character)] ?? -1;
      const length = (came.get(state)?.[2] ?? 0) + rest;
      if (rest === -1 || length >= bestLength) continue;
      best = state;
      bestLength = length;
    }
    return best === undefined ? undefined : [...before(best), character, ...after(step(best, character))];
  };
}
