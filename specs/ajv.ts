import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';

/** Words that a schema of OpenAPI 3.1 may hold beside JSON Schema's own. */
const ANNOTATIONS: readonly string[] = ['xml', 'example', 'externalDocs', 'discriminator', 'x-clause', 'x-xml-order'];

/** Choices of a validator. */
export interface AjvChoices {
  /** Values get the defaults of their schema, in place. Words that are no keywords are then let pass. */
  readonly useDefaults?: boolean;
  /** Texts are turned into the type that the schema asks for: for parameters, which travel as text. */
  readonly coerceTypes?: boolean;
  /** Errors carry the value and the schema that they are about. */
  readonly verbose?: boolean;
}

/**
 * A validator of JSON Schema 2020-12 that finds all errors and knows the formats of OpenAPI. It compiles what
 * `toJsonSchema` yields; it is strict: a schema with a word that is no keyword does not compile.
 */
export function createAjv({ useDefaults = false, coerceTypes = false, verbose = false }: AjvChoices = {}): Ajv2020 {
  const ajv = new Ajv2020({
    // Defaults below anyOf cannot be applied; strict mode would refuse them.
    strictSchema: !useDefaults,
    strictNumbers: true,
    // Keywords without a type are legal, and the lint warns of them.
    strictTypes: false,
    strictRequired: false,
    strictTuples: false,
    allowUnionTypes: true,
    allErrors: true,
    // The lint has done it, and compiling the schema of schemas takes longer than all else.
    validateSchema: false,
    useDefaults,
    coerceTypes,
    verbose,
    logger: false,
  });
  // ajv-formats is CommonJS: its default export is the module, which holds the function.
  addFormats.default(ajv);
  ajv.addVocabulary([...ANNOTATIONS]);
  return ajv;
}
