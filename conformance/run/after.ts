import { foldKey } from '../../rules/fold.ts';
import { collectionOf } from '../judge/collection.ts';
import type { DecodedAnswer } from '../judge/decoded-answer.ts';
import type { Judge } from '../judge/judge.ts';
import type { CreatedElement, Scene } from '../promises/scene.ts';
import type { Model } from '../state/model.ts';
import type { Observed } from '../target/target.ts';
import { changesOf, createdElements, isDryRun } from './brought-about.ts';
import { createFollow } from './follow.ts';
import type { RunContext } from './run-context.ts';
import type { StepRun } from './step.ts';
import type { Tenant } from './tenant.ts';

/** Most addresses of one request that are looked up afterwards. */
const MOST_OBSERVED = 4;

/** What a request brought about: what the answer says was created, and what is found there. */
export interface Aftermath {
  readonly created: readonly CreatedElement[];
  readonly observed: ReadonlyMap<string, Observed> | undefined;
  readonly mailsBefore: ReadonlyMap<string, number> | undefined;
  /** How many users with each address there should be. */
  readonly expected: ReadonlyMap<string, number>;
  /** True when some of a batch may have been created though the call was refused. */
  readonly isUnsure: boolean;
}

/** Carries what the answer says over to the belief; gives back what was created. */
export function believe(run: StepRun, { model }: Tenant, { judge, emailOf }: RunContext): readonly CreatedElement[] {
  const created = createdElements(run, emailOf);
  model.apply(changesOf(run, created));
  if (mayBePartial(run)) {
    for (const [fact, by] of Object.entries(judge.operation.effect?.uses ?? {})) {
      const least = Number(model.facts.value(fact)) - by * run.expectation.inquiry.elements.length;
      if (least >= AMPLE) model.learn(fact, least);
      else model.forget(fact);
    }
  }
  return created;
}

/** So much is left that no run uses it up, whatever became of one batch. */
const AMPLE = 10_000;

/** Looks what is there after a request, and after those that were sent with it. */
export async function lookAfter(
  run: StepRun,
  created: readonly CreatedElement[],
  tenant: Tenant,
  context: RunContext,
): Promise<Aftermath> {
  const { judge, emailOf } = context;
  const emails = addressesOf(run, emailOf);
  const mailsBefore = new Map(emails.map((email) => [email, tenant.mails.get(foldKey(email, 'case')) ?? 0]));
  const observed = await lookUp(emails, tenant);
  if (mayBePartial(run)) learnFrom(run, observed, tenant, context);
  const expected = new Map(emails.map((email) => [email, countOf(tenant.model, judge, email)]));
  return { created, observed, mailsBefore, expected, isUnsure: mayBePartial(run) };
}

/** The scene of a request for the judges of promises. */
export function sceneOf(run: StepRun, aftermath: Aftermath, tenant: Tenant, context: RunContext): Scene | undefined {
  const { answer, verdict, expectation, step } = run;
  if (!answer || !verdict) return undefined;
  return {
    operation: context.judge.operation,
    draft: step.draft,
    inquiry: expectation.inquiry,
    expectation,
    answer,
    kind: verdict.kind,
    isDryRun: isDryRun(expectation),
    created: aftermath.created,
    observed: aftermath.observed,
    mailsBefore: aftermath.mailsBefore,
    expected: aftermath.expected,
    emailOf: context.emailOf,
    fact: tenant.model.facts.value,
    seen: tenant.seen,
    mayReplay: context.judge.mayReplay,
    keptMembers: context.judge.keptMembers,
    follow: isWorthFollowing(answer, tenant, context) ? createFollow(step.draft.persona, tenant, context) : undefined,
  };
}

/** What may have been carried out in part is settled by what is there. */
function learnFrom(
  run: StepRun,
  observed: ReadonlyMap<string, Observed> | undefined,
  { model }: Tenant,
  { judge, emailOf }: RunContext,
): void {
  const { effect } = run.expectation.inquiry.compiled.operation;
  const [any] = observed?.values() ?? [];
  for (const fact of Object.keys(effect?.uses ?? {})) {
    const value = any?.[fact];
    if (typeof value === 'number') model.learn(fact, value);
  }
  const there = run.expectation.inquiry.elements.filter(({ item }) => {
    const email = emailOf(item);
    const users = email === undefined ? undefined : observed?.get(email)?.users;
    return users?.length === 1 && email !== undefined && countOf(model, judge, email) === 0;
  });
  model.apply(changesOf(run, there).filter(({ kind }) => kind === 'insert'));
}

/** Most answers of one tenant whose Location is followed: every one costs a request. */
const MOST_FOLLOWED = 5;

/** Only where it counts that the header leads somewhere. */
function isWorthFollowing({ headers }: DecodedAnswer, tenant: Tenant, { judge, counts }: RunContext): boolean {
  const isAsked = judge.operation.clauses.some((clause) => clause.params['about'] === 'location' && counts(clause));
  if (!isAsked || headers['location'] === undefined || tenant.followed.size >= MOST_FOLLOWED) return false;
  tenant.followed.add(headers['location']);
  return true;
}

function addressesOf({ expectation }: StepRun, emailOf: RunContext['emailOf']): string[] {
  const emails = expectation.inquiry.elements.flatMap(({ item }) => emailOf(item) ?? []);
  return [...new Set(emails)].slice(0, MOST_OBSERVED);
}

/** A refused batch in which not everybody is at fault may have been carried out in part. */
function mayBePartial({ verdict, expectation }: StepRun): boolean {
  const { elements } = expectation.inquiry;
  return (
    verdict?.kind === 'refusal' &&
    elements.length > 1 &&
    expectation.refused.size < elements.length &&
    !isDryRun(expectation)
  );
}

async function lookUp(emails: readonly string[], tenant: Tenant): Promise<Map<string, Observed> | undefined> {
  const { observe } = tenant;
  if (!observe) return undefined;
  const found = new Map<string, Observed>();
  for (const email of emails) {
    const observed = await observe(email);
    found.set(email, observed);
    if (observed.mails) tenant.mails.set(foldKey(email, 'case'), observed.mails.length);
  }
  return found;
}

/** How many records there should be with an address, whatever its letter case. */
function countOf(model: Model, { contract, operation }: Judge, email: string): number {
  const collection = collectionOf(contract, operation);
  return collection ? model.count(collection.name, collection.email, email, 'case') : 0;
}
