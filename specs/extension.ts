import { readFileSync } from 'node:fs';
import type { Ajv2020, ValidateFunction } from 'ajv/dist/2020.js';
import { createAjv } from './ajv.ts';
import { lazily } from './lazily.ts';

/** The places of a document that have words of their own: the definitions of `extension.schema.json`. */
export type ExtensionPlace = 'root' | 'operation' | 'requestBody' | 'mediaType' | 'schema' | 'elsewhere' | 'overlay';

/** The validator of the `x-` words at a place; the schema is read and compiled when it is first needed. */
export function extensionValidator(place: ExtensionPlace): ValidateFunction {
  const { ajv, id } = extension();
  const validate = ajv.getSchema(`${id}#/$defs/${place}`);
  if (validate === undefined) throw new Error(`extension.schema.json has no definition ${place}`);
  return validate;
}

const extension: () => { readonly ajv: Ajv2020; readonly id: string } = lazily(() => {
  const schema = JSON.parse(readFileSync(new URL('./extension.schema.json', import.meta.url), 'utf8'));
  const ajv = createAjv({ verbose: true });
  ajv.addSchema(schema);
  return { ajv, id: schema.$id };
});
