/** A map that holds no more than so many entries: when one too many comes, the oldest goes. Every operation takes constant time. */
export class BoundedMap<Key, Value> {
  readonly #entries = new Map<Key, Value>();
  /** Kept from one removal to the next: a new iterator would pass over every place that was emptied before. */
  readonly #oldest: Iterator<Key> = this.#entries.keys();
  readonly #maxSize: number;

  constructor(maxSize: number) {
    this.#maxSize = maxSize;
  }

  get size(): number {
    return this.#entries.size;
  }

  get(key: Key): Value | undefined {
    return this.#entries.get(key);
  }

  /** What is set again counts as new. */
  set(key: Key, value: Value): void {
    this.#entries.delete(key);
    this.#entries.set(key, value);
    if (this.#entries.size <= this.#maxSize) return;
    const { done, value: oldest } = this.#oldest.next();
    if (!done) this.#entries.delete(oldest);
  }

  /** All values, oldest first. */
  values(): Value[] {
    return [...this.#entries.values()];
  }

  /** Removes the entries whose value passes the test; takes time for every entry. */
  deleteWhere(test: (value: Value) => boolean): void {
    for (const [key, value] of this.#entries) if (test(value)) this.#entries.delete(key);
  }
}
