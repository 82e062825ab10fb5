import type { ValidateFunction } from 'ajv/dist/2020.js';
import { createAjv } from '../ajv.ts';
import { complaintsOf } from '../complaints.ts';
import { lazily } from '../lazily.ts';
import type { Finding, LintCheck, LintContext } from './check.ts';
import { rootSchemas } from './schema-compiler.ts';

const META_SCHEMA = 'https://json-schema.org/draft/2020-12/schema';

const metaValidator: () => ValidateFunction = lazily(() => {
  const validate = createAjv().getSchema(META_SCHEMA);
  if (validate === undefined) throw new Error(`Ajv does not know ${META_SCHEMA}`);
  return validate;
});

/** Every keyword of every schema has a value that it may have. */
export const schemaInvalid: LintCheck = { code: 'schema-invalid', find };

function find({ all, schemas }: LintContext): Finding[] {
  const validate = metaValidator();
  return rootSchemas(all('schema')).flatMap((node) => {
    const schema = schemas.translate(node);
    if (validate(schema)) return [];
    return complaintsOf(validate.errors, schema).map(({ pointer, found, expected }) => {
      return { pointer: node.pointer + pointer, found, expected };
    });
  });
}
