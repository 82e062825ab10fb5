import type { ClauseResult, RunReport } from '../conformance/report/report.ts';
import { openClauses } from '../conformance/report/verdict.ts';
import { grouped } from './grouped.ts';

/** Clauses that could not be told for the same reason. */
export interface OpenQuestion {
  /** Why, and what would unlock it. */
  readonly reason: string;
  readonly clauses: readonly ClauseResult[];
  /** True when one of the clauses makes the run inconclusive. */
  readonly isDecisive: boolean;
}

/** What could not be told, by reason: what makes the run inconclusive first, then what concerns most clauses. */
export function openQuestions({ clauses, findings }: RunReport): readonly OpenQuestion[] {
  const decisive = new Set(openClauses(clauses, findings));
  const isOpen = (clause: ClauseResult): boolean =>
    clause.outcome === 'cantTell' || clause.outcome === 'untested' || decisive.has(clause);
  const groups = grouped(clauses.filter(isOpen), ({ reason }) => reason ?? 'A disagreement came and went.');
  return [...groups]
    .map(([reason, members]) => ({ reason, clauses: members, isDecisive: members.some((each) => decisive.has(each)) }))
    .toSorted((a, b) => Number(b.isDecisive) - Number(a.isDecisive) || b.clauses.length - a.clauses.length);
}
