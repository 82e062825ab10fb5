import type { RandomSource } from '../../rules/violate.ts';
import type { Fresh } from '../cases/case.ts';

/** Makes what is new in every case: addresses that carry the run's tag and a number, so that nothing collides with itself. */
export interface FreshSource {
  /** The source for one run of one case; `key` names the case and the attempt. */
  readonly of: (key: string) => Fresh;
}

/** The source of a run. Same tag, seed and order of cases: same addresses. */
export function createFreshSource({
  tag,
  domain,
  seed,
}: {
  readonly tag: string;
  readonly domain: string;
  readonly seed: number;
}): FreshSource {
  let count = 0;
  return {
    of: (key) => ({
      email: (other = domain) => `u${++count}-${tag}@${other}`,
      random: createRandom(hash(`${seed} ${key}`)),
    }),
  };
}

/** A small generator of its own, because the cases of a seed must stay the same whatever the libraries do. @source mulberry32, public domain. */
export function createRandom(seed: number): RandomSource {
  let state = seed | 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
  return { nextInt: (min, max) => min + Math.floor(next() * (max - min + 1)) };
}

/** FNV-1a over UTF-16 code units. */
function hash(text: string): number {
  let value = 0x811c9dc5;
  for (let index = 0; index < text.length; index++) value = Math.imul(value ^ text.charCodeAt(index), 0x01000193);
  return value;
}
