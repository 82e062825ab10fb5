import type { JsonObject } from '../../specs/json.ts';
import type { Journal } from '../journal.ts';
import type { Mount } from '../mount.ts';
import type { PlainResponse } from '../plain.ts';
import type { Sandboxes } from '../sandboxes.ts';

/** What the admin API works on. */
export interface AdminContext {
  readonly mounts: readonly Mount[];
  readonly sandboxes: Sandboxes;
  readonly journal: Journal;
  readonly version: string;
}

/** A request of the admin API, read. */
export interface AdminInput {
  readonly body: JsonObject;
  readonly query: URLSearchParams;
  /** Value of the path parameter; empty when there is none. */
  readonly parameter: string;
  /** Scheme and authority of the mock. */
  readonly origin: string;
  /** Milliseconds since the epoch. */
  readonly now: number;
}

/** What an action answers: a value with 200, or a whole answer. */
export type AdminAnswer = { readonly json: unknown } | { readonly response: PlainResponse };

/** One request that the admin API knows. */
export interface Action {
  readonly method: 'GET' | 'POST';
  /** May hold one parameter, `{id}`. */
  readonly path: string;
  /** @throws AdminError or MockError when it cannot be done; then nothing has changed. */
  readonly run: (context: AdminContext, input: AdminInput) => AdminAnswer;
}
