import type { Basis, Level } from '../../specs/contract.ts';

/** What a run found out: `report.json`, schemaVersion 1 (design.md, section 6.5). Every list is sorted, instants are RFC 3339. */
export interface RunReport {
  readonly schemaVersion: 1;
  readonly run: RunFacts;
  readonly contract: ContractFacts;
  readonly target: TargetFacts;
  readonly summary: Summary;
  readonly clauses: readonly ClauseResult[];
  readonly findings: readonly Finding[];
  readonly observations: readonly Observation[];
}

export type Profile = 'document' | 'vendor' | 'strict';
export type Verdict = 'conformant' | 'nonconformant' | 'inconclusive';
export type Contact = 'reached' | 'unreachable' | 'lost';
export type ClauseOutcome = 'passed' | 'failed' | 'cantTell' | 'inapplicable' | 'untested';

export interface RunFacts {
  readonly id: string;
  /** Short text in the addresses of the run's users. */
  readonly tag: string;
  readonly startedAt: string;
  readonly endedAt: string;
  /** False when the run was interrupted or its budget ended before every phase was through. */
  readonly complete: boolean;
  /** `unreachable`: no complete answer came before the first judged case; `lost`: the answers ceased later. */
  readonly contact: Contact;
  readonly seed: number;
  readonly profile: Profile;
  /** Ids of the clauses that were asked for; null for all. */
  readonly filter: readonly string[] | null;
  readonly kit: { readonly version: string; readonly node: string };
}

export interface ContractFacts {
  readonly id: string;
  readonly title: string;
  readonly sha256: string;
  readonly documents: readonly { readonly file: string; readonly sha256: string }[];
  readonly premises: readonly string[];
}

export interface TargetFacts {
  readonly baseUrl: string;
  readonly kitMock: boolean;
  /** Names of the personas that are available. */
  readonly personas: readonly string[];
  readonly capabilities: { readonly arrange: boolean; readonly observe: boolean; readonly outbox: boolean };
}

export interface Counts {
  readonly passed: number;
  readonly failed: number;
  readonly cantTell: number;
  readonly inapplicable: number;
  readonly untested: number;
  readonly waived: number;
}

export interface Summary {
  readonly verdict: Verdict;
  /** One sentence that says why. */
  readonly why: string;
  /** Counting clauses only. */
  readonly byLevel: { readonly must: Counts; readonly should: Counts; readonly may: Counts };
  readonly requests: number;
  readonly creates: number;
  readonly cases: number;
  readonly phases: readonly {
    readonly name: string;
    readonly cases: number;
    readonly requests: number;
    readonly ms: number;
  }[];
}

export interface ClauseResult {
  readonly id: string;
  readonly level: Level;
  readonly basis: Basis;
  /** True when the clause can fail the target in this run. */
  readonly counts: boolean;
  readonly waived: boolean;
  readonly says: string;
  readonly source: { readonly file?: string; readonly lines?: readonly [number, number]; readonly page?: string };
  readonly outcome: ClauseOutcome;
  /** Why it cannot be told or was not tested, and what would unlock it. Null otherwise. */
  readonly reason: string | null;
  readonly cases: number;
  /** Ids of findings. */
  readonly findings: readonly string[];
}

/** One documented answer, as far as it is known. */
export interface OutcomeFacts {
  /** A status, a class such as `4XX`, or `not-2XX`. */
  readonly status: number | string | null;
  readonly reason: string | null;
  /** Names of the blamed fields. */
  readonly fields: readonly string[];
}

export interface Finding {
  readonly id: string;
  /** Id of the clause. */
  readonly clause: string;
  readonly counts: boolean;
  readonly title: string;
  readonly expected: { readonly anyOf: readonly OutcomeFacts[]; readonly state: string | null };
  readonly actual: OutcomeFacts & { readonly state: string | null };
  readonly request: ReportedRequest;
  readonly response: ReportedAnswer | null;
  /** The requests that led to it, oldest first; empty when the request alone shows it. */
  readonly trace: readonly { readonly request: ReportedRequest; readonly response: ReportedAnswer | null }[];
  /** One line for a POSIX shell; secrets are `${NAME}`. */
  readonly curl: string;
  readonly seed: number;
  /** Where in the run the case stands: phase, number, step. */
  readonly path: string;
  readonly confirmations: { readonly confirmed: number; readonly tried: number };
  readonly flaky: boolean;
  readonly historyDependent: boolean;
}

export interface ReportedRequest {
  readonly method: string;
  readonly url: string;
  readonly headers: readonly (readonly [name: string, value: string])[];
  /** Text of the body; null without one. */
  readonly body: string | null;
  /** The bytes, when they are no UTF-8 text. */
  readonly bodyBase64: string | null;
}

export interface ReportedAnswer {
  /** Null when no complete answer came. */
  readonly status: number | null;
  readonly reasonPhrase: string;
  readonly headers: readonly (readonly [name: string, value: string])[];
  /** At most 4,096 characters. */
  readonly body: string | null;
  readonly bodyBase64: string | null;
  /** Why there was no complete answer; null when there was one. */
  readonly failure: string | null;
}

/** What a target does on a point that the contract leaves open; never a failure. */
export interface Observation {
  readonly id: string;
  readonly question: string;
  readonly answer: string;
  /** How many cases agree, of those that showed it. */
  readonly count: number;
  readonly of: number;
}
