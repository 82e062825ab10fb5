import { readFileSync } from 'node:fs';
import type { ValidateFunction } from 'ajv/dist/2020.js';
import { createAjv } from './ajv.ts';

/** The places of a document that have words of their own: the definitions of `extension.schema.json`. */
export type ExtensionPlace = 'root' | 'operation' | 'requestBody' | 'mediaType' | 'schema' | 'elsewhere' | 'overlay';

/** Validators of the `x-` words by place. Compiled on first use, which takes a few milliseconds. */
export function createExtensionValidators(): (place: ExtensionPlace) => ValidateFunction {
  const schema = JSON.parse(readFileSync(new URL('./extension.schema.json', import.meta.url), 'utf8'));
  const ajv = createAjv({ verbose: true });
  ajv.addSchema(schema);
  return (place) => {
    const validate = ajv.getSchema(`${schema.$id}#/$defs/${place}`);
    if (validate === undefined) throw new Error(`extension.schema.json has no definition ${place}`);
    return validate;
  };
}
