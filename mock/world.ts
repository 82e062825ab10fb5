import type { Answer } from '../rules/answer.ts';
import { headerKey } from '../rules/credentials.ts';
import type { Change } from '../rules/effect.ts';
import type { Facts } from '../rules/facts.ts';
import type { Contract } from '../specs/contract.ts';
import type { Json, JsonObject } from '../specs/json.ts';
import { createFresh } from './ids.ts';
import { Records } from './records.ts';

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
  /** Milliseconds since the epoch. */
  readonly now: () => number;
  /** Facts that replace those of the contract's `x-initial`. */
  readonly facts: Readonly<Record<string, Json>>;
}

/** The state of one sandbox of one contract. Requests read it through `facts` and change it through `apply`, nothing else does. */
export class World {
  readonly contract: Contract;
  readonly fresh: ReturnType<typeof createFresh>;
  readonly outbox: Mail[] = [];
  readonly #values: Map<string, Json>;
  readonly #collections = new Map<string, Records>();
  readonly #issued = new Map<string, { persona: string; until: number }>();
  readonly #answers = new Map<string, Answer>();

  constructor({ contract, seed, facts }: WorldSetup) {
    this.contract = contract;
    this.fresh = createFresh(seed);
    this.#values = new Map(Object.entries({ ...contract.initial, ...facts }));
    for (const name of Object.keys(contract.collections)) this.#collections.set(name, new Records());
  }

  /** The state as the rules may ask for it. */
  readonly facts: Facts = {
    value: (name) => this.#values.get(name),
    find: (collection, at, key, fold) => this.#collections.get(collection)?.find(at, key, fold),
    list: (collection) => this.#collections.get(collection)?.all() ?? [],
    issued: (header, value) => this.#issued.get(issuedKey(header, value)),
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

  /** Carries out the changes of one decision. Synchronous, so that no other request can come in between. */
  apply(changes: readonly Change[]): void {
    for (const change of changes) this.#applyOne(change);
  }

  #applyOne(change: Change): void {
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
        this.outbox.push({ to: change.to, about: change.about, at: change.at });
        break;
      case 'issue':
        this.#issued.set(issuedKey(change.header, headerKey(change.value) ?? ''), change);
        break;
      case 'remember':
        this.#answers.set(change.key, change.answer);
        break;
    }
  }
}

function issuedKey(header: string, value: string): string {
  return `${header.toLowerCase()} ${value}`;
}
