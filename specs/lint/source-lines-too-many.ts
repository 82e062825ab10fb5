import { keywordRemarks, writtenClauses } from '../contract-words.ts';
import { asArray, asObject } from '../json.ts';
import type { Finding, LintCheck, LintContext } from './check.ts';

const MOST_LINES = 3;

/** A clause claims at most three lines, lists of values apart: who claims more says nothing exact. */
export const sourceLinesTooMany: LintCheck = { code: 'source-lines-too-many', find };

function find({ all }: LintContext): Finding[] {
  return [...writtenClauses(all('operation')), ...keywordRemarks(all('schema'))].flatMap(({ value, pointer }) => {
    const { lines, list } = asObject(value['source']);
    const [first, last] = asArray(lines).map(Number);
    if (first === undefined || last === undefined || list === true || last - first < MOST_LINES) return [];
    const expected = `at most ${MOST_LINES} lines, or list: true`;
    return [{ pointer: `${pointer}/source/lines`, found: `${last - first + 1} lines`, expected }];
  });
}
