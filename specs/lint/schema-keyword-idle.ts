import { isObject } from '../json.ts';
import type { Finding, LintCheck, LintContext } from './check.ts';
import { TYPE_OF_KEYWORD, typesOf } from './keyword-types.ts';

/** A keyword applies to a type that its schema admits. */
export const schemaKeywordIdle: LintCheck = { code: 'schema-keyword-idle', find };

function find({ all }: LintContext): Finding[] {
  return all('schema').flatMap(({ value, pointer }) => {
    const types = isObject(value) ? typesOf(value) : undefined;
    if (!isObject(value) || types === undefined) return [];
    return Object.keys(value).flatMap((keyword) => {
      const type = TYPE_OF_KEYWORD.get(keyword);
      if (type === undefined || types.includes(type)) return [];
      const found = `${keyword} in a schema of type ${types.join(', ')}`;
      return [{ pointer: `${pointer}/${keyword}`, found, expected: `type: ${type}, or no ${keyword}` }];
    });
  });
}
