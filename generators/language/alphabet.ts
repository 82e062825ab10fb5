import { CharSet } from 'refa';

/**
 * A partition of the code points `0..last` into classes that an automaton does not tell apart.
 * `cuts` are the lower bounds of its intervals in ascending order, beginning with 0; `classes` are their classes.
 */
export interface Alphabet {
  readonly last: number;
  readonly size: number;
  readonly cuts: Int32Array;
  readonly classes: Int32Array;
}

/** The alphabet in which every given set is a union of classes. Classes are numbered by their first code point. */
export function alphabetOf(sets: readonly CharSet[], last: number): Alphabet {
  const distinct = new Map(sets.map((set) => [set.toRangesString(), set]));
  let alphabet: Alphabet = { last, size: 1, cuts: Int32Array.of(0), classes: Int32Array.of(0) };
  for (const set of distinct.values()) alphabet = refine(alphabet, setAlphabet(set, last)).alphabet;
  return alphabet;
}

/** Two classes: 0 outside and 1 inside the set. */
export function setAlphabet(set: CharSet, last: number): Alphabet {
  const cuts = [0];
  const classes = [0];
  for (const { min, max } of set.ranges) {
    if (min === 0) classes[0] = 1;
    else {
      cuts.push(min);
      classes.push(1);
    }
    if (max < last) {
      cuts.push(max + 1);
      classes.push(0);
    }
  }
  return { last, size: 2, cuts: Int32Array.from(cuts), classes: Int32Array.from(classes) };
}

/** The coarsest common refinement of two alphabets, with the class of either that each of its classes lies in. */
export interface Refinement {
  readonly alphabet: Alphabet;
  readonly inFirst: Int32Array;
  readonly inSecond: Int32Array;
}

/** The coarsest alphabet that tells apart whatever one of the two tells apart. */
export function refine(first: Alphabet, second: Alphabet): Refinement {
  const numbers = new Map<number, number>();
  const pairs: [number, number][] = [];
  const cuts: number[] = [];
  const classes: number[] = [];
  for (let i = 0, j = 0, cut = 0; cut <= first.last; ) {
    const pair = [at(first.classes, i), at(second.classes, j)] as const;
    const key = pair[0] * second.size + pair[1];
    const number = numbers.get(key) ?? numbers.size;
    if (number === numbers.size) {
      numbers.set(key, number);
      pairs.push([...pair]);
    }
    if (classes.at(-1) !== number) {
      cuts.push(cut);
      classes.push(number);
    }
    const endOfFirst = first.cuts[i + 1] ?? first.last + 1;
    const endOfSecond = second.cuts[j + 1] ?? second.last + 1;
    cut = Math.min(endOfFirst, endOfSecond);
    if (endOfFirst === cut) i += 1;
    if (endOfSecond === cut) j += 1;
  }
  return {
    alphabet: {
      last: first.last,
      size: pairs.length,
      cuts: Int32Array.from(cuts),
      classes: Int32Array.from(classes),
    },
    inFirst: Int32Array.from(pairs, ([inFirst]) => inFirst),
    inSecond: Int32Array.from(pairs, ([, inSecond]) => inSecond),
  };
}

/** The alphabet with classes renumbered (several may become one) in the order of their first code points. */
export function mergeClasses(
  alphabet: Alphabet,
  groupOf: readonly number[],
): { readonly alphabet: Alphabet; readonly originals: readonly number[] } {
  const numbers = new Map<number, number>();
  const originals: number[] = [];
  const cuts: number[] = [];
  const classes: number[] = [];
  alphabet.classes.forEach((original, index) => {
    const group = groupOf[original] ?? 0;
    const number = numbers.get(group) ?? numbers.size;
    if (number === numbers.size) {
      numbers.set(group, number);
      originals.push(original);
    }
    if (classes.at(-1) === number) return;
    cuts.push(at(alphabet.cuts, index));
    classes.push(number);
  });
  return {
    alphabet: {
      last: alphabet.last,
      size: originals.length,
      cuts: Int32Array.from(cuts),
      classes: Int32Array.from(classes),
    },
    originals,
  };
}

/** The class of a code point. */
export function classOf({ cuts, classes }: Alphabet, point: number): number {
  let low = 0;
  let high = cuts.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (at(cuts, middle) <= point) low = middle;
    else high = middle - 1;
  }
  return at(classes, low);
}

/** The code points of each class. */
export function classSets({ last, size, cuts, classes }: Alphabet): readonly CharSet[] {
  const ranges: { min: number; max: number }[][] = Array.from({ length: size }, () => []);
  cuts.forEach((min, index) => {
    ranges[at(classes, index)]?.push({ min, max: (cuts[index + 1] ?? last + 1) - 1 });
  });
  return ranges.map((list) => CharSet.empty(last).union(list));
}

/** The lowest code point of each class. */
export function firstPoints({ size, cuts, classes }: Alphabet): Int32Array {
  const first = new Int32Array(size).fill(-1);
  classes.forEach((number, index) => {
    if (first[number] === -1) first[number] = at(cuts, index);
  });
  return first;
}

/** Elements of typed arrays that are there by construction. */
function at(array: Int32Array, index: number): number {
  return array[index] ?? 0;
}
