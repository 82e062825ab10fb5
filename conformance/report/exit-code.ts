import type { Contact, RunReport } from './report.ts';
import { isCountingMust, isFailed, openClauses, verdictOf } from './verdict.ts';

/** How `check` can end (design.md, section 6.2). */
export type ExitCode = 0 | 1 | 2 | 3 | 4 | 5 | 6 | 130 | 143;

/** What the exit code depends on and the report does not say. */
export interface Circumstances {
  /** The signal that ended the run. */
  readonly interrupted?: 'SIGINT' | 'SIGTERM' | undefined;
  /** The kit itself failed: an exception, or a report that could not be written or is not coherent. */
  readonly isKitFault?: boolean;
  /** The command line, the configuration or the contract cannot be used. */
  readonly isUsageError?: boolean;
  /** Default: what the report says. */
  readonly target?: Contact | undefined;
  /** A waiver is expired, or covers nothing any more. */
  readonly hasStaleWaiver?: boolean;
  /** The user lets an inconclusive run pass when at least one clause passed. */
  readonly allowInconclusive?: boolean;
}

/**
 * The exit code of a run: the first that applies of 130/143, 6, 2, 1, 4, 5, 3, 0. It is counted from the clauses, not from the summary;
 * without a report, and where both disagree, the kit is at fault. Nothing tested is never 0.
 */
export function exitCodeOf(report: RunReport | undefined, circumstances: Circumstances = {}): ExitCode {
  const { interrupted, isKitFault, isUsageError, hasStaleWaiver, allowInconclusive } = circumstances;
  const target = circumstances.target ?? report?.run.contact;
  if (interrupted !== undefined) return interrupted === 'SIGINT' ? 130 : 143;
  if (isKitFault || (report !== undefined && !isVerdictTrue(report))) return 6;
  if (isUsageError || (report !== undefined && matchesNothing(report))) return 2;
  if (report === undefined) return target === 'unreachable' ? 4 : 6;
  if (report.clauses.some((clause) => isFailed(clause) && !clause.waived)) return 1;
  if (target === 'unreachable') return 4;
  if (hasStaleWaiver) return 5;
  const isLeftOpen = report.summary.verdict === 'inconclusive' || target === 'lost' || !isSettled(report);
  if (!isLeftOpen) return 0;
  return allowInconclusive && hasPassed(report) ? 0 : 3;
}

/** True when the verdict is what the clauses amount to; a run may be inconclusive for reasons that no clause shows. */
export function isVerdictTrue({ summary, clauses, findings }: RunReport): boolean {
  const told = verdictOf(clauses, findings);
  return summary.verdict === told || (summary.verdict === 'inconclusive' && told === 'conformant');
}

function matchesNothing({ run, clauses }: RunReport): boolean {
  return run.filter !== null && !clauses.some(({ id }) => run.filter?.includes(id));
}

/** Something was tested and nothing is open; failures can only be waived ones here. */
function isSettled({ clauses, findings }: RunReport): boolean {
  const isTested = clauses.some((clause) => isCountingMust(clause) && /^(passed|failed)$/.test(clause.outcome));
  return isTested && openClauses(clauses, findings).length === 0;
}

function hasPassed({ clauses }: RunReport): boolean {
  return clauses.some((clause) => isCountingMust(clause) && clause.outcome === 'passed');
}
