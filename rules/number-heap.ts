/** How many numbers that were taken out may stay before they are cleared away. */
const MAX_STALE = 16;

/** A set of numbers of which the smallest is asked for. Adding and removing take logarithmic time. */
export class NumberHeap {
  readonly #members = new Set<number>();
  /** A binary heap; it may hold numbers that were taken out, but never as the first. */
  #heap: number[] = [];

  get size(): number {
    return this.#members.size;
  }

  get smallest(): number | undefined {
    return this.#heap[0];
  }

  /** All numbers, in ascending order. */
  all(): number[] {
    return [...this.#members].sort((a, b) => a - b);
  }

  add(number: number): void {
    if (this.#members.has(number)) return;
    this.#members.add(number);
    this.#heap.push(number);
    this.#raise(this.#heap.length - 1);
    // A list in ascending order is a heap.
    if (this.#heap.length > 2 * this.#members.size + MAX_STALE) this.#heap = this.all();
  }

  delete(number: number): void {
    this.#members.delete(number);
    for (let first = this.#heap[0]; first !== undefined && !this.#members.has(first); first = this.#heap[0])
      this.#dropFirst();
  }

  #dropFirst(): void {
    const last = this.#heap.pop();
    if (last === undefined || this.#heap.length === 0) return;
    this.#heap[0] = last;
    this.#lower(0);
  }

  #raise(from: number): void {
    for (let child = from; child > 0; ) {
      const parent = (child - 1) >> 1;
      if (!this.#swapIfLess(child, parent)) return;
      child = parent;
    }
  }

  #lower(from: number): void {
    for (let parent = from; ; ) {
      const left = 2 * parent + 1;
      const child = this.#at(left + 1) < this.#at(left) ? left + 1 : left;
      if (!this.#swapIfLess(child, parent)) return;
      parent = child;
    }
  }

  #swapIfLess(child: number, parent: number): boolean {
    const [low, high] = [this.#at(child), this.#at(parent)];
    if (low >= high) return false;
    this.#heap[parent] = low;
    this.#heap[child] = high;
    return true;
  }

  #at(place: number): number {
    return this.#heap[place] ?? Number.POSITIVE_INFINITY;
  }
}
