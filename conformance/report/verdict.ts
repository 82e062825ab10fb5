import type { ClauseResult, Finding, Verdict } from './report.ts';

/**
 * The verdict that clauses and findings amount to. A waiver changes no verdict, and nothing tested is never conformant.
 * The run may still be inconclusive for a reason of its own, such as a target that was lost.
 */
export function verdictOf(clauses: readonly ClauseResult[], findings: readonly Finding[]): Verdict {
  if (clauses.some(isFailed)) return 'nonconformant';
  const isTested = clauses.some((clause) => isCountingMust(clause) && clause.outcome === 'passed');
  return isTested && openClauses(clauses, findings).length === 0 ? 'conformant' : 'inconclusive';
}

/** True for a clause that counts and failed, waived or not. */
export function isFailed({ counts, outcome }: ClauseResult): boolean {
  return counts && outcome === 'failed';
}

/** True for a clause that the verdict rests on. */
export function isCountingMust({ counts, level }: ClauseResult): boolean {
  return counts && level === 'must';
}

/** The counting must clauses that make a run inconclusive: not told, not tested, or shown broken only now and then. */
export function openClauses(clauses: readonly ClauseResult[], findings: readonly Finding[]): readonly ClauseResult[] {
  const flaky = new Set(findings.filter((finding) => finding.flaky).map(({ clause }) => clause));
  const isOpen = ({ id, outcome }: ClauseResult): boolean =>
    outcome === 'cantTell' || outcome === 'untested' || (outcome !== 'failed' && flaky.has(id));
  return clauses.filter((clause) => isCountingMust(clause) && isOpen(clause));
}
