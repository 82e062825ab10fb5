import type { GivenState } from '../../rules/violate.ts';
import type { Case, Step } from '../cases/case.ts';
import type { CreatedElement } from '../promises/scene.ts';
import type { Exchange } from '../target/exchange.ts';
import { HookError } from '../target/target.ts';
import { believe, lookAfter, sceneOf } from './after.ts';
import { judgeRun } from './judge-run.ts';
import type { Judgement, Traced } from './judgement.ts';
import type { RunContext } from './run-context.ts';
import { judgeStep, type PreparedStep, prepareStep, type StepRun } from './step.ts';
import type { Tenant } from './tenant.ts';

/** What one run of a case says, and what was sent. */
export interface CaseRun {
  readonly judgements: readonly Judgement[];
  readonly trace: readonly Traced[];
  /** Successful creates. */
  readonly creates: number;
  /** Why a hook left the case undone; undefined when none did. */
  readonly failedHook?: string;
}

/** A case that is run again gets a tenant of its own, where there can be one: what the first run left behind must not decide. */
const NO_STATE: GivenState = { facts: {}, records: {} };

/** Runs a case once: in a tenant of its own where it needs a state, else in the common one. `attempt` makes its addresses new. */
export async function runCase(kase: Case, attempt: number, context: RunContext): Promise<CaseRun> {
  // The choices of a case are the same each time; its addresses are not.
  const fresh = context.fresh.of(kase.id);
  const { given, steps } = kase.make(fresh);
  const missing = await missingFor(kase, context);
  if (missing !== undefined) return cannotTell(kase, missing);
  try {
    const state = given ?? (attempt > 0 ? NO_STATE : undefined);
    const tenant = state && context.arrange ? await context.arrange(state) : await context.commonTenant();
    const unsupported = given
      ? [...Object.keys(given.facts), ...Object.keys(given.records)].filter((name) => tenant.unsupported.includes(name))
      : [];
    if (unsupported.length > 0)
      return cannotTell(kase, `the target's arrange hook does not support ${unsupported.join(', ')}`);
    const run = await runSteps(kase, steps, tenant, context);
    if (state && context.arrange) await release(tenant, context);
    return run;
  } catch (error) {
    if (error instanceof HookError) return { ...cannotTell(kase, error.message), failedHook: error.message };
    throw error;
  }
}

async function missingFor(kase: Case, { commonTenant, judge }: RunContext): Promise<string | undefined> {
  if (kase.missing !== undefined) return kase.missing;
  const declared = new Set(judge.contract.personas.map(({ name }) => name));
  const known = (await commonTenant()).personas;
  const missing = kase.personas.find((name) => declared.has(name) && !known[name]);
  return missing === undefined
    ? undefined
    : `the persona ${missing} is not available: give its credentials in the target file, by --persona, or from arrange`;
}

/** A tenant that is not given back is the target's to clean up; nothing of the run depends on it. */
async function release({ id }: Tenant, { target, tag }: RunContext): Promise<void> {
  await target.hooks.release?.({ run: tag, tenant: id ?? null }).catch(() => undefined);
}

function cannotTell({ aims }: Case, reason: string): CaseRun {
  return { judgements: aims.map((clause) => ({ clause, outcome: 'cantTell', reason })), trace: [], creates: 0 };
}

async function runSteps(kase: Case, steps: readonly Step[], tenant: Tenant, context: RunContext): Promise<CaseRun> {
  const judgements: Judgement[] = [];
  const trace: Traced[] = [];
  let creates = 0;
  for (const step of steps) {
    for (const { run, created } of await sendStep(step, tenant, context)) {
      const { request, exchange } = run;
      trace.push({ baseUrl: tenant.baseUrl, request, exchange, note: step.note, persona: run.step.draft.persona });
      creates += created.length;
      context.observations.note(run, kase.phase, context.judge.fitsOutcome);
      const aftermath = await lookAfter(run, created, tenant, context);
      const scene = sceneOf(run, aftermath, tenant, context);
      judgements.push(...(await judgeRun({ run, aftermath, scene, aims: kase.aims, at: trace.length - 1 }, context)));
    }
    // What follows rests on what the judge believes; after a disagreement it believes the wrong thing.
    if (judgements.some(({ outcome }) => outcome === 'failed')) break;
  }
  return { judgements, trace, creates };
}

interface Settled {
  readonly run: StepRun;
  readonly created: readonly CreatedElement[];
}

/** The runs of a step. Of requests that were sent at once those that succeeded come first: in that order it can have happened. */
async function sendStep(step: Step, tenant: Tenant, context: RunContext): Promise<Settled[]> {
  const drafts = [step.draft, ...(step.beside ?? [])];
  const steps = drafts.map((draft): Step => ({ ...step, draft }));
  const sent = await Promise.all(
    steps.map(async (each) => {
      const prepared = prepareStep(each, tenant, context);
      return { each, exchange: await sendPrepared(prepared, tenant, context) };
    }),
  );
  const settled: Settled[] = [];
  for (const { each, exchange } of sent.toSorted((a, b) => rankOf(a.exchange) - rankOf(b.exchange))) {
    const run = await judgeStep(prepareStep(each, tenant, context), exchange, tenant, context);
    settled.push({ run, created: believe(run, tenant, context) });
  }
  return settled;
}

function sendPrepared(
  { request, expectation }: PreparedStep,
  tenant: Tenant,
  { send, emailOf }: RunContext,
): Promise<Exchange> {
  const emails = expectation.inquiry.elements.flatMap(({ item }) => emailOf(item) ?? []);
  // A server that takes what it must refuse creates somebody, too.
  return send(tenant, request, emails);
}

function rankOf(exchange: Exchange): number {
  return exchange.kind === 'answer' && exchange.status < 300 ? 0 : 1;
}
