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

/** What is being built. */
interface Builder {
  readonly nodes: Node[];
  readonly lookers: number[];
  readonly add: (node: Node) => number;
  /** The classes of an alphabet that a set consists of, marked by 1. */
  readonly classesOf: (set: CharSet) => Uint8Array;
}

/** Builds the automaton that searches the alternatives anywhere in a text. Back-references must be gone. */
export function searchNfa(alternatives: readonly Sequence[], alphabet: Alphabet, meter: Meter): Nfa {
  const builder = builderOf(alphabet, meter);
  const { nodes, lookers, add } = builder;
  const found = buildEither(builder, alternatives, add({ kind: 'match' }));
  const start = add({ kind: 'fork', to: [] });
  const skip = add({ kind: 'read', classes: new Uint8Array(alphabet.size).fill(1), to: start });
  // The match is here, or further on.
  nodes[start] = { kind: 'fork', to: [found, skip] };
  return { nodes, start, lookers };
}

function builderOf(alphabet: Alphabet, meter: Meter): Builder {
  const nodes: Node[] = [];
  const representatives = firstPoints(alphabet);
  const known = new Map<CharSet, Uint8Array>();
  return {
    nodes,
    lookers: [],
    add: (node) => {
      meter.step(4);
      return nodes.push(node) - 1;
    },
    classesOf: (set) => {
      const classes = known.get(set) ?? Uint8Array.from(representatives, (point) => (set.has(point) ? 1 : 0));
      known.set(set, classes);
      return classes;
    },
  };
}

/** The first node of what reads one of the alternatives and goes on at `to`; so do all functions below. */
function buildEither(builder: Builder, choices: readonly Sequence[], to: number): number {
  const starts = choices.map(({ elements }) =>
    elements.reduceRight((following, element) => buildElement(builder, element, following), to),
  );
  const [only] = starts;
  return starts.length === 1 && only !== undefined ? only : builder.add({ kind: 'fork', to: starts });
}

function buildElement(builder: Builder, element: PatternElement, to: number): number {
  switch (element.type) {
    case 'CharacterClass':
      return builder.add({ kind: 'read', classes: builder.classesOf(element.characters), to });
    case 'Alternation':
      return buildEither(builder, element.alternatives, to);
    case 'Quantifier':
      return buildRepetition(builder, element, to);
    case 'Assertion':
      return buildAssertion(builder, element, to);
    case 'Unknown':
      throw new GeneratorError('DC_LANGUAGE_TOO_LARGE', 'a back-reference has no automaton.');
  }
}

function buildAssertion(
  builder: Builder,
  assertion: Extract<PatternElement, { type: 'Assertion' }>,
  to: number,
): number {
  const { nodes, lookers, add } = builder;
  const { alternatives, kind, negate } = assertion;
  if (isStartAssertion(assertion)) return add({ kind: 'start', to });
  if (kind === 'ahead')
    return add({ kind, inner: buildEither(builder, alternatives, add({ kind: 'match' })), negate, to });
  // The number is known only after the lookers inside have got theirs.
  const end = add({ kind: 'seen', looker: -1 });
  const start = buildEither(builder, alternatives, end);
  const looker = lookers.push(start) - 1;
  nodes[end] = { kind: 'seen', looker };
  return add({ kind, looker, negate, to });
}

function buildRepetition(
  builder: Builder,
  { alternatives, min, max }: Extract<PatternElement, { type: 'Quantifier' }>,
  to: number,
): number {
  const isOpen = max === Number.POSITIVE_INFINITY;
  let following = isOpen ? buildLoop(builder, alternatives, to) : to;
  for (let round = min; !isOpen && round < max; round += 1)
    following = builder.add({ kind: 'fork', to: [buildEither(builder, alternatives, following), to] });
  for (let round = 0; round < min; round += 1) following = buildEither(builder, alternatives, following);
  return following;
}

function buildLoop({ nodes, ...builder }: Builder, alternatives: readonly Sequence[], to: number): number {
  const entry = builder.add({ kind: 'fork', to: [] });
  nodes[entry] = { kind: 'fork', to: [buildEither({ nodes, ...builder }, alternatives, entry), to] };
  return entry;
}
