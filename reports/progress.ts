import type { RunEvent } from '../conformance/report/events.ts';

/** What a run has done so far: a fold over its events. */
export interface Progress {
  /** When the run started, in milliseconds of the clock that is passed in. */
  readonly startedAtMs: number;
  readonly contract: string;
  /** The phase that runs; undefined before the first and behind the last. */
  readonly phase: Phase | undefined;
  readonly cases: number;
  readonly requests: number;
  /** Ids of the findings; one that is told again, shrunk, counts once. */
  readonly findings: readonly string[];
  /** Those that make the target fail. */
  readonly failures: readonly string[];
  /** What is being shrunk, and how far. */
  readonly shrinking: { readonly clause: string; readonly tried: number; readonly budget: number } | undefined;
  readonly isEnded: boolean;
}

interface Phase {
  readonly name: string;
  readonly startedAtMs: number;
  /** Cases that are planned; 0 when nobody knows. */
  readonly planned: number;
  readonly cases: number;
  readonly requests: number;
}

/** The progress of a run of which nothing is known yet. */
export function startProgress(nowMs: number): Progress {
  return {
    startedAtMs: nowMs,
    contract: '',
    phase: undefined,
    cases: 0,
    requests: 0,
    findings: [],
    failures: [],
    shrinking: undefined,
    isEnded: false,
  };
}

/** The progress after an event. The numbers come from the same events as the report. */
export function foldProgress(progress: Progress, event: RunEvent, nowMs: number): Progress {
  switch (event.type) {
    case 'run-started':
      return { ...startProgress(nowMs), contract: event.contract.id };
    case 'phase-started': {
      const phase = { name: event.phase, startedAtMs: nowMs, planned: event.planned, cases: 0, requests: 0 };
      return { ...progress, phase, shrinking: undefined };
    }
    case 'case-ended':
      return counted(progress, 1, event.requests);
    case 'phase-ended': {
      // Requests that belong to no case, such as those that shrink one, are only in the total of the phase.
      const { cases = 0, requests = 0 } = progress.phase ?? {};
      const rest = counted(progress, Math.max(0, event.cases - cases), Math.max(0, event.requests - requests));
      return { ...rest, phase: undefined };
    }
    case 'shrinking':
      return { ...progress, shrinking: { clause: event.clause, tried: event.tried, budget: event.budget } };
    case 'finding': {
      const { id, counts, flaky } = event.finding;
      const failures = counts && !flaky ? withId(progress.failures, id) : progress.failures;
      return { ...progress, findings: withId(progress.findings, id), failures, shrinking: undefined };
    }
    case 'run-ended':
      return { ...progress, phase: undefined, shrinking: undefined, isEnded: true };
    default:
      return progress;
  }
}

function counted(progress: Progress, cases: number, requests: number): Progress {
  const { phase } = progress;
  return {
    ...progress,
    cases: progress.cases + cases,
    requests: progress.requests + requests,
    phase: phase && { ...phase, cases: phase.cases + cases, requests: phase.requests + requests },
    shrinking: undefined,
  };
}

function withId(ids: readonly string[], id: string): readonly string[] {
  return ids.includes(id) ? ids : [...ids, id];
}
