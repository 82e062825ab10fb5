import type { ContractFacts, Finding, RunFacts, RunReport, TargetFacts } from './report.ts';

/** What a run tells while it goes: one JSON object a line (NDJSON). Progress, report and reporters are folds over it. */
export type RunEvent =
  | {
      readonly type: 'run-started';
      readonly run: Omit<RunFacts, 'endedAt' | 'complete' | 'contact'>;
      readonly contract: ContractFacts;
      readonly target: TargetFacts;
    }
  | { readonly type: 'phase-started'; readonly phase: string; readonly planned: number }
  | {
      readonly type: 'case-ended';
      readonly phase: string;
      readonly case: string;
      /** Ids of the clauses that were judged, and how. */
      readonly judged: readonly {
        readonly clause: string;
        readonly outcome: 'passed' | 'failed' | 'cantTell';
        readonly reason?: string;
      }[];
      readonly requests: number;
      readonly creates: number;
      readonly ms: number;
    }
  | { readonly type: 'shrinking'; readonly clause: string; readonly tried: number; readonly budget: number }
  | { readonly type: 'finding'; readonly finding: Finding }
  | { readonly type: 'note'; readonly text: string }
  | {
      readonly type: 'phase-ended';
      readonly phase: string;
      readonly cases: number;
      readonly requests: number;
      readonly ms: number;
    }
  | { readonly type: 'run-ended'; readonly report: RunReport };
