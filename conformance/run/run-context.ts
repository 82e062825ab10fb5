import type { GivenState } from '../../rules/violate.ts';
import type { Clause, RuleClause } from '../../specs/contract.ts';
import type { Counts, Scale } from '../judge/expectation.ts';
import type { Judge } from '../judge/judge.ts';
import type { EmailOf } from '../judge/shown-elements.ts';
import type { IsSuccess } from '../judge/verdict.ts';
import type { Scene } from '../promises/scene.ts';
import type { Profile } from '../report/report.ts';
import type { Exchange, WireRequest } from '../target/exchange.ts';
import type { Target } from '../target/target.ts';
import type { FreshSource } from './fresh.ts';
import type { Observations } from './observations.ts';
import type { Tenant } from './tenant.ts';

/** What everything in one run shares. */
export interface RunContext {
  readonly judge: Judge;
  readonly target: Target;
  readonly tag: string;
  readonly profile: Profile;
  readonly counts: Counts;
  readonly scale: Scale;
  readonly isSuccess: IsSuccess;
  readonly emailOf: EmailOf;
  readonly fresh: FreshSource;
  /** Sends within the budget. Rejects with BudgetSpent or Stopped. */
  readonly send: (tenant: Tenant, request: WireRequest, emails: readonly string[]) => Promise<Exchange>;
  /** The tenant of all cases that need no state of their own. */
  readonly commonTenant: () => Promise<Tenant>;
  readonly arrange: ((given: GivenState) => Promise<Tenant>) | undefined;
  /** Names of the one member that wraps a body, by media type, where the target wants it. */
  readonly wraps: Map<string, string>;
  /** Says whether a promise is about a request like this one. */
  readonly holds: (clause: RuleClause, scene: Scene) => boolean;
  readonly observations: Observations;
}

/** The budget has no room for another request. */
export class BudgetSpent extends Error {}

/** The target has ceased to answer. */
export class TargetLost extends Error {}

/** The run was interrupted. */
export class Stopped extends Error {}

/** Says which clauses can fail a target at a profile (design.md, section 2, Profiles). */
export function countsAt(profile: Profile): Counts {
  return ({ level, basis }: Clause) => {
    if (level === 'may' || basis === 'assumed') return false;
    if (profile === 'document') return level === 'must' && basis === 'document';
    return profile === 'vendor' ? level === 'must' : true;
  };
}
