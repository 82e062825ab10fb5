import type { Draft } from '../../rules/draft.ts';
import type { GivenState, RandomSource } from '../../rules/violate.ts';

/** The phases of a run, in this order (design.md, section 5). */
export const PHASES = ['probes', 'pairs', 'sequences', 'bursts', 'random'] as const;
export type Phase = (typeof PHASES)[number];

/** One request of a case. */
export interface Step {
  /** What it is about, in a few words. */
  readonly note: string;
  readonly draft: Draft;
  /** True when a correct server may accept it and may refuse it: worth sending, but no reason to fail anybody. */
  readonly isGrey?: boolean;
  /** Other requests that are sent at the same time. */
  readonly beside?: readonly Draft[];
}

/** What a case may use to be new each time it is run. */
export interface Fresh {
  /** An address that no other case has, in the run's domain or in the one that is named. */
  readonly email: (domain?: string) => string;
  readonly random: RandomSource;
}

/** One thing to find out: the state that it needs, and the requests, which are made anew each time. */
export interface Case {
  /** Stable for a seed: phase, what it is about, number. */
  readonly id: string;
  readonly phase: Phase;
  /** Ids of the clauses that are tested: blamed when a good request is refused. */
  readonly aims: readonly string[];
  readonly note: string;
  /** Names of the personas that it needs. */
  readonly personas: readonly string[];
  /** Why it cannot be run on this target, and what would unlock it; undefined when it can. */
  readonly missing?: string;
  /** The requests, made anew each time the case is run. */
  readonly make: (fresh: Fresh) => Scenario;
}

/** What one run of a case needs and sends. */
export interface Scenario {
  /** Undefined when any state with room will do; else the case has a tenant of its own in this state. */
  readonly given?: GivenState | undefined;
  readonly steps: readonly Step[];
}
