import { isObject } from '../json.ts';
import type { Finding, LintCheck, LintContext } from './check.ts';
import { patternInvalid } from './pattern-invalid.ts';
import { rootSchemas } from './schema-compiler.ts';
import { schemaInvalid } from './schema-invalid.ts';
import { schemaKeywordUnknown } from './schema-keyword-unknown.ts';

/** Every schema can be turned into a validator: else whatever comes would be accepted. */
export const schemaDoesNotCompile: LintCheck = { code: 'schema-does-not-compile', find };

function find(context: LintContext): Finding[] {
  const failures = rootSchemas(context.all('schema')).flatMap((node) => {
    const compiled = context.schemas.compile(node);
    if (!('failure' in compiled) || compiled.failure === undefined) return [];
    const found = `a schema of ${Object.keys(isObject(node.value) ? node.value : {}).join(', ')}`;
    return [{ pointer: node.pointer, found, expected: `one that compiles (${compiled.failure})` }];
  });
  // A schema that is known to be wrong need not be told again, from every place that refers to it.
  const explained =
    failures.length > 0 &&
    [schemaInvalid, patternInvalid, schemaKeywordUnknown].some((check) => check.find(context).length > 0);
  return explained ? [] : failures;
}
