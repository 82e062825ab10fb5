import { compileConditions } from '../../specs/condition.ts';
import type { Contract, Operation } from '../../specs/contract.ts';
import type { Step } from '../cases/case.ts';
import { createGoodDrafts, type GoodDrafts } from '../cases/good-draft.ts';
import type { PlanContext } from '../cases/plan-context.ts';
import { createEmailOf, emailPointer } from '../judge/collection.ts';
import { expectationOf } from '../judge/expectation.ts';
import type { Judge } from '../judge/judge.ts';
import { createDoubtful } from '../judge/plain-value.ts';
import { createIsSuccess } from '../judge/verdict.ts';
import { fits, scopeOf } from '../promises/claims.ts';
import { Model } from '../state/model.ts';
import type { WireRequest } from '../target/exchange.ts';
import { isLoopback } from '../target/loopback.ts';
import { believe } from './after.ts';
import type { CheckOptions } from './check-options.ts';
import { createFreshSource } from './fresh.ts';
import { Observations } from './observations.ts';
import { countsAt, type RunContext } from './run-context.ts';
import { encodeDraft, toCall, toWire } from './send.ts';
import { judgeStep, prepareStep } from './step.ts';
import { arrangeTenant, standingTenant, type Tenant } from './tenant.ts';
import type { Traffic } from './traffic.ts';

/** So much room that no case of a run uses it up. */
const PLENTY = 100_000;

/** A run that is ready to go; with `openReason` there is nothing to run for. */
export interface PreparedRun {
  readonly context: RunContext;
  readonly plan: PlanContext;
  readonly openReason: string | undefined;
}

/** Finds out how good requests are made for this target: which caller, which shape of the body. */
export async function prepareRun(options: CheckOptions, judge: Judge, traffic: Traffic): Promise<PreparedRun> {
  const context = contextOf(options, judge, traffic);
  const tenant = await context.commonTenant();
  const plan = planOf(options, context, tenant);
  const openReason = await probe(context, plan, tenant);
  return { context, plan, openReason };
}

function contextOf(options: CheckOptions, judge: Judge, traffic: Traffic): RunContext {
  const { target, profile = 'document', tag, seed, contract, now } = options;
  const { operation } = judge;
  const choices = {
    judge,
    target,
    run: tag,
    now: now(),
    send: (baseUrl: string, request: WireRequest) => traffic.read(baseUrl, request),
  };
  const canArrange = target.hooks.arrange !== undefined;
  let common: Promise<Tenant> | undefined;
  const counted = Object.keys(operation.effect?.uses ?? {});
  const given = { facts: Object.fromEntries(counted.map((fact) => [fact, PLENTY])), records: {} };
  return {
    judge,
    target,
    tag,
    profile,
    counts: countsAt(profile),
    scale: { counts: countsAt(profile), doubtful: createDoubtful(contract, operation, countsAt(profile)) },
    isSuccess: createIsSuccess(contract, judge.fitsOutcome),
    emailOf: createEmailOf(contract, operation),
    fresh: createFreshSource({ tag, domain: target.emailDomain, seed }),
    send: (tenant, request, emails) => traffic.send(tenant, request, emails),
    commonTenant: () =>
      (common ??= canArrange ? arrangeTenant(choices, given) : Promise.resolve(standingTenant(choices))),
    arrange: canArrange
      ? (state) => arrangeTenant(choices, { ...state, facts: { ...given.facts, ...state.facts } })
      : undefined,
    wraps: new Map(),
    holds: ({ when }, scene) =>
      compileConditions(when, fits)({ ...scopeOf(scene), item: scene.inquiry.elements[0]?.item }),
    observations: new Observations(),
  };
}

