import type { ClauseResult, Finding, RunReport } from '../conformance/report/report.ts';
import { actualText, expectedText } from './describe.ts';
import { grouped } from './grouped.ts';

/** A failed clause and what was found of it, the worst first. */
export interface FailedClause {
  readonly clause: ClauseResult;
  readonly findings: readonly [Finding, ...Finding[]];
}

/** Failed clauses with the same symptom: the same was expected, and the same came. */
export interface Cause {
  readonly first: FailedClause;
  readonly others: readonly FailedClause[];
}

/** The failed clauses that count, grouped by symptom, the worst first; those that a waiver covers come last. */
export function causesOf(report: RunReport): readonly Cause[] {
  const groups = grouped(failedClauses(report, true), ({ clause, findings: [finding] }) =>
    JSON.stringify([clause.waived, expectedText(finding), actualText(finding)]),
  );
  return [...groups.values()]
    .flatMap(([first, ...others]) => (first === undefined ? [] : [{ first, others }]))
    .toSorted((a, b) => rank(a.first) - rank(b.first) || b.others.length - a.others.length);
}

/** Clauses with a confirmed finding that fail nobody at this profile, the worst first. */
export function uncountedFailures(report: RunReport): readonly FailedClause[] {
  return failedClauses(report, false);
}

function failedClauses({ clauses, findings }: RunReport, counts: boolean): FailedClause[] {
  return clauses
    .filter((clause) => clause.outcome === 'failed' && clause.counts === counts)
    .flatMap((clause): FailedClause[] => {
      const [first, ...others] = findings
        .filter((finding) => finding.clause === clause.id && !finding.flaky)
        .toSorted((a, b) => harm(a) - harm(b));
      return first === undefined ? [] : [{ clause, findings: [first, ...others] }];
    })
    .toSorted((a, b) => rank(a) - rank(b) || (a.clause.id < b.clause.id ? -1 : 1));
}

/** Smaller is worse: not waived before waived, must before should, then by harm. */
function rank({ clause, findings: [finding] }: FailedClause): number {
  return (clause.waived ? 100 : 0) + (clause.level === 'must' ? 0 : 10) + harm(finding);
}

/** Smaller is worse: no answer or a broken server, then a wrong state, then a wrong answer. */
function harm({ actual, expected }: Finding): number {
  if (actual.status === null || (typeof actual.status === 'number' && actual.status >= 500)) return 0;
  return expected.state !== null && actual.state !== null ? 1 : 2;
}
