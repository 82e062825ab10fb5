import type { Finding, LintCheck, LintContext } from './check.ts';
import { rootSchemas } from './schema-compiler.ts';

/** No schema is too entangled to be compiled. The first that is stands for all: none is tried after it. */
export const schemaUnchecked: LintCheck = { code: 'schema-unchecked', find };

function find({ all, schemas }: LintContext): Finding[] {
  const tangled = rootSchemas(all('schema')).find((node) => {
    const compiled = schemas.compile(node);
    return 'failure' in compiled && compiled.failure === undefined;
  });
  if (tangled === undefined) return [];
  const found = 'a schema that refers to too many others, one through the other';
  return [{ pointer: tangled.pointer, found, expected: 'schemas that can be compiled' }];
}
