import { keywordRemarks } from '../contract-words.ts';
import { isObject } from '../json.ts';
import type { DocumentNode } from '../openapi-nodes.ts';
import type { Finding, LintCheck, LintContext } from './check.ts';

/** An x-clause is about keywords that its schema has. The schema of a required parameter has `required`, so to speak. */
export const clauseKeywordAbsent: LintCheck = { code: 'clause-keyword-absent', find };

function find({ all }: LintContext): Finding[] {
  return keywordRemarks(all('schema')).flatMap(({ keyword, part, pointer, schema }) => {
    const { value } = schema;
    if (part !== undefined || keyword === 'default' || !isObject(value)) return [];
    if (Object.hasOwn(value, keyword) || (keyword === 'required' && isRequiredParameter(schema.parent))) return [];
    const known = Object.keys(value).filter((name) => !name.startsWith('x-'));
    return [{ pointer, found: keyword, expected: `one of ${known.join(', ')}` }];
  });
}

function isRequiredParameter(parent: DocumentNode | undefined): boolean {
  return parent?.kind === 'parameter' && isObject(parent.value) && parent.value['required'] === true;
}
