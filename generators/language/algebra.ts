import { refine } from './alphabet.ts';
import { type Meter, meterOf } from './budget.ts';
import { ALL_TEXTS, type Language, NO_TEXTS } from './language.ts';
import { minimise } from './minimise.ts';

/** How large the product of two languages may become before it is minimised. */
const PRODUCT_BUDGET = { states: 200_000, steps: 20_000_000 };

/** The texts that are members of all given languages. @throws GeneratorError `DC_LANGUAGE_TOO_LARGE` */
export function intersect(...languages: readonly Language[]): Language {
  return intersectWithin(meterOf(PRODUCT_BUDGET), languages);
}

/** The same within a budget that is shared with other constructions. @throws GeneratorError `DC_LANGUAGE_TOO_LARGE` */
export function intersectWithin(meter: Meter, languages: readonly Language[]): Language {
  return fold(languages, ALL_TEXTS, meter, (first, second) => first && second);
}

/** The texts that are members of at least one language. @throws GeneratorError `DC_LANGUAGE_TOO_LARGE` */
export function union(...languages: readonly Language[]): Language {
  return fold(languages, NO_TEXTS, meterOf(PRODUCT_BUDGET), (first, second) => first || second);
}

/** The texts of the first language that are not members of the second. @throws GeneratorError `DC_LANGUAGE_TOO_LARGE` */
export function difference(first: Language, second: Language): Language {
  return product(first, second, meterOf(PRODUCT_BUDGET), (inFirst, inSecond) => inFirst && !inSecond);
}

/** The texts that are not members. */
export function complement(language: Language): Language {
  return { ...language, accepting: language.accepting.map((bit) => 1 - bit) };
}

/** True when the language has no members. */
export function isEmpty(language: Language): boolean {
  // Only reachable states exist once a language is minimal, and all operations return minimal ones.
  return !language.accepting.includes(1);
}

/** True when every member of the first language is a member of the second. */
export function isSubset(first: Language, second: Language): boolean {
  return isEmpty(difference(first, second));
}

/** True when both languages have the same members. */
export function isEqual(first: Language, second: Language): boolean {
  return isEmpty(product(first, second, meterOf(PRODUCT_BUDGET), (inFirst, inSecond) => inFirst !== inSecond));
}

function fold(
  languages: readonly Language[],
  neutral: Language,
  meter: Meter,
  decide: (inFirst: boolean, inSecond: boolean) => boolean,
): Language {
  const [first = neutral, ...rest] = [...languages].sort((a, b) => a.stateCount - b.stateCount);
  return rest.reduce((result, language) => product(result, language, meter, decide), first);
}

/** Runs both automata side by side over their reachable pairs of states. */
function product(
  first: Language,
  second: Language,
  meter: Meter,
  decide: (inFirst: boolean, inSecond: boolean) => boolean,
): Language {
  const { alphabet, inFirst, inSecond } = refine(first.alphabet, second.alphabet);
  const numbers = new Map([[0, 0]]);
  const order: number[] = [0];
  const next: number[] = [];
  for (const pair of order) {
    const a = Math.floor(pair / second.stateCount) * first.alphabet.size;
    meter.step(alphabet.size);
    const b = (pair % second.stateCount) * second.alphabet.size;
    for (let character = 0; character < alphabet.size; character += 1) {
      const toFirst = first.next[a + (inFirst[character] ?? 0)] ?? 0;
      const toSecond = second.next[b + (inSecond[character] ?? 0)] ?? 0;
      const key = toFirst * second.stateCount + toSecond;
      const number = numbers.get(key) ?? numbers.size;
      if (number === numbers.size) {
        numbers.set(key, number);
        order.push(key);
        meter.checkStates(order.length);
      }
      next.push(number);
    }
  }
  const accepting = Uint8Array.from(order, (pair) => {
    const isInFirst = first.accepting[Math.floor(pair / second.stateCount)] === 1;
    return decide(isInFirst, second.accepting[pair % second.stateCount] === 1) ? 1 : 0;
  });
  return minimise({ alphabet, stateCount: order.length, accepting, next: Int32Array.from(next) });
}
