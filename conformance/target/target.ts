import type { CredentialValues } from '../../specs/contract.ts';
import type { Json, JsonObject } from '../../specs/json.ts';
import type { Exchange, WireRequest } from './exchange.ts';

/** How requests reach the implementation under test. Rejects with UnsendableRequest only, never hangs, never follows a redirect. */
export interface Transport {
  /** Sends a request below a base URL. The signal ends it early: the exchange is then a failure. */
  readonly send: (baseUrl: string, request: WireRequest, signal?: AbortSignal) => Promise<Exchange>;
  /** Ends all connections. */
  readonly close: () => Promise<void>;
}

/** What arrange answers: a fresh, isolated tenant. Every member may be missing (design.md, section 6.4). */
export interface Arranged {
  readonly baseUrl?: string;
  readonly tenant?: Json;
  readonly personas?: Readonly<Record<string, CredentialValues>>;
  readonly facts?: JsonObject;
  readonly unsupported?: readonly string[];
}

/** What observe answers: the users with an address, whatever its letter case, counted facts, mails. An absent member is unknown. */
export interface Observed {
  readonly users?: readonly JsonObject[];
  readonly mails?: readonly { readonly to: string }[];
  /** Counted facts such as free seats, and collections other than users. */
  readonly [name: string]: Json | readonly JsonObject[] | readonly { readonly to: string }[] | undefined;
}

/** A hook that failed twice; the clauses that need it cannot be told. */
export class HookError extends Error {
  readonly code = 'DC_HOOK';

  constructor(hook: string, reason: string) {
    super(`The hook ${hook} failed twice: ${reason}`);
    this.name = 'HookError';
  }
}

/** The hooks of a target. Each takes one JSON object and gives one back. They reject with HookError. */
export interface Hooks {
  readonly arrange?: (input: JsonObject) => Promise<Arranged>;
  readonly observe?: (input: JsonObject) => Promise<Observed>;
  readonly release?: (input: JsonObject) => Promise<void>;
}

/** The implementation under test, as the suite reaches it. */
export interface Target {
  /** Without a final slash; the contract's paths are appended. */
  readonly baseUrl: string;
  readonly transport: Transport;
  readonly hooks: Hooks;
  /** True: observation goes through the contract's own read operations. */
  readonly observesByContract: boolean;
  /** Personas that the target file or flags supply. */
  readonly personas: Readonly<Record<string, CredentialValues>>;
  /** Facts that the judge may take as true at the start. */
  readonly facts: JsonObject;
  /** Domain of generated addresses; a reserved one. */
  readonly emailDomain: string;
  /** True for our own mock, which was found by itself. */
  readonly isKitMock: boolean;
}

/** Most that a run may do. 0 is without limit. */
export interface Budget {
  readonly requests: number;
  readonly creates: number;
  readonly perSecond: number;
  /** Milliseconds for the whole run. */
  readonly timeMs: number;
}
