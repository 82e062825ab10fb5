import type { Case } from '../cases/case.ts';
import { type CaseRun, runCase } from './case-run.ts';
import type { Judgement } from './judgement.ts';
import type { RunContext } from './run-context.ts';

/** How often a disagreement is tried again, on fresh state. */
const TRIES = 2;
/** How often when it did not come again each time: requests at once go one way or the other. */
const MORE_TRIES = 5;
/** How often one that never comes again alone must be met to be more than chance. */
export const RECURRENCES = 3;

/** How often a disagreement came again. */
export interface Confirmation {
  readonly confirmed: number;
  readonly tried: number;
}

/** A disagreement with a clause. */
export type Failure = Extract<Judgement, { outcome: 'failed' }>;

/** Runs a case again, on fresh state and with fresh addresses, to see whether the same clause fails again. */
export async function confirm(kase: Case, failure: Failure, context: RunContext): Promise<Confirmation> {
  let confirmed = 0;
  let tried = 0;
  const most = kase.phase === 'bursts' ? MORE_TRIES : TRIES;
  while (tried < most || (confirmed > 0 && confirmed < TRIES && tried < MORE_TRIES)) {
    tried += 1;
    const again = await runCase(kase, tried, context);
    if (failuresOf(again).some(({ clause }) => clause === failure.clause)) confirmed += 1;
    if (confirmed >= TRIES) break;
  }
  return { confirmed, tried };
}

/** The disagreements of a case, one for each clause. */
export function failuresOf({ judgements }: CaseRun): Failure[] {
  const byClause = new Map<string, Failure>();
  for (const judgement of judgements)
    if (judgement.outcome === 'failed' && !byClause.has(judgement.clause)) byClause.set(judgement.clause, judgement);
  return [...byClause.values()];
}
