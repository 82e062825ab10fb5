import type { Change } from '../../rules/effect.ts';
import type { Facts } from '../../rules/facts.ts';
import { Records } from '../../rules/records.ts';
import type { Fold } from '../../specs/behaviour.ts';
import type { Json, JsonObject } from '../../specs/json.ts';

/** What the judge believes about one tenant: facts, and the records that were given or created. */
export class Model {
  readonly #values: Map<string, Json>;
  readonly #collections = new Map<string, Records>();

  constructor(facts: JsonObject) {
    this.#values = new Map(Object.entries(facts));
  }

  /** The belief as the rules may ask for it. What was never told is unknown. */
  readonly facts: Facts = {
    value: (name) => this.#values.get(name),
    find: (collection, at, key, fold) => this.#of(collection).find(at, key, fold),
    list: (collection) => this.#of(collection).all(),
    issued: () => undefined,
    replayed: () => undefined,
  };

  /** How many records of a collection have the key at the pointer. */
  count(collection: string, at: string, key: Json, fold: Fold): number {
    return this.#of(collection).findAll(at, key, fold).length;
  }

  /** The facts that are known. */
  values(): JsonObject {
    return Object.fromEntries(this.#values);
  }

  /** Takes a value as true that was observed. */
  learn(fact: string, value: Json): void {
    this.#values.set(fact, value);
  }

  /** Forgets the value of a fact: what happened to it cannot be told. */
  forget(fact: string): void {
    this.#values.delete(fact);
  }

  /** Carries out what a request brought about. Mails and credentials are no part of the belief. */
  apply(changes: readonly Change[]): void {
    for (const change of changes) {
      if (change.kind === 'insert') this.insert(change.collection, change.record);
      if (change.kind === 'remove') this.#of(change.collection).remove(change.record);
      if (change.kind === 'add') {
        const before = this.#values.get(change.fact);
        if (typeof before === 'number') this.#values.set(change.fact, before + change.by);
      }
    }
  }

  /** Adds a record that is there. */
  insert(collection: string, record: JsonObject): void {
    this.#of(collection).insert(record);
  }

  #of(collection: string): Records {
    const known = this.#collections.get(collection) ?? new Records();
    this.#collections.set(collection, known);
    return known;
  }
}
