import type { Alphabet } from './alphabet.ts';
import type { Meter } from './budget.ts';
import { type Closure, closureOf, type Place } from './closure.ts';
import { ALWAYS, type Condition, type Conditions, conditionsOf, holdsAtEnd, NEVER } from './condition.ts';
import type { Language } from './language.ts';
import type { Nfa } from './nfa.ts';

/** Threads of a looker: for each node that waits for a character, what must hold of the rest if it is to count. */
type Threads = ReadonlyMap<number, Condition>;

interface State {
  readonly condition: Condition;
  readonly threads: readonly Threads[];
}

/**
 * The deterministic automaton of a search. Its states are conditions on the rest of the text (Boolean derivatives), so
 * that lookaheads of both signs cost a conjunction each; lookbehinds run along as threads from the start of the text.
 */
export function determinise(nfa: Nfa, alphabet: Alphabet, meter: Meter): Language {
  const run = runnerOf(nfa, meter);
  const numbers = new Map<string, number>();
  const states: State[] = [];
  const next: number[] = [];
  const numberOf = (state: State): number => {
    const key = run.keyOf(state);
    const known = numbers.get(key);
    if (known !== undefined) return known;
    numbers.set(key, states.length);
    meter.checkStates(states.length + 1);
    return states.push(state) - 1;
  };
  numberOf(run.first());
  for (const state of states) {
    for (let character = 0; character < alphabet.size; character += 1) {
      meter.step();
      next.push(numberOf(run.read(state, character)));
    }
  }
  return {
    alphabet,
    stateCount: states.length,
    accepting: Uint8Array.from(states, ({ condition }) => (holdsAtEnd(condition) ? 1 : 0)),
    next: Int32Array.from(next),
  };
}

interface Runner {
  readonly first: () => State;
  readonly read: (state: State, character: number) => State;
  readonly keyOf: (state: State) => string;
}

function runnerOf(nfa: Nfa, meter: Meter): Runner {
  const conditions = conditionsOf(meter);
  const closure = closureOf(nfa, conditions, meter);
  const looker = lookerOf(nfa, conditions, closure, meter);
  const derive = derivativeOf(nfa, conditions, closure, meter);
  // Without lookers all places but the first are alike, and what is known of one is known of all.
  const anywhere: Place = { isStart: false, seen: [], known: new Map() };
  const placeAt = (isStart: boolean): Place =>
    isStart || nfa.lookers.length > 0 ? { isStart, seen: [], known: new Map() } : anywhere;

  const arrive = (place: Place, arriving: (index: number) => Threads): readonly Threads[] =>
    nfa.lookers.map((_, index) => looker(index, arriving(index), place));
  return {
    first: () => {
      const place = placeAt(true);
      const threads = arrive(place, () => new Map());
      return { condition: closure(nfa.start, place), threads };
    },
    read: (state, character) => {
      const place = placeAt(false);
      const threads = arrive(place, (index) => {
        const moved = new Map<number, Condition>();
        for (const [node, condition] of state.threads[index] ?? []) {
          const entry = nfa.nodes[node];
          if (entry?.kind !== 'read' || entry.classes[character] !== 1) continue;
          const rest = derive(condition, character, place);
          moved.set(entry.to, conditions.or(moved.get(entry.to) ?? NEVER, rest));
        }
        return moved;
      });
      return { condition: derive(state.condition, character, place), threads };
    },
    keyOf: ({ condition, threads }) =>
      [conditions.idOf(condition), ...threads.map((map) => threadsKey(map, conditions))].join(';'),
  };
}

function threadsKey(threads: Threads, conditions: Conditions): string {
  return [...threads]
    .sort(([a], [b]) => a - b)
    .map(([node, condition]) => `${node}:${conditions.idOf(condition)}`)
    .join();
}

type Derive = (condition: Condition, character: number, place: Place) => Condition;

/** What must hold of the rest after one more character, so that the condition held before it. */
function derivativeOf({ nodes }: Nfa, { and, any, not }: Conditions, closure: Closure, meter: Meter): Derive {
  const read = (number: number, character: number, place: Place): Condition => {
    meter.step();
    const node = nodes[number];
    return node?.kind === 'read' && node.classes[character] === 1 ? closure(node.to, place) : NEVER;
  };
  const literal = (number: number, character: number, place: Place): Condition => {
    const condition = read(number >> 1, character, place);
    return number % 2 === 1 ? not(condition) : condition;
  };
  return (condition, character, place) =>
    any(
      condition.map(({ literals }) =>
        literals.reduce<Condition>((all, number) => and(all, literal(number, character, place)), ALWAYS),
      ),
    );
}

type Looker = (index: number, arriving: Threads, place: Place) => Threads;

/** Moves a looker's threads to the nodes that wait for a character; notes at the place under which condition it ends. */
function lookerOf(nfa: Nfa, { and, or, not }: Conditions, closure: Closure, meter: Meter): Looker {
  return (index, arriving, place) => {
    const reached = new Map<number, Condition>();
    const pending: [number, Condition][] = [...arriving, [nfa.lookers[index] ?? 0, ALWAYS]];
    const waiting = new Map<number, Condition>();
    place.seen[index] = NEVER;
    for (let entry = pending.pop(); entry !== undefined; entry = pending.pop()) {
      meter.step();
      const [number, arrived] = entry;
      const before = reached.get(number) ?? NEVER;
      const condition = or(before, arrived);
      if (condition === before) continue;
      reached.set(number, condition);
      const node = nfa.nodes[number];
      if (node?.kind === 'read') waiting.set(number, condition);
      else if (node?.kind === 'seen') place.seen[index] = condition;
      else if (node?.kind === 'fork') pending.push(...node.to.map((to): [number, Condition] => [to, condition]));
      else if (node?.kind === 'start' && place.isStart) pending.push([node.to, condition]);
      else if (node?.kind === 'ahead' || node?.kind === 'behind') {
        const inner = node.kind === 'ahead' ? closure(node.inner, place) : (place.seen[node.looker] ?? NEVER);
        pending.push([node.to, and(condition, node.negate ? not(inner) : inner)]);
      }
    }
    return waiting;
  };
}
