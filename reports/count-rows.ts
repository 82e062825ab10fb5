import type { Level } from '../specs/contract.ts';
import type { Counts, Summary } from '../conformance/report/report.ts';
import { numberText } from './describe.ts';

const COLUMNS: readonly (readonly [name: keyof Counts, title: string])[] = [
  ['passed', 'passed'],
  ['failed', 'failed'],
  ['waived', 'waived'],
  ['cantTell', 'cannot tell'],
  ['untested', 'untested'],
  ['inapplicable', 'not applicable'],
];

/** Titles of the columns that `countRows` fills. */
export const countTitles: readonly string[] = COLUMNS.map(([, title]) => title);

/** Counts of the counting clauses by level, as text; levels of which nothing counts are left out, except must. */
export function countRows(
  byLevel: Summary['byLevel'],
): readonly { readonly level: Level; readonly cells: readonly string[] }[] {
  return (['must', 'should', 'may'] as const)
    .filter((level) => level === 'must' || COLUMNS.some(([name]) => byLevel[level][name] > 0))
    .map((level) => ({ level, cells: COLUMNS.map(([name]) => numberText(byLevel[level][name])) }));
}
