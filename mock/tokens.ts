import { headerKey } from '../rules/credentials.ts';
import type { Change } from '../rules/effect.ts';
import { BoundedMap } from './bounded-map.ts';

/** A credential that was issued: to whom, and until when it is valid (milliseconds since the epoch). */
export interface Token {
  readonly persona: string;
  readonly until: number;
}

/** How many are issued before it is worth the time to look for expired ones. */
const FIRST_SWEEP = 16;

/** The credentials that were issued. Those that have expired go when others are issued, and the oldest when there are too many. */
export class Tokens {
  readonly #tokens: BoundedMap<string, Token>;
  #sweepAt = FIRST_SWEEP;

  constructor(maxSize: number) {
    this.#tokens = new BoundedMap(maxSize);
  }

  get size(): number {
    return this.#tokens.size;
  }

  /** The credential with this value, expired or not. */
  find(header: string, value: string): Token | undefined {
    return this.#tokens.get(keyOf(header, value));
  }

  /** `now` is milliseconds since the epoch. */
  add({ header, value, persona, until }: Extract<Change, { kind: 'issue' }>, now: number): void {
    // Sweeping only when their number has doubled keeps the time per credential constant.
    if (this.#tokens.size >= this.#sweepAt) {
      this.#tokens.deleteWhere((token) => token.until <= now);
      this.#sweepAt = Math.max(FIRST_SWEEP, 2 * this.#tokens.size);
    }
    this.#tokens.set(keyOf(header, headerKey(value) ?? ''), { persona, until });
  }
}

function keyOf(header: string, value: string): string {
  return `${header.toLowerCase()} ${value}`;
}
