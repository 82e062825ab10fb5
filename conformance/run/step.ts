import type { Call } from '../../rules/call.ts';
import { wrapBody } from '../../rules/call.ts';
import type { Clause } from '../../specs/contract.ts';
import type { Step } from '../cases/case.ts';
import { type DecodedAnswer, decodeAnswer } from '../judge/decoded-answer.ts';
import { type Expectation, expectationOf, undecided } from '../judge/expectation.ts';
import { shownElements } from '../judge/shown-elements.ts';
import { type Verdict, verdictOf } from '../judge/verdict.ts';
import { widen } from '../judge/widen.ts';
import type { Exchange, WireRequest } from '../target/exchange.ts';
import type { RunContext } from './run-context.ts';
import { toCall, toWire } from './send.ts';
import type { Tenant } from './tenant.ts';

/** One request, what was expected of it, and what came back. */
export interface StepRun {
  readonly step: Step;
  readonly request: WireRequest;
  readonly call: Call;
  readonly expectation: Expectation;
  readonly exchange: Exchange;
  /** Undefined when no complete answer came. */
  readonly answer: DecodedAnswer | undefined;
  readonly verdict: Verdict | undefined;
  /** True when the expectation takes every reading of the contract into account. */
  readonly isWidened: boolean;
}

/** A request that is ready to be sent, with what is expected of it now. */
export interface PreparedStep {
  readonly step: Step;
  readonly request: WireRequest;
  readonly call: Call;
  readonly expectation: Expectation;
}

/** The request of a step and the expectation in the state that is believed in now. */
export function prepareStep(
  step: Step,
  tenant: Tenant,
  { judge, scale, wraps }: Pick<RunContext, 'judge' | 'scale' | 'wraps'>,
): PreparedStep {
  const { contract, operation } = judge;
  const request = toWire(step.draft, contract, operation, tenant.personas, wraps);
  const call = wrapBody(toCall(request, operation), operation);
  const strict = expectationOf(tenant.compiled, call, tenant.model, tenant.sources, scale);
  return { step, request, call, expectation: step.isGrey ? undecided(strict) : strict };
}

/** The verdict on what came back. Other readings are asked only when the answer does not fit the one in force. */
export async function judgeStep(
  prepared: PreparedStep,
  exchange: Exchange,
  tenant: Tenant,
  { judge, scale, isSuccess, emailOf }: RunContext,
): Promise<StepRun> {
  if (exchange.kind === 'failure')
    return { ...prepared, exchange, answer: undefined, verdict: undefined, isWidened: false };
  const answer = decodeAnswer(exchange, judge.operation);
  const shown = shownElements(prepared.expectation.inquiry, answer.body, emailOf);
  const first = verdictOf(prepared.expectation, answer, isSuccess, judge.fitsOutcome, shown);
  if (!first.fault && !isShort(first, shown, prepared.expectation))
    return { ...prepared, exchange, answer, verdict: first, isWidened: false };
  const { call, expectation } = prepared;
  const widened = widen(expectation, await tenant.readings(), call, tenant.model, tenant.sources, scale);
  const wide = prepared.step.isGrey ? undecided(widened) : widened;
  const verdict = verdictOf(wide, answer, isSuccess, judge.fitsOutcome, shown);
  return { ...prepared, expectation: wide, exchange, answer, verdict, isWidened: true };
}

/** True when a list leaves out elements that need not be refused: some reading may refuse them. */
function isShort(
  { kind }: Verdict,
  shown: ReadonlySet<number> | undefined,
  { inquiry, refused }: Expectation,
): boolean {
  return kind === 'success' && shown !== undefined && shown.size < inquiry.elements.length - refused.size;
}

/** The clauses that a request tests whose faults are all at one place; none when several faults hide each other. */
export function testedClauses({ faults: all, doubts }: Expectation): readonly Clause[] {
  const faults = all.filter(({ isUnknown }) => !isUnknown);
  const places = new Set(faults.map(({ index, field }) => `${index ?? ''} ${field}`));
  if (places.size !== 1 || doubts.length > 0) return [];
  const certain = faults.filter(({ isCertain }) => isCertain);
  return [...new Set(certain.flatMap(({ clause, answered }) => [clause, answered]))];
}
