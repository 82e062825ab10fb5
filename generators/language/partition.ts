/** A partition of the numbers `0..count-1` into blocks that can only become finer. */
export interface Partition {
  readonly blockCount: () => number;
  readonly size: (block: number) => number;
  readonly members: (block: number) => number[];
  /** Splits every block that holds some but not all of the numbers, which are distinct; yields pairs of the old block and the new one. */
  readonly split: (numbers: readonly number[]) => [old: number, fresh: number][];
  /** The block of each number. */
  readonly blocks: () => number[];
}

/** The partition with one block. Splitting takes time in proportion to the numbers given. */
export function partitionOf(count: number): Partition {
  const elements = Int32Array.from({ length: count }, (_, index) => index);
  const places = elements.slice();
  const blockOf = new Int32Array(count);
  const first = [0];
  const end = [count];
  const marked = [0];

  const mark = (number: number, touched: number[]): void => {
    const block = blockOf[number] ?? 0;
    const target = (first[block] ?? 0) + (marked[block] ?? 0);
    const place = places[number] ?? 0;
    const other = elements[target] ?? 0;
    elements[place] = other;
    places[other] = place;
    elements[target] = number;
    places[number] = target;
    if (marked[block] === 0) touched.push(block);
    marked[block] = (marked[block] ?? 0) + 1;
  };

  const cut = (block: number): [number, number] | undefined => {
    const border = (first[block] ?? 0) + (marked[block] ?? 0);
    marked[block] = 0;
    if (border === end[block]) return undefined;
    const fresh = first.length;
    first.push(first[block] ?? 0);
    end.push(border);
    marked.push(0);
    first[block] = border;
    for (let place = first[fresh] ?? 0; place < border; place += 1) blockOf[elements[place] ?? 0] = fresh;
    return [block, fresh];
  };

  return {
    blockCount: () => first.length,
    size: (block) => (end[block] ?? 0) - (first[block] ?? 0),
    members: (block) => [...elements.subarray(first[block], end[block])],
    split: (numbers) => {
      const touched: number[] = [];
      for (const number of numbers) mark(number, touched);
      return touched.map(cut).filter((pair) => pair !== undefined);
    },
    blocks: () => [...blockOf],
  };
}
