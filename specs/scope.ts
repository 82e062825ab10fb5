import type { Json, JsonObject } from './json.ts';

/** The parts of a request that expressions name. Header names are lower case. */
export interface RequestView {
  readonly method: string;
  readonly path: Readonly<Record<string, Json>>;
  readonly query: Readonly<Record<string, Json>>;
  readonly headers: Readonly<Record<string, Json>>;
  readonly body: Json | undefined;
}

/** The parts of an answer that expressions name. Header names are lower case. */
export interface ResponseView {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Json | undefined;
}

/** What the expressions of a template or a condition can name. An absent member makes its expressions absent. */
export interface Scope {
  readonly request: RequestView;
  /** The answer, for claims about it; absent while it is being written. */
  readonly response?: ResponseView | undefined;
  readonly item: Json | undefined;
  readonly record: JsonObject | undefined;
  readonly records: readonly JsonObject[] | undefined;
  readonly violation: JsonObject | undefined;
  readonly violations: readonly JsonObject[] | undefined;
  readonly caller: JsonObject | undefined;
  /** The element of the innermost `x-each`. */
  readonly each: Json | undefined;
  /** The credential that was just issued. */
  readonly issued: JsonObject | undefined;
  readonly fact: (name: string) => Json | undefined;
  /** Milliseconds since the epoch. */
  readonly now: number;
  /** A fresh value of the kind; see `freshKinds`. */
  readonly fresh: (kind: FreshKind) => string;
  /** URL of the mount, without a final slash. */
  readonly base: string;
}

/** A scope in which everything is absent. */
export const EMPTY_SCOPE: Omit<Scope, 'now' | 'fresh' | 'base'> = {
  request: { method: '', path: {}, query: {}, headers: {}, body: undefined },
  item: undefined,
  record: undefined,
  records: undefined,
  violation: undefined,
  violations: undefined,
  caller: undefined,
  each: undefined,
  issued: undefined,
  fact: () => undefined,
};

/** Kinds of fresh values: `guid` 8-4-4-4-12, `guid-n` 32 hex, `hex24`, `token` 32 and `secret` 43 URL-safe characters, `digits` 10. */
export const freshKinds = ['guid', 'guid-n', 'hex24', 'token', 'secret', 'digits'] as const;
export type FreshKind = (typeof freshKinds)[number];
