import type { FreshKind } from '../specs/scope.ts';

const HEX = '0123456789abcdef';
const DIGITS = '0123456789';
const URL_SAFE = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';

/** Fresh values from a seed: same seed, same values in the same order. Not secret: anybody who knows the seed knows them all. */
export function createFresh(seed: number): (kind: FreshKind) => string {
  const next = randomSource(seed);
  const text = (alphabet: string, length: number): string => {
    let result = '';
    for (let index = 0; index < length; index++) result += alphabet[next() % alphabet.length];
    return result;
  };
  const write: Readonly<Record<FreshKind, () => string>> = {
    guid: () => asGuid(text(HEX, 32)),
    'guid-n': () => asGuid(text(HEX, 32)).replaceAll('-', ''),
    hex24: () => text(HEX, 24),
    token: () => text(URL_SAFE, 32),
    secret: () => text(URL_SAFE, 43),
    digits: () => `${1 + (next() % 9)}${text(DIGITS, 9)}`,
  };
  return (kind) => write[kind]();
}

/** 32 hex digits with the version and variant of a random UUID. @source RFC 9562 section 5.4. */
function asGuid(hex: string): string {
  const variant = '89ab'[Number.parseInt(hex[16] ?? '0', 16) % 4];
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-${variant}${hex.slice(17, 20)}-${hex.slice(20)}`;
}

/** Unsigned 32-bit numbers (mulberry32), enough to make ids that do not repeat in practice. */
function randomSource(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return (mixed ^ (mixed >>> 14)) >>> 0;
  };
}
