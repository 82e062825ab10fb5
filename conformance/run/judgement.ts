import type { Exchange, WireRequest } from '../target/exchange.ts';

/** What one case says about one clause. */
export type Judgement =
  | { readonly clause: string; readonly outcome: 'passed' }
  /** The answer does not show what the clause is about, and need not. */
  | { readonly clause: string; readonly outcome: 'absent' }
  | { readonly clause: string; readonly outcome: 'cantTell'; readonly reason: string }
  | { readonly clause: string; readonly outcome: 'failed'; readonly problem: Problem };

/** A disagreement: what was expected, what came, and at which request. */
export interface Problem {
  readonly title: string;
  readonly expected: {
    readonly status: number | string;
    readonly reason: string | undefined;
    readonly fields: readonly string[];
  }[];
  readonly expectedState: string | undefined;
  readonly actualState: string | undefined;
  /** Number of the request in the trace of the case. */
  readonly at: number;
}

/** One request of a case and what came back. */
export interface Traced {
  readonly baseUrl: string;
  readonly request: WireRequest;
  readonly exchange: Exchange;
  readonly note: string;
  readonly persona: string;
}

/** A judgement as an event tells it. */
export interface Told {
  readonly clause: string;
  readonly outcome: 'passed' | 'failed' | 'cantTell';
  readonly reason?: string;
}

/** What an event tells of a case: every judgement, but for what its answers need not show and do not. */
export function toldOf(judgements: readonly Judgement[]): Told[] {
  return judgements.flatMap((each): Told[] => {
    if (each.outcome === 'absent') return [];
    const { clause, outcome } = each;
    return [{ clause, outcome, ...(each.outcome === 'cantTell' ? { reason: each.reason } : {}) }];
  });
}
