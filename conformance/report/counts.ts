import type { Level } from '../../specs/contract.ts';
import type { ClauseResult, Counts, Summary } from './report.ts';

/** How many counting clauses of each level had which outcome. A failure that a waiver covers is counted as waived, not as failed. */
export function countsByLevel(clauses: readonly ClauseResult[]): Summary['byLevel'] {
  return { must: countsOf(clauses, 'must'), should: countsOf(clauses, 'should'), may: countsOf(clauses, 'may') };
}

function countsOf(clauses: readonly ClauseResult[], level: Level): Counts {
  const columns = clauses.filter((clause) => clause.counts && clause.level === level).map(columnOf);
  const count = (column: keyof Counts): number => columns.filter((other) => other === column).length;
  return {
    passed: count('passed'),
    failed: count('failed'),
    cantTell: count('cantTell'),
    inapplicable: count('inapplicable'),
    untested: count('untested'),
    waived: count('waived'),
  };
}

function columnOf({ outcome, waived }: ClauseResult): keyof Counts {
  return outcome === 'failed' && waived ? 'waived' : outcome;
}
