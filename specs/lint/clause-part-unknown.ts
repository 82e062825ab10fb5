import { keywordRemarks } from '../contract-words.ts';
import { asArray, isObject } from '../json.ts';
import type { Finding, LintCheck, LintContext } from './check.ts';

/** The parts of `required` are names of required properties. */
export const clausePartUnknown: LintCheck = { code: 'clause-part-unknown', find };

function find({ all }: LintContext): Finding[] {
  return keywordRemarks(all('schema')).flatMap(({ keyword, part, pointer, schema }) => {
    if (keyword !== 'required' || part === undefined || !isObject(schema.value)) return [];
    const required = asArray(schema.value['required']).map(String);
    return required.includes(part) ? [] : [{ pointer, found: part, expected: `one of ${required.join(', ')}` }];
  });
}
