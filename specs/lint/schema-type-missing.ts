import { isObject } from '../json.ts';
import type { Finding, LintCheck, LintContext } from './check.ts';
import { combinedSchemas } from './combined.ts';
import { TYPE_OF_KEYWORD, typesOf } from './keyword-types.ts';

/** A schema with keywords of one type says which types it admits, itself or in what it combines or is combined by. */
export const schemaTypeMissing: LintCheck = { code: 'schema-type-missing', find };

function find({ all, root }: LintContext): Finding[] {
  return all('schema').flatMap((node) => {
    const { value, pointer } = node;
    if (!isObject(value)) return [];
    const keyword = Object.keys(value).find((name) => TYPE_OF_KEYWORD.has(name));
    if (keyword === undefined) return [];
    const judges = [...combinedSchemas(node, root)];
    if (judges.some((schema) => typesOf(schema) ?? schema['enum'] ?? schema['const'] !== undefined)) return [];
    const expected = `type: ${TYPE_OF_KEYWORD.get(keyword)} beside it`;
    return [{ pointer: `${pointer}/${keyword}`, found: `${keyword} without a type`, expected }];
  });
}
