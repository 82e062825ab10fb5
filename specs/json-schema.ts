import { isVersion30 } from './dereference.ts';
import { isObject, type Json, type JsonObject, toPointer } from './json.ts';
import { findTarget, localTarget, mapSubschemas } from './openapi-nodes.ts';

/** Formats that the validators know. @source ajv-formats 3.0.1; OpenAPI 3.0.4 section 4.4 for the last row. */
const KNOWN_FORMATS: ReadonlySet<string> = new Set(
  [
    'date time date-time iso-time iso-date-time duration',
    'uri uri-reference uri-template url email hostname ipv4 ipv6 regex uuid',
    'json-pointer json-pointer-uri-fragment relative-json-pointer',
    'byte int32 int64 float double password binary',
  ].flatMap((row) => row.split(' ')),
);

/** Words that would change what references mean, and the one that is translated. */
const DROPPED: ReadonlySet<string> = new Set(['$id', '$schema', 'nullable']);

/** True when validators check the format, or know that there is nothing to check. */
export function isKnownFormat(format: string): boolean {
  return KNOWN_FORMATS.has(format);
}

/**
 * A schema of a document as JSON Schema 2020-12 that `createAjv` compiles: `nullable` and boolean exclusive bounds of
 * OpenAPI 3.0 are translated, unknown formats and `x-` words dropped, and what its references name is put under
 * `$defs`. Every keyword keeps its JSON pointer.
 */
export function toJsonSchema(schema: Json, document: JsonObject): JsonObject | boolean {
  const definitions = new Map<string, Json>();
  const result = translateSchema(schema, isVersion30(document), (reference) =>
    collect(reference, document, definitions),
  );
  if (!isObject(result) || definitions.size === 0) return result;
  const own = isObject(result['$defs']) ? result['$defs'] : {};
  return { ...result, $defs: { ...own, ...Object.fromEntries(definitions) } };
}

/** A schema as JSON Schema 2020-12, every local reference in it rewritten. */
export function translateSchema(
  schema: Json,
  isVersion30: boolean,
  rewrite: (reference: string) => string,
): JsonObject | boolean {
  if (!isObject(schema)) return schema !== false;
  const reference = schema['$ref'];
  // OpenAPI 3.0.4 section 4.7.23: what stands beside a reference is ignored.
  if (isVersion30 && typeof reference === 'string') return { $ref: rewrite(reference) };
  const words = mapSubschemas(schema, (subschema) => translateSchema(subschema, isVersion30, rewrite));
  if (typeof reference === 'string') words['$ref'] = rewrite(reference);
  for (const name of Object.keys(words)) if (name.startsWith('x-') || DROPPED.has(name)) delete words[name];
  if (typeof words['format'] === 'string' && !isKnownFormat(words['format'])) delete words['format'];
  return isVersion30 ? fromVersion30(words, schema['nullable'] === true) : words;
}

/** OpenAPI 3.0.4 section 4.7.24: `nullable` widens a type of the same schema; exclusive bounds are flags. */
function fromVersion30(words: JsonObject, isNullable: boolean): JsonObject {
  const { type } = words;
  if (isNullable && typeof type === 'string') words['type'] = [type, 'null'];
  for (const [flag, bound] of [
    ['exclusiveMinimum', 'minimum'],
    ['exclusiveMaximum', 'maximum'],
  ] as const) {
    if (typeof words[flag] !== 'boolean') continue;
    const isExclusive = words[flag] === true && words[bound] !== undefined;
    if (isExclusive) words[flag] = words[bound] ?? 0;
    else delete words[flag];
    if (isExclusive) delete words[bound];
  }
  return words;
}

/** Puts what a reference names under the definitions, with all that it refers to, and yields the new reference. */
function collect(reference: string, document: JsonObject, definitions: Map<string, Json>): string {
  const target = localTarget({ $ref: reference });
  const found = target === undefined ? undefined : findTarget(document, target);
  if (found === undefined) return reference;
  if (!definitions.has(found.pointer)) {
    // Known before its contents are: schemas may refer to themselves.
    definitions.set(found.pointer, true);
    const definition = translateSchema(found.value, isVersion30(document), (inner) =>
      collect(inner, document, definitions),
    );
    definitions.set(found.pointer, definition);
  }
  return definitionReference(found.pointer);
}

/** The reference to what is kept under `$defs` by its pointer in the document. */
function definitionReference(pointer: string): string {
  return `#${encodeURI(toPointer(['$defs', pointer]))}`;
}
