import type { Case, Fresh, Phase } from '../conformance/cases/case.ts';
import type { PlanContext } from '../conformance/cases/plan-context.ts';
import { PLANS } from '../conformance/plan.ts';
import { createFreshSource } from '../conformance/run/fresh.ts';
import type { PreparedRun } from '../conformance/run/prepare-run.ts';
import { toWire } from '../conformance/run/send.ts';
import type { WireRequest } from '../conformance/target/exchange.ts';
import type { Draft } from '../rules/draft.ts';
import type { Contract } from '../specs/contract.ts';
import { aCheck, aPreparedRun, aTarget, personasOf, recorded, SILENCE } from './targets.ts';

/** How a run is planned. */
export interface Planning {
  /** True for a target that arranges every state and takes the contract's personas. */
  readonly canArrange: boolean;
  readonly tag?: string;
  readonly seed?: number;
  readonly baseUrl?: string;
  /** Names of the personas that are available; all of the contract when absent. */
  readonly personas?: readonly string[];
}

/** The plan of a run against a target that never answers: what is planned depends on what is known, not on what is answered. */
export async function aPlan(
  contract: Contract,
  { canArrange, tag = 't1', seed = 1, baseUrl, personas }: Planning,
): Promise<PreparedRun> {
  const hooks = canArrange ? { arrange: async () => ({ facts: contract.initial }) } : {};
  const known = Object.entries(personasOf(contract)).filter(([name]) => personas?.includes(name) ?? true);
  const more = { hooks, personas: Object.fromEntries(known), ...(baseUrl === undefined ? {} : { baseUrl }) };
  const silent = recorded(() => SILENCE);
  return await aPreparedRun(aCheck(contract, aTarget(contract, silent, more), { tag, seed, profile: 'strict' }));
}

/** The phases that are the same for every budget. */
const DETERMINISTIC: readonly Phase[] = ['probes', 'pairs', 'sequences', 'bursts'];

/** All cases of these phases, in order. */
export function casesOf(plan: PlanContext, phases: readonly Phase[] = DETERMINISTIC): Case[] {
  return PLANS.filter(([phase]) => phases.includes(phase)).flatMap(([, casesIn]) => [...casesIn(plan)]);
}

/** What each case of a plan sends the first time, in their order, as far as it is the same for every target. */
export function* plannedRequests(
  cases: readonly Case[],
  { plan, context }: PreparedRun,
  { tag = 't1', seed = 1 }: Partial<Planning> = {},
): Generator<Planned> {
  const source = createFreshSource({ tag, domain: plan.emailDomain, seed });
  const { contract, operation } = plan;
  for (const kase of cases) {
    const drafts = draftsOf(kase, source.of(`${kase.id} 0`));
    const requests = drafts.map((draft) => toWire(draft, contract, operation, context.target.personas));
    yield { kase, drafts, requests };
  }
}

/** A case with all that it sends. */
export interface Planned {
  readonly kase: Case;
  readonly drafts: readonly Draft[];
  readonly requests: readonly WireRequest[];
}

function draftsOf(kase: Case, fresh: Fresh): Draft[] {
  return kase.make(fresh).steps.flatMap(({ draft, beside = [] }) => [draft, ...beside]);
}
