import type { ClauseResult, Verdict } from '../report/report.ts';

/** What a verdict rests on. */
export interface Grounds {
  readonly verdict: Verdict;
  readonly clauses: readonly ClauseResult[];
  /** Why nothing could be told at all. */
  readonly openReason: string | undefined;
  /** Why a hook left a case undone. */
  readonly failedHook: string | undefined;
  readonly isComplete: boolean;
}

/** The verdict's reason in one sentence. */
export function why({ verdict, clauses, openReason, failedHook, isComplete }: Grounds): string {
  const counting = clauses.filter((clause) => clause.counts);
  const numberOf = (...outcomes: string[]): number =>
    counting.filter(({ outcome }) => outcomes.includes(outcome)).length;
  if (verdict === 'nonconformant') return `${numberOf('failed')} of ${counting.length} clauses that count failed.`;
  if (openReason !== undefined) return `Nothing could be told: ${openReason}.`;
  if (verdict === 'conformant')
    return numberOf('passed') === 1
      ? 'The one clause that counts and could be shown passed.'
      : `All ${numberOf('passed')} clauses that count and could be shown passed.`;
  if (counting.length === 0) return 'No clause that was asked for counts at this profile.';
  const open = counting.filter(
    ({ level, outcome }) => level === 'must' && (outcome === 'cantTell' || outcome === 'untested'),
  );
  if (open.length > 0) return `${open.length} of ${counting.length} clauses that count could not be told.`;
  if (failedHook !== undefined) return `Not every case could be run. ${failedHook}`;
  if (!isComplete) return 'The run ended before every phase was through.';
  return numberOf('passed') === 0
    ? 'No clause that counts could be shown.'
    : 'Something was broken once and not again.';
}
