import { keywordRemarks } from '../contract-words.ts';
import type { Finding, LintCheck, LintContext } from './check.ts';

/** A part of `pattern` says which sub-language it is. */
export const clausePartPatternMissing: LintCheck = { code: 'clause-part-pattern-missing', find };

function find({ all }: LintContext): Finding[] {
  return keywordRemarks(all('schema'))
    .filter(({ keyword, part, value }) => keyword === 'pattern' && part !== undefined && value['pattern'] === undefined)
    .map(({ pointer, part }) => ({
      pointer,
      found: `the part ${part} without a pattern`,
      expected: 'a member pattern',
    }));
}
