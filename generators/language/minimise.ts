import { mergeClasses } from './alphabet.ts';
import type { Language } from './language.ts';
import { partitionOf } from './partition.ts';

/**
 * The smallest automaton of the same language in canonical form: unreachable states gone, equivalent states and
 * indistinguishable characters merged, states numbered in breadth-first order. Hopcroft's algorithm.
 */
export function minimise(language: Language): Language {
  const reachable = renumber(language);
  return renumber(mergeColumns(renumber(reachable, stateBlocks(reachable))));
}

/** Block of each state: states in one block accept the same continuations. */
function stateBlocks(language: Language): readonly number[] {
  const { stateCount, alphabet, accepting } = language;
  const predecessors = predecessorsOf(language);
  const partition = partitionOf(stateCount);
  const rejecting = [...accepting.keys()].filter((state) => accepting[state] === 0);
  partition.split(rejecting);
  const pending = [...Array(partition.blockCount()).keys()];
  const isPending = new Set(pending);
  for (let block = pending.pop(); block !== undefined; block = pending.pop()) {
    isPending.delete(block);
    const members = partition.members(block);
    for (let character = 0; character < alphabet.size; character += 1) {
      for (const [old, fresh] of partition.split(predecessors(members, character))) {
        const smaller = partition.size(old) <= partition.size(fresh) ? old : fresh;
        const chosen = isPending.has(old) ? fresh : smaller;
        if (isPending.has(chosen)) continue;
        isPending.add(chosen);
        pending.push(chosen);
      }
    }
  }
  return partition.blocks();
}

/** Looks up which states lead into one of the given states by a character class. */
function predecessorsOf({ stateCount, alphabet, next }: Language): (states: readonly number[], c: number) => number[] {
  const size = alphabet.size;
  const starts = new Int32Array(stateCount * size + 1);
  next.forEach((to, index) => {
    const slot = to * size + (index % size) + 1;
    starts[slot] = (starts[slot] ?? 0) + 1;
  });
  for (let slot = 1; slot < starts.length; slot += 1) starts[slot] = (starts[slot] ?? 0) + (starts[slot - 1] ?? 0);
  const fill = starts.slice();
  const sources = new Int32Array(next.length);
  next.forEach((to, index) => {
    const slot = to * size + (index % size);
    sources[fill[slot] ?? 0] = Math.floor(index / size);
    fill[slot] = (fill[slot] ?? 0) + 1;
  });
  return (states, character) => {
    const found: number[] = [];
    for (const state of states) {
      const slot = state * size + character;
      for (let i = starts[slot] ?? 0; i < (starts[slot + 1] ?? 0); i += 1) found.push(sources[i] ?? 0);
    }
    return found;
  };
}

/** The reachable quotient, numbered in breadth-first order; each state by itself without blocks. */
function renumber(language: Language, blocks?: readonly number[]): Language {
  const { alphabet, accepting, next } = language;
  const size = alphabet.size;
  const blockOf = (state: number): number => blocks?.[state] ?? state;
  const numbers = new Map([[blockOf(0), 0]]);
  const order = [0];
  const table: number[] = [];
  for (const state of order) {
    for (let character = 0; character < size; character += 1) {
      const to = next[state * size + character] ?? 0;
      const number = numbers.get(blockOf(to)) ?? numbers.size;
      if (number === numbers.size) {
        numbers.set(blockOf(to), number);
        order.push(to);
      }
      table.push(number);
    }
  }
  return {
    alphabet,
    stateCount: order.length,
    accepting: Uint8Array.from(order, (state) => accepting[state] ?? 0),
    next: Int32Array.from(table),
  };
}

/** Characters that lead from every state to the same states become one class. */
function mergeColumns(language: Language): Language {
  const { alphabet, stateCount, next } = language;
  const groups = new Map<string, number>();
  const groupOf = [...Array(alphabet.size).keys()].map((character) => {
    const column = Array.from({ length: stateCount }, (_, state) => next[state * alphabet.size + character]).join();
    const group = groups.get(column) ?? groups.size;
    groups.set(column, group);
    return group;
  });
  const merged = mergeClasses(alphabet, groupOf);
  const table = new Int32Array(stateCount * merged.originals.length);
  for (let state = 0; state < stateCount; state += 1) {
    merged.originals.forEach((original, character) => {
      table[state * merged.originals.length + character] = next[state * alphabet.size + original] ?? 0;
    });
  }
  return { ...language, alphabet: merged.alphabet, next: table };
}
