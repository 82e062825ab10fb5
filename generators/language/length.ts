import { GeneratorError } from '../error.ts';
import { ALL_TEXTS, type Language, NO_TEXTS } from './language.ts';

/** Longest bound that an automaton counts to. */
const LONGEST_COUNT = 100_000;

/**
 * The texts of `min` to `max` code points, both included.
 * @throws GeneratorError `DC_LANGUAGE_TOO_LARGE` when a finite bound is above 100,000
 */
export function lengthWindow(min: number, max: number = Number.POSITIVE_INFINITY): Language {
  if (max < min || max < 0) return NO_TEXTS;
  const isOpen = max === Number.POSITIVE_INFINITY;
  const last = isOpen ? Math.max(min, 0) : max;
  if (last > LONGEST_COUNT)
    throw new GeneratorError(
      'DC_LANGUAGE_TOO_LARGE',
      `a length of ${last} is too much for an automaton, which counts to ${LONGEST_COUNT}. Give it to stringArbitrary.`,
    );
  // State n has read n characters; without an upper bound the last one stays, else one more state is for too many.
  const stateCount = isOpen ? last + 1 : last + 2;
  const indexes = Array.from({ length: stateCount }, (_, state) => state);
  return {
    alphabet: ALL_TEXTS.alphabet,
    stateCount,
    accepting: Uint8Array.from(indexes, (state) => (state >= min && (isOpen || state <= max) ? 1 : 0)),
    next: Int32Array.from(indexes, (state) => Math.min(state + 1, stateCount - 1)),
  };
}

/** For each state how many characters lead to the nearest accepting one; -1 when none does. */
export function distances(language: Language): Int32Array {
  const { stateCount, accepting } = language;
  const sources = predecessors(language);
  const distance = new Int32Array(stateCount).fill(-1);
  const queue: number[] = [];
  accepting.forEach((bit, state) => {
    if (bit === 1) {
      distance[state] = 0;
      queue.push(state);
    }
  });
  for (const state of queue) {
    for (const source of sources[state] ?? []) {
      if (distance[source] !== -1) continue;
      distance[source] = (distance[state] ?? 0) + 1;
      queue.push(source);
    }
  }
  return distance;
}

/** Length of the shortest member in code points; undefined when there is none. */
export function shortestLength(language: Language): number | undefined {
  const distance = distances(language)[0] ?? -1;
  return distance === -1 ? undefined : distance;
}

/** Length of the longest member in code points, `Infinity` when there is no longest; undefined without members. */
export function longestLength(language: Language): number | undefined {
  const isLive = distances(language);
  if (isLive[0] === -1) return undefined;
  const targets = successors(language).map((states) => states.filter((state) => isLive[state] !== -1));
  const entries = new Int32Array(language.stateCount);
  for (const states of targets.filter((_, state) => isLive[state] !== -1))
    for (const state of states) entries[state] = (entries[state] ?? 0) + 1;
  // A topological order exists exactly when no cycle leads to acceptance.
  const longest = new Int32Array(language.stateCount);
  const order = entries[0] === 0 ? [0] : [];
  for (const state of order) {
    for (const to of targets[state] ?? []) {
      longest[to] = Math.max(longest[to] ?? 0, (longest[state] ?? 0) + 1);
      entries[to] = (entries[to] ?? 0) - 1;
      if (entries[to] === 0) order.push(to);
    }
  }
  const liveCount = isLive.filter((distance) => distance !== -1).length;
  return order.length < liveCount ? Number.POSITIVE_INFINITY : Math.max(...order.map((state) => longest[state] ?? 0));
}

const knownSuccessors = new WeakMap<Language, readonly (readonly number[])[]>();

/** The distinct successors of each state. */
function successors(language: Language): readonly (readonly number[])[] {
  const { stateCount, alphabet, next } = language;
  const states =
    knownSuccessors.get(language) ??
    Array.from({ length: stateCount }, (_, state) => [
      ...new Set(next.subarray(state * alphabet.size, (state + 1) * alphabet.size)),
    ]);
  knownSuccessors.set(language, states);
  return states;
}

function predecessors(language: Language): number[][] {
  const sources: number[][] = Array.from({ length: language.stateCount }, () => []);
  successors(language).forEach((states, source) => {
    for (const state of states) sources[state]?.push(source);
  });
  return sources;
}
