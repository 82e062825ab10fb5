import type { Random } from 'fast-check';
import { GeneratorError } from '../error.ts';
import { classOf, classSets } from '../language/alphabet.ts';
import type { Language } from '../language/language.ts';
import { longestLength, shortestLength } from '../language/length.ts';
import { paletteOf } from './palette.ts';
import type { Profile } from './profile.ts';
import { reachOf } from './reach.ts';

/** Bounds on the length of generated texts, in code points; both are kept by shrinking too. */
export interface LengthBounds {
  readonly minLength?: number;
  readonly maxLength?: number;
}

/** Draws members of a language that consist of a profile's characters. */
export interface Walker {
  /** Lengths that can be drawn, ascending; at least one. */
  readonly lengths: readonly number[];
  /** A member of a length that can be drawn. */
  readonly word: (random: Random, length: number) => number[];
  /** The simplest member of the shortest length. */
  readonly simplest: () => number[];
  /** One drawn character of each class that the language tells apart. */
  readonly sample: (random: Random) => number[];
  /** The simplest character that the language does not tell from the given one. */
  readonly alike: (point: number) => number;
}

/** How far lengths go beyond the shortest when nothing bounds them. */
const OPEN_LENGTHS = 64;
/** Longest text that is drawn at all. */
const LONGEST_TEXT = 100_000;

/**
 * The walker of a language.
 * @throws GeneratorError `DC_LANGUAGE_EMPTY` when no member of the profile fits the bounds
 */
export function walkerOf(language: Language, profile: Profile, bounds: LengthBounds): Walker {
  const walker = findWalker(language, profile, bounds);
  if (walker !== undefined) return walker;
  const { minLength = 0, maxLength = 'any' } = bounds;
  throw new GeneratorError(
    'DC_LANGUAGE_EMPTY',
    `no member has ${minLength} to ${maxLength} characters of ${profile.name}. Check that the constraints can hold together, or take a wider profile.`,
  );
}

/** The walker of a language; undefined when no member of the profile fits the bounds. */
export function findWalker(language: Language, { characters }: Profile, bounds: LengthBounds): Walker | undefined {
  const { alphabet, next } = language;
  const palettes = classSets(alphabet).map((set) => paletteOf(set.intersect(characters)));
  const usable = [...palettes.keys()].filter((character) => palettes[character]?.isEmpty === false);
  const groups = groupsOf(language, usable);
  const targets = groups.map((byTarget) => [...byTarget.keys()]);
  const reach = reachOf(language, targets);

  const word = (random: Random, length: number): number[] => {
    const points: number[] = [];
    let state = 0;
    for (let left = length - 1; left >= 0; left -= 1) {
      const row = reach.after(left);
      const open = targets[state]?.filter((to) => row[to] === 1) ?? [];
      const target = pick(random, open) ?? 0;
      const character = pick(random, groups[state]?.get(target) ?? []) ?? 0;
      points.push(palettes[character]?.draw(random) ?? 0);
      state = target;
    }
    return points;
  };
  const lengths = lengthsOf(language, bounds, (length) => reach.after(length)[0] === 1);
  const simplest = (): number[] => {
    const byRank = [...usable].sort((a, b) => (palettes[a]?.rank ?? 0) - (palettes[b]?.rank ?? 0));
    const points: number[] = [];
    let state = 0;
    for (let left = (lengths[0] ?? 0) - 1; left >= 0; left -= 1) {
      const row = reach.after(left);
      const target = (character: number): number => next[state * alphabet.size + character] ?? 0;
      const character = byRank.find((candidate) => row[target(candidate)] === 1) ?? 0;
      points.push(palettes[character]?.simplest ?? 0);
      state = target(character);
    }
    return points;
  };
  if (lengths.length === 0) return undefined;
  const sample = (random: Random): number[] => usable.map((character) => palettes[character]?.draw(random) ?? 0);
  const alike = (point: number): number => {
    const palette = palettes[classOf(alphabet, point)];
    return palette === undefined || palette.isEmpty ? point : palette.simplest;
  };
  return { lengths, word, simplest, sample, alike };
}

/** For each state the usable classes of characters that lead to each of its targets. */
function groupsOf({ stateCount, alphabet, next }: Language, usable: readonly number[]): Map<number, number[]>[] {
  return Array.from({ length: stateCount }, (_, state) => {
    const byTarget = new Map<number, number[]>();
    for (const character of usable) {
      const target = next[state * alphabet.size + character] ?? 0;
      const group = byTarget.get(target);
      if (group === undefined) byTarget.set(target, [character]);
      else group.push(character);
    }
    return byTarget;
  });
}

function lengthsOf(
  language: Language,
  { minLength = 0, maxLength = Number.POSITIVE_INFINITY }: LengthBounds,
  isReachable: (length: number) => boolean,
): number[] {
  const shortest = shortestLength(language);
  if (shortest === undefined) return [];
  const longest = Math.min(maxLength, longestLength(language) ?? 0);
  const open = Math.max(shortest, minLength) + OPEN_LENGTHS;
  const last = Math.min(longest === Number.POSITIVE_INFINITY ? open : longest, LONGEST_TEXT);
  const lengths: number[] = [];
  for (let length = minLength; length <= last; length += 1) if (isReachable(length)) lengths.push(length);
  return lengths;
}

/** One of the elements; undefined of none. Draws nothing when there is no choice. */
function pick(random: Random, elements: readonly number[]): number | undefined {
  return elements.length < 2 ? elements[0] : elements[random.nextInt(0, elements.length - 1)];
}
