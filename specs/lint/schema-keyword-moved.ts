import { isObject } from '../json.ts';
import type { Finding, LintCheck, LintContext } from './check.ts';

/** OpenAPI 3.1 says `nullable` with the type null; the old word has no effect there. */
export const schemaKeywordMoved: LintCheck = { code: 'schema-keyword-moved', find };

function find({ all, isVersion30 }: LintContext): Finding[] {
  if (isVersion30) return [];
  return all('schema').flatMap(({ value, pointer }) => {
    if (!isObject(value) || value['nullable'] === undefined) return [];
    const type = typeof value['type'] === 'string' ? value['type'] : '…';
    return [
      {
        pointer: `${pointer}/nullable`,
        found: 'nullable, which is of OpenAPI 3.0',
        expected: `type: [${type}, "null"]`,
      },
    ];
  });
}
