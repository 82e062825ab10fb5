import type { Finding, LintCheck, LintContext } from './check.ts';
import { rootSchemas } from './schema-compiler.ts';

/** No schema is too entangled to be compiled. */
export const schemaUnchecked: LintCheck = { code: 'schema-unchecked', find };

function find({ all, schemas }: LintContext): Finding[] {
  for (const node of rootSchemas(all('schema'))) schemas.compile(node);
  const tangled = schemas.tangled();
  if (tangled === undefined) return [];
  const found = 'a schema that refers to too many others, one through the other';
  return [{ pointer: tangled.pointer, found, expected: 'schemas that can be compiled' }];
}
