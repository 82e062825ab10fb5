import { alphabetOf, classOf } from './alphabet.ts';
import { codePointSet, codePointsOf, LAST_CODE_POINT } from './code-points.ts';
import { type Language, NO_TEXTS } from './language.ts';
import { minimise } from './minimise.ts';

/** The language whose members are exactly the given texts: a literal, or the texts of an enum. */
export function languageOf(...texts: readonly string[]): Language {
  if (texts.length === 0) return NO_TEXTS;
  const words = texts.map(codePointsOf);
  const points = new Set(words.flat());
  const alphabet = alphabetOf(
    [...points].map((point) => codePointSet([point, point])),
    LAST_CODE_POINT,
  );
  // A tree of prefixes; state 1 is for what is no prefix.
  const next: number[] = Array(2 * alphabet.size).fill(1);
  const accepting: number[] = [0, 0];
  for (const word of words) {
    let state = 0;
    for (const point of word) {
      const slot = state * alphabet.size + classOf(alphabet, point);
      if (next[slot] === 1) {
        next[slot] = accepting.push(0) - 1;
        for (let character = 0; character < alphabet.size; character += 1) next.push(1);
      }
      state = next[slot] ?? 1;
    }
    accepting[state] = 1;
  }
  return minimise({
    alphabet,
    stateCount: accepting.length,
    accepting: Uint8Array.from(accepting),
    next: Int32Array.from(next),
  });
}
