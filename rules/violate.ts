import type { CompileFits } from '../specs/condition.ts';
import type { Contract, Operation, RuleClause } from '../specs/contract.ts';
import type { Json, JsonObject } from '../specs/json.ts';
import type { Draft } from './draft.ts';

/** The state that a case needs: facts by name, and records by collection in the vendor's field names. */
export interface GivenState {
  readonly facts: Readonly<Record<string, Json>>;
  readonly records: Readonly<Record<string, readonly JsonObject[]>>;
}

/** One way to break a clause and no other: what must be there besides what a good request needs, and what is changed in a good request. */
export interface Violator {
  /** What is wrong, in a few words: `no credentials`, `in other letter case`. */
  readonly note: string;
  /** True when a correct server may accept it all the same: worth sending, but no reason to fail anybody. */
  readonly isGrey?: true;
  /** Undefined when any state will do. */
  readonly given?: GivenState;
  /** The request that brings the state about where nobody can arrange it: sent first and expected to succeed. */
  readonly before?: (draft: Draft) => Draft;
  readonly alter: (draft: Draft) => Draft;
}

/** A source of chance, such as fast-check's `Random`: the same seed gives the same numbers. Both bounds are included. */
export interface RandomSource {
  readonly nextInt: (min: number, max: number) => number;
}

/** What a violator may use. */
export interface ViolateContext {
  readonly contract: Contract;
  readonly operation: Operation;
  readonly fits: CompileFits;
  /** The random source, from the suite: same seed, same probes. */
  readonly random: RandomSource;
  /** What is known about the world; undefined when it is unknown. */
  readonly fact: (name: string) => Json | undefined;
  /** True when facts and records can be given. */
  readonly canArrange: boolean;
  /** A fresh address in the run's domain, or in the one that is named. */
  readonly email: (domain?: string) => string;
  /** Bodies (or elements, or parameters) that break one keyword each, made by the generators. */
  readonly schemaFaults: readonly SchemaProbe[];
  /** The body of a draft as it would be sent, the caller's credentials included; undefined when there is none. */
  readonly encode: (draft: Draft) => Uint8Array | undefined;
}

/** A change of a good request that breaks one keyword of the operation's schemas. */
export interface SchemaProbe {
  readonly where: 'body' | 'query' | 'header' | 'path';
  /** Id of the keyword's clause. */
  readonly clause: string;
  readonly keyword: string;
  /** JSON pointer of the value at fault, of the absent member when one is missing; in the body as a whole, so that a batch has `/0/…`. */
  readonly pointer: string;
  readonly note: string;
  readonly alter: (draft: Draft) => Draft;
}

/** The ways to break one clause, simplest first; none when nothing is known that breaks it. */
export type Violate = (clause: RuleClause, context: ViolateContext) => readonly Violator[];
