import type { Answer } from '../rules/answer.ts';
import type { Change } from '../rules/effect.ts';
import type { Facts } from '../rules/facts.ts';
import { Records } from '../rules/records.ts';
import type { Fold } from '../specs/behaviour.ts';
import type { Contract } from '../specs/contract.ts';
import type { Json, JsonObject } from '../specs/json.ts';
import { BoundedMap } from './bounded-map.ts';
import { createFresh } from './ids.ts';
import { Tokens } from './tokens.ts';

/** A mail that the mock would have sent. `at` is milliseconds since the epoch. */
export interface Mail {
  readonly to: string;
  readonly about: string;
  readonly at: number;
}

/** What a new world starts with. */
export interface WorldSetup {
  readonly contract: Contract;
  readonly seed: number;
  /** Facts that replace those of the contract's `x-initial`. */
  readonly facts: Readonly<Record<string, Json>>;
  /** How many mails, issued credentials and remembered answers are kept, of each. Default 100,000. */
  readonly maxKept?: number;
}

const MAX_KEPT = 100_000;

/** The state of one sandbox of one contract. Requests read it through `facts` and change it through `apply`, nothing else does. */
export class World {
  readonly fresh: ReturnType<typeof createFresh>;
  readonly #values: Map<string, Json>;
  readonly #collections: ReadonlyMap<string, Records>;
  readonly #mails: BoundedMap<number, Mail>;
  readonly #tokens: Tokens;
  readonly #answers: BoundedMap<string, Answer>;
  #mailsSent = 0;

  constructor({ contract, seed, facts, maxKept = MAX_KEPT }: WorldSetup) {
    this.fresh = createFresh(seed);
    this.#values = new Map(Object.entries({ ...contract.initial, ...facts }));
    this.#collections = new Map(Object.keys(contract.collections).map((name) => [name, new Records()]));
    this.#mails = new BoundedMap(maxKept);
    this.#tokens = new Tokens(maxKept);
    this.#answers = new BoundedMap(maxKept);
  }

  /** The state as the rules may ask for it. */
  readonly facts: Facts = {
    value: (name) => this.#values.get(name),
    find: (collection, at, key, fold) => this.#collections.get(collection)?.find(at, key, fold),
    list: (collection) => this.records(collection),
    issued: (header, value) => this.#tokens.find(header, value),
    replayed: (key) => this.#answers.get(key),
  };

  /** The facts with their present values. */
  values(): JsonObject {
    return Object.fromEntries(this.#values);
  }

  /** All records of a collection, oldest first. */
  records(collection: string): JsonObject[] {
    return this.#collections.get(collection)?.all() ?? [];
  }

  /** The records of a collection whose value at the pointer is the key, oldest first. */
  recordsWith(collection: string, at: string, key: Json, fold: Fold): JsonObject[] {
    return this.#collections.get(collection)?.findAll(at, key, fold) ?? [];
  }

  /** The last mails, oldest first. */
  get outbox(): Mail[] {
    return this.#mails.values();
  }

  /**
   * Carries out the changes of one decision. Synchronous, so that no other request can come in between. `now`, in milliseconds since
   * the epoch, says which credentials have expired and need not be kept.
   */
  apply(changes: readonly Change[], now: number = Number.NEGATIVE_INFINITY): void {
    for (const change of changes) this.#applyOne(change, now);
  }

  #applyOne(change: Change, now: number): void {
    switch (change.kind) {
      case 'insert':
        this.#collections.get(change.collection)?.insert(change.record);
        break;
      case 'replace':
        this.#collections.get(change.collection)?.replace(change.before, change.record);
        break;
      case 'remove':
        this.#collections.get(change.collection)?.remove(change.record);
        break;
      case 'add': {
        const before = this.#values.get(change.fact);
        if (typeof before === 'number') this.#values.set(change.fact, before + change.by);
        break;
      }
      case 'mail':
        this.#mails.set(this.#mailsSent++, { to: change.to, about: change.about, at: change.at });
        break;
      case 'issue':
        this.#tokens.add(change, now);
        break;
      case 'remember':
        this.#answers.set(change.key, change.answer);
        break;
    }
  }
}
