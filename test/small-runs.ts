import { expect } from 'vitest';
import { check } from '../conformance/check.ts';
import type { RunEvent } from '../conformance/report/events.ts';
import type { ClauseResult, RunReport } from '../conformance/report/report.ts';
import type { CheckOptions } from '../conformance/run/check-options.ts';
import type { FetchFunction } from '../conformance/target/fetch-transport.ts';
import type { Budget, Target } from '../conformance/target/target.ts';
import { aCheck, aServer, aTarget, NO_LIMIT } from './targets.ts';
import { SIMPLE } from './tiny-contract.ts';

/** A report, and the events that were told on the way. */
export interface EventfulRun {
  readonly report: RunReport;
  readonly events: readonly RunEvent[];
}

/** Requests that reach into the random phase of the small service. */
const ENOUGH: Budget = { ...NO_LIMIT, requests: 400 };

/** A run against the small service whose answers pass through `alter`; `count` is the number of the refusals with 409 so far, `sent` that of all requests. */
export async function runSmall(
  alter: (answer: Response, count: number, sent: number) => Response = (answer) => answer,
  more: Partial<CheckOptions> = {},
): Promise<EventfulRun> {
  const serve = await aServer(SIMPLE);
  let count = 0;
  let sent = 0;
  const altered: FetchFunction = async (request) => {
    const answer = await serve(request);
    return alter(answer, answer.status === 409 ? ++count : 0, ++sent);
  };
  return await runAgainst(aTarget(SIMPLE, altered), more);
}

/** A run of the same contract against any target. */
export async function runAgainst(target: Target, more: Partial<CheckOptions> = {}): Promise<EventfulRun> {
  const events: RunEvent[] = [];
  const emit = (event: RunEvent): void => void events.push(event);
  const report = await check(aCheck(SIMPLE, target, { budget: ENOUGH, emit, ...more }));
  return { report, events };
}

/** The events of one type, in order. */
export function eventsOf<Type extends RunEvent['type']>(
  type: Type,
  events: readonly RunEvent[],
): Extract<RunEvent, { type: Type }>[] {
  return events.filter((event): event is Extract<RunEvent, { type: Type }> => event.type === type);
}

/** The result of a clause. */
export function resultOf(id: string, { clauses }: RunReport): ClauseResult {
  return clauses.find((clause) => clause.id === id) ?? expect.fail(`there is no clause ${id}`);
}

/** A server that takes an address again, at these of the times at which it should say 409. */
export function takingTwice(isWrong: (count: number) => boolean): (answer: Response, count: number) => Response {
  return (answer, count) => (count > 0 && isWrong(count) ? Response.json([]) : answer);
}
