import { foldKey } from '../rules/fold.ts';
import type { Fold } from '../specs/behaviour.ts';
import { compilePointer, type Json, type JsonObject } from '../specs/json.ts';

interface Index {
  readonly read: (record: JsonObject) => Json | undefined;
  readonly fold: Fold;
  readonly byKey: Map<string, JsonObject>;
}

/** The records of one collection, oldest first, found by any pointer in constant time once that pointer was asked for. */
export class Records {
  readonly #records = new Set<JsonObject>();
  readonly #indexes = new Map<string, Index>();

  get size(): number {
    return this.#records.size;
  }

  /** All records, oldest first. */
  all(): JsonObject[] {
    return [...this.#records];
  }

  /** The oldest record whose value at the pointer is the key. */
  find(at: string, key: Json, fold: Fold): JsonObject | undefined {
    return this.#indexOf(at, fold).byKey.get(foldKey(key, fold));
  }

  insert(record: JsonObject): void {
    this.#records.add(record);
    for (const index of this.#indexes.values()) addTo(index, record);
  }

  remove(record: JsonObject): void {
    this.#records.delete(record);
    this.#indexes.clear();
  }

  /** Puts a record in the place of another; it becomes the youngest. */
  replace(before: JsonObject, record: JsonObject): void {
    this.remove(before);
    this.insert(record);
  }

  #indexOf(at: string, fold: Fold): Index {
    const name = `${fold} ${at}`;
    const known = this.#indexes.get(name);
    if (known) return known;
    const index: Index = { read: compilePointer(at), fold, byKey: new Map() };
    for (const record of this.#records) addTo(index, record);
    this.#indexes.set(name, index);
    return index;
  }
}

function addTo({ read, fold, byKey }: Index, record: JsonObject): void {
  const value = read(record);
  if (value === undefined) return;
  const key = foldKey(value, fold);
  if (!byKey.has(key)) byKey.set(key, record);
}
