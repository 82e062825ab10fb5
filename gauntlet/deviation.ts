import type { Profile } from '../conformance/report/report.ts';
import type { Contract } from '../specs/contract.ts';
import type { JsonObject } from '../specs/json.ts';
import type { Serve } from './serve.ts';
import type { Stage } from './stage.ts';

/** Another engine around the mock's: called once for every run, so that it can remember what it saw. */
export type Engine = (serve: Serve, stage: Stage) => Serve;

/** A server that differs from the mock of its contract in one point. */
export interface Deviation {
  /** `<clause>:<operator>` of a mutant, `<contract>/<name>` of a legal variant; never changes. */
  readonly id: string;
  /** Id of the contract that the server is judged by. */
  readonly contract: string;
  readonly operator: string;
  /** One sentence: what this server does. */
  readonly says: string;
  /** Profile at which it is examined: the lowest that can fail a mutant, the highest that a variant keeps. */
  readonly profile: Profile;
  /** The contract that drives the mock. */
  readonly make: () => Contract | Promise<Contract>;
  readonly engine?: Engine;
}

/** A broken server: a run must find it nonconformant. */
export interface Mutant extends Deviation {
  /** Full id of the clause that it breaks. */
  readonly clause: string;
}

/** A change of the document in place. */
export type Edit = (document: JsonObject) => void;

/** A mutant before its id, its profile and its contract are worked out. */
export interface MutantDraft {
  /** Id of the clause that it breaks, with or without the contract's id. */
  readonly clause: string;
  readonly operator: string;
  /** Tells mutants of one clause and operator apart. */
  readonly detail?: string;
  readonly says: string;
  /** Instead of the lowest profile at which the clause counts. */
  readonly profile?: Profile;
  readonly edit?: Edit;
  readonly engine?: Engine;
}
