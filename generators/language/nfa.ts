import type { CharSet } from 'refa';
import { GeneratorError } from '../error.ts';
import { type Alphabet, firstPoints } from './alphabet.ts';
import type { Meter } from './budget.ts';
import { isStartAssertion, type PatternElement, type Sequence } from './parse.ts';

/** A node of a nondeterministic automaton with assertions; nodes name each other by number. */
export type Node =
  /** Reads one character of the classes marked by 1. */
  | { readonly kind: 'read'; readonly classes: Uint8Array; readonly to: number }
  | { readonly kind: 'fork'; readonly to: readonly number[] }
  /** Passes at the start of the text only. */
  | { readonly kind: 'start'; readonly to: number }
  /** Passes where what follows can (or cannot) be read from `inner`. */
  | { readonly kind: 'ahead'; readonly inner: number; readonly negate: boolean; readonly to: number }
  /** Passes where the looker has (or has not) just ended. */
  | { readonly kind: 'behind'; readonly looker: number; readonly negate: boolean; readonly to: number }
  /** The end of a match: whatever follows, the text is accepted. */
  | { readonly kind: 'match' }
  /** The end of a lookbehind. */
  | { readonly kind: 'seen'; readonly looker: number };

/** The automaton of one pattern. Lookbehinds are automata of their own (lookers) that run along from the start. */
export interface Nfa {
  readonly nodes: readonly Node[];
  readonly start: number;
  /** First node of each looker; a looker needs only lookers with lower numbers. */
  readonly lookers: readonly number[];
}

/** Builds the automaton that searches the alternatives anywhere in a text. Back-references must be gone. */
export function searchNfa(alternatives: readonly Sequence[], alphabet: Alphabet, meter: Meter): Nfa {
  const nodes: Node[] = [];
  const lookers: number[] = [];
  const representatives = firstPoints(alphabet);
  const classesOf = new Map<CharSet, Uint8Array>();

  const add = (node: Node): number => {
    meter.step(4);
    return nodes.push(node) - 1;
  };
  const readClasses = (set: CharSet): Uint8Array => {
    const classes = classesOf.get(set) ?? Uint8Array.from(representatives, (point) => (set.has(point) ? 1 : 0));
    classesOf.set(set, classes);
    return classes;
  };
  const either = (choices: readonly Sequence[], to: number): number => {
    const starts = choices.map((choice) => sequence(choice.elements, to));
    const [only] = starts;
    return starts.length === 1 && only !== undefined ? only : add({ kind: 'fork', to: starts });
  };
  const sequence = (elements: readonly PatternElement[], to: number): number =>
    elements.reduceRight((following, element) => one(element, following), to);
  const one = (element: PatternElement, to: number): number => {
    switch (element.type) {
      case 'CharacterClass':
        return add({ kind: 'read', classes: readClasses(element.characters), to });
      case 'Alternation':
        return either(element.alternatives, to);
      case 'Quantifier':
        return repeat(element.alternatives, element.min, element.max, to);
      case 'Assertion':
        return isStartAssertion(element) ? add({ kind: 'start', to }) : assertion(element, to);
      case 'Unknown':
        throw new GeneratorError('DC_LANGUAGE_TOO_LARGE', 'a back-reference has no automaton.');
    }
  };
  const assertion = (element: Extract<PatternElement, { type: 'Assertion' }>, to: number): number => {
    const { alternatives: choices, kind, negate } = element;
    if (kind === 'ahead') return add({ kind, inner: either(choices, add({ kind: 'match' })), negate, to });
    // The number is known only after the lookers inside have got theirs.
    const end = add({ kind: 'seen', looker: -1 });
    const start = either(choices, end);
    const looker = lookers.push(start) - 1;
    nodes[end] = { kind: 'seen', looker };
    return add({ kind, looker, negate, to });
  };
  const repeat = (choices: readonly Sequence[], min: number, max: number, to: number): number => {
    let following = max === Number.POSITIVE_INFINITY ? loop(choices, to) : to;
    const optional = max === Number.POSITIVE_INFINITY ? 0 : max - min;
    for (let round = 0; round < optional; round += 1)
      following = add({ kind: 'fork', to: [either(choices, following), to] });
    for (let round = 0; round < min; round += 1) following = either(choices, following);
    return following;
  };
  const loop = (choices: readonly Sequence[], to: number): number => {
    const entry = add({ kind: 'fork', to: [] });
    nodes[entry] = { kind: 'fork', to: [either(choices, entry), to] };
    return entry;
  };

  const found = either(alternatives, add({ kind: 'match' }));
  const anything = new Uint8Array(alphabet.size).fill(1);
  const start = add({ kind: 'fork', to: [] });
  const skip = add({ kind: 'read', classes: anything, to: start });
  // The text from here on has the match here, or further on.
  nodes[start] = { kind: 'fork', to: [found, skip] };
  return { nodes, start, lookers };
}
