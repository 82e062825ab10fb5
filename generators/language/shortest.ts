import type { CharSet } from 'refa';
import { classSets } from './alphabet.ts';
import { textOf } from './code-points.ts';
import type { Language } from './language.ts';
import { distances } from './length.ts';
import { rankOf, simplestOf } from './simplicity.ts';

/** The simplest of the shortest members; undefined when there is none. */
export function shortestMember(language: Language): string | undefined {
  const points = shortestPath(language, distances(language), classSets(language.alphabet));
  return points === undefined ? undefined : textOf(points);
}

/** The first word, in the order of simplicity, of those that take the fewest characters of the given classes. */
function shortestPath(language: Language, distance: Int32Array, sets: readonly CharSet[]): number[] | undefined {
  const size = language.alphabet.size;
  if (distance[0] === -1) return undefined;
  const simplest = sets.map((set) => simplestOf(set) ?? 0);
  const byRank = [...simplest.keys()].sort((a, b) => rankOf(simplest[a] ?? 0) - rankOf(simplest[b] ?? 0));
  const points: number[] = [];
  let state = 0;
  for (let left = distance[0] ?? 0; left > 0; left -= 1) {
    const character = byRank.find((c) => distance[language.next[state * size + c] ?? 0] === left - 1) ?? 0;
    points.push(simplest[character] ?? 0);
    state = language.next[state * size + character] ?? 0;
  }
  return points;
}
