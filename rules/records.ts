import type { Fold } from '../specs/behaviour.ts';
import { compilePointer, type Json, type JsonObject } from '../specs/json.ts';
import { foldKey } from './fold.ts';
import { NumberHeap } from './number-heap.ts';

interface Index {
  readonly keyOf: (record: JsonObject) => string | undefined;
  /** Numbers of the records with a key. Mostly there is one, which then stands for itself. */
  readonly byKey: Map<string, number | NumberHeap>;
}

/**
 * The records of one collection, oldest first. Every record has a number, counted up; one that takes the place of another takes its
 * number too. Once a pointer was asked for, records are found by it, inserted, replaced and removed in constant time.
 */
export class Records {
  readonly #byNumber = new Map<number, JsonObject>();
  readonly #numbers = new Map<JsonObject, number>();
  readonly #indexes = new Map<string, Index>();
  #next = 0;

  get size(): number {
    return this.#byNumber.size;
  }

  /** All records, oldest first. */
  all(): JsonObject[] {
    return [...this.#byNumber.values()];
  }

  /** The oldest record whose value at the pointer is the key. */
  find(at: string, key: Json, fold: Fold): JsonObject | undefined {
    const found = this.#indexOf(at, fold).byKey.get(foldKey(key, fold));
    const number = typeof found === 'object' ? found.smallest : found;
    return number === undefined ? undefined : this.#byNumber.get(number);
  }

  /** All records whose value at the pointer is the key, oldest first. */
  findAll(at: string, key: Json, fold: Fold): JsonObject[] {
    const found = this.#indexOf(at, fold).byKey.get(foldKey(key, fold));
    const numbers = typeof found === 'object' ? found.all() : found === undefined ? [] : [found];
    return numbers.map((number) => this.#byNumber.get(number)).filter((record) => record !== undefined);
  }

  /** Adds a record as the youngest. */
  insert(record: JsonObject): void {
    if (this.#numbers.has(record)) return;
    const number = this.#next++;
    this.#put(number, record);
    for (const { keyOf, byKey } of this.#indexes.values()) addTo(byKey, keyOf(record), number);
  }

  /** Does nothing when the record is not there. */
  remove(record: JsonObject): void {
    const number = this.#numbers.get(record);
    if (number === undefined) return;
    this.#numbers.delete(record);
    this.#byNumber.delete(number);
    for (const { keyOf, byKey } of this.#indexes.values()) removeFrom(byKey, keyOf(record), number);
  }

  /** Puts a record in the place of another, which keeps its age. Does nothing when the other is not there. */
  replace(before: JsonObject, record: JsonObject): void {
    const number = this.#numbers.get(before);
    if (number === undefined) return;
    this.#numbers.delete(before);
    this.#put(number, record);
    for (const { keyOf, byKey } of this.#indexes.values()) {
      const [from, to] = [keyOf(before), keyOf(record)];
      if (from === to) continue;
      removeFrom(byKey, from, number);
      addTo(byKey, to, number);
    }
  }

  #put(number: number, record: JsonObject): void {
    this.#byNumber.set(number, record);
    this.#numbers.set(record, number);
  }

  #indexOf(at: string, fold: Fold): Index {
    const name = `${fold} ${at}`;
    const known = this.#indexes.get(name);
    if (known) return known;
    const read = compilePointer(at);
    const keyOf = (record: JsonObject): string | undefined => {
      const value = read(record);
      return value === undefined ? undefined : foldKey(value, fold);
    };
    const index: Index = { keyOf, byKey: new Map() };
    for (const [number, record] of this.#byNumber) addTo(index.byKey, keyOf(record), number);
    this.#indexes.set(name, index);
    return index;
  }
}

function addTo(byKey: Index['byKey'], key: string | undefined, number: number): void {
  if (key === undefined) return;
  const known = byKey.get(key);
  if (known === undefined) byKey.set(key, number);
  else if (typeof known === 'object') known.add(number);
  else {
    const both = new NumberHeap();
    both.add(known);
    both.add(number);
    byKey.set(key, both);
  }
}

function removeFrom(byKey: Index['byKey'], key: string | undefined, number: number): void {
  if (key === undefined) return;
  const known = byKey.get(key);
  if (typeof known === 'object') known.delete(number);
  if (typeof known !== 'object' || known.size === 0) byKey.delete(key);
}
