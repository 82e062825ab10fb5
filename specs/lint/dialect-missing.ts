import type { Finding, LintCheck, LintContext } from './check.ts';

const DIALECT = 'https://json-schema.org/draft/2020-12/schema';

/** A contract of OpenAPI 3.1 names the dialect of its schemas. */
export const dialectMissing: LintCheck = { code: 'dialect-missing', find };

function find({ root, isContract, isVersion30 }: LintContext): Finding[] {
  const dialect = root['jsonSchemaDialect'];
  if (!isContract || isVersion30 || dialect === DIALECT) return [];
  const found = dialect === undefined ? 'no member "jsonSchemaDialect"' : String(dialect);
  return [{ pointer: '/jsonSchemaDialect', found, expected: DIALECT }];
}