function planOf({ contract, tag, seed }: CheckOptions, context: RunContext, tenant: Tenant): PlanContext {
  const { judge, target, counts, scale } = context;
  const { operation } = judge;
  const emailAt = emailPointer(contract, operation);
  const fact = tenant.model.facts.value;
  const good = createGoodDrafts(contract, operation, fact, emailAt);
  const isArranged = target.hooks.arrange !== undefined;
  const expect: PlanContext['expect'] = (draft, facts) => {
    const call = toCall(toWire(draft, contract, operation, tenant.personas), operation);
    return expectationOf(
      tenant.compiled,
      call,
      new Model({ ...tenant.model.values(), ...facts }),
      tenant.sources,
      scale,
    );
  };
  return {
    contract,
    operation,
    good,
    fact,
    canArrange: isArranged,
    personas: Object.keys(tenant.personas),
    persona: bestPersona(contract, good, tenant, expect),
    emailAt,
    expect,
    counts,
    encode: (draft) => encodeDraft(draft, contract, operation, tenant.personas),
    planning: createFreshSource({ tag: 'plan', domain: target.emailDomain, seed }).of('plan'),
    tag,
    emailDomain: target.emailDomain,
    isExhaustive: isArranged || isLoopback(target.baseUrl),
  };
}

/** The first persona whose good request breaks nothing. */
function bestPersona(
  contract: Contract,
  good: GoodDrafts,
  { personas }: Tenant,
  expect: PlanContext['expect'],
): string {
  const available = contract.personas.map(({ name }) => name).filter((name) => personas[name]);
  const fitting = available.find((name) => expect(good.draft(name, 'someone@example.com')).faults.length === 0);
  return fitting ?? available[0] ?? 'anonymous';
}

/** Sends good requests until one succeeds, in each shape of the body. Says why the run is for nothing when none does. */
async function probe(context: RunContext, plan: PlanContext, tenant: Tenant): Promise<string | undefined> {
  const { good, persona, operation, contract } = plan;
  const statuses: number[] = [];
  let hasSucceeded = false;
  for (const mediaType of good.mediaTypes) {
    for (const wrap of wrapsOf(operation, mediaType)) {
      if (mediaType !== undefined && wrap !== undefined) context.wraps.set(mediaType, wrap);
      const draft = good.draft(persona, context.fresh.of('probe').email(), mediaType);
      const status = await tryOut({ note: 'a first good request', draft }, tenant, context);
      if (status === true) {
        hasSucceeded = true;
        break;
      }
      if (status !== undefined) statuses.push(status);
      if (mediaType !== undefined) context.wraps.delete(mediaType);
    }
  }
  if (hasSucceeded) return undefined;
  if (statuses.length === 0) return 'the target gives no complete answer to a good request';
  if (statuses.every((status) => status === 401 || status === 403))
    return `credentials refused: a good request of ${persona} is answered with ${statuses[0]}`;
  const premises = contract.premises.map(({ says }) => says).join(' ');
  const perhaps = premises === '' ? '' : `. Perhaps a premise does not hold: ${premises}`;
  return `no good request succeeds (answered with ${[...new Set(statuses)].join(', ')})${perhaps}`;
}

/** A body goes as it is, and where the contract knows a wrapping, in that. */
function wrapsOf(operation: Operation, mediaType: string | undefined): (string | undefined)[] {
  const name = mediaType === undefined ? undefined : operation.body?.content[mediaType]?.unwrap;
  return name === undefined ? [undefined] : [undefined, name];
}

/** True when the request succeeds, else its status; undefined without an answer. */
async function tryOut(step: Step, tenant: Tenant, context: RunContext): Promise<true | number | undefined> {
  const prepared = prepareStep(step, tenant, context);
  const emails = prepared.expectation.inquiry.elements.flatMap(({ item }) => context.emailOf(item) ?? []);
  const exchange = await context.send(tenant, prepared.request, emails);
  const run = await judgeStep(prepared, exchange, tenant, context);
  believe(run, tenant, context);
  return run.verdict?.kind === 'success' ? true : run.answer?.status;
}
