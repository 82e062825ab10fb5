import type { Fold } from '../specs/behaviour.ts';
import type { Json, JsonObject } from '../specs/json.ts';
import type { Answer } from './answer.ts';

/** One question about the state of the world. A rule declares its questions, so that a remote store can answer all of them at once. */
export type FactQuery =
  | { readonly kind: 'value'; readonly name: string }
  | {
      readonly kind: 'find';
      readonly collection: string;
      readonly at: string;
      readonly key: Json;
      readonly fold: Fold;
    };

/** The state of the world, as far as rules may ask. */
export interface Facts {
  /** The value of a fact, undefined when it is unknown. */
  readonly value: (name: string) => Json | undefined;
  /** The record of a collection whose value at the pointer is the key. */
  readonly find: (collection: string, at: string, key: Json, fold: Fold) => JsonObject | undefined;
  /** All records of a collection, oldest first. */
  readonly list: (collection: string) => readonly JsonObject[];
  /** The persona that a credential was issued to, and until when it is valid (milliseconds since the epoch). */
  readonly issued: (header: string, value: string) => { readonly persona: string; readonly until: number } | undefined;
  /** The answer that was remembered under a key. */
  readonly replayed: (key: string) => Answer | undefined;
}
