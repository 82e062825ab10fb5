import { type Alphabet, classOf } from './alphabet.ts';
import { LAST_CODE_POINT } from './code-points.ts';

/**
 * A regular set of texts: a complete deterministic automaton over Unicode code points.
 * State 0 is the start; `next[state * alphabet.size + class]` is the successor. What `minimise` returns is canonical:
 * two languages are equal exactly when all of their members are.
 */
export interface Language {
  readonly alphabet: Alphabet;
  readonly stateCount: number;
  /** 1 for states in which a text may end. */
  readonly accepting: Uint8Array;
  readonly next: Int32Array;
}

/** True when the text is a member of the language. */
export function accepts(language: Language, text: string): boolean {
  let state = 0;
  for (let index = 0; index < text.length; index += 1) {
    const point = text.codePointAt(index) ?? 0;
    if (point > 0xffff) index += 1;
    state = successor(language, state, point);
  }
  return language.accepting[state] === 1;
}

/** True when the text that the code points spell is a member. */
export function acceptsPoints(language: Language, points: readonly number[]): boolean {
  let state = 0;
  for (const point of points) state = successor(language, state, point);
  return language.accepting[state] === 1;
}

/** The state after one more character. */
function successor({ alphabet, next }: Language, state: number, point: number): number {
  return next[state * alphabet.size + classOf(alphabet, point)] ?? 0;
}

/** The language of all texts. */
export const ALL_TEXTS: Language = oneState(true);

/** The language without members. */
export const NO_TEXTS: Language = oneState(false);

function oneState(isAccepting: boolean): Language {
  return {
    alphabet: { last: LAST_CODE_POINT, size: 1, cuts: Int32Array.of(0), classes: Int32Array.of(0) },
    stateCount: 1,
    accepting: Uint8Array.of(isAccepting ? 1 : 0),
    next: Int32Array.of(0),
  };
}
