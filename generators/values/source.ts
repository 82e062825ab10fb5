import type { ValidateFunction } from 'ajv/dist/2020.js';
import { createAjv } from '../../specs/ajv.ts';
import { atPointer, isObject, type Json, type JsonObject } from '../../specs/json.ts';
import { toJsonSchema } from '../../specs/json-schema.ts';
import { decodeFragment } from '../../specs/openapi-nodes.ts';
import { GeneratorError } from '../error.ts';

/** A schema as JSON Schema 2020-12 has it, references still in it. */
export type Schema = JsonObject | boolean;

/** A root schema, and what its references name. */
export interface Source {
  readonly root: Schema;
  /** As the caller wrote it, `x-` words included. */
  readonly original: Json;
  /** What a reference names. @throws GeneratorError `DC_SCHEMA_INVALID` */
  readonly resolve: (reference: string) => Schema;
  /** The judge of a schema that stands anywhere below the root. @throws GeneratorError `DC_SCHEMA_INVALID` */
  readonly compile: (schema: Schema) => ValidateFunction;
  /** True when a value fits a schema below the root; compiled once for each schema object. @throws GeneratorError `DC_SCHEMA_INVALID` */
  readonly takes: (schema: Schema, value: Json) => boolean;
}

const sources = new WeakMap<JsonObject, WeakMap<JsonObject, Source>>();
const NO_DOCUMENT: JsonObject = {};

/** The source of a schema; prepared once for each schema object. */
export function sourceOf(schema: Json, document?: JsonObject): Source {
  if (!isObject(schema)) return prepare(schema, NO_DOCUMENT);
  const byDocument = sources.get(schema) ?? new WeakMap<JsonObject, Source>();
  sources.set(schema, byDocument);
  const key = document ?? schema;
  const source = byDocument.get(key) ?? prepare(schema, key);
  byDocument.set(key, source);
  return source;
}

/** One validator for all: made when it is first needed, emptied after each use. */
let judge: ReturnType<typeof createAjv> | undefined;

function prepare(original: Json, document: JsonObject): Source {
  const root = toJsonSchema(original, document);
  const definitions = isObject(root) && isObject(root['$defs']) ? root['$defs'] : undefined;
  const anchors = new Map<string, Schema>();
  collectAnchors(root, anchors);
  const compile = (schema: Schema): ValidateFunction => {
    const whole = isObject(schema) && definitions ? { ...schema, $defs: definitions } : schema;
    try {
      judge ??= createAjv().addVocabulary(['$anchor']);
      return judge.compile(whole);
    } catch (error) {
      throw invalid(error instanceof Error ? error.message : String(error));
    } finally {
      if (isObject(whole)) judge?.removeSchema(whole);
    }
  };
  const resolve = (reference: string): Schema => {
    const name = decodeFragment(reference.slice(1));
    const target = name.startsWith('/') ? atPointer(isObject(root) ? root : {}, name) : anchors.get(name);
    if (isObject(target) || typeof target === 'boolean') return target;
    throw invalid(`the reference ${JSON.stringify(reference)} names no schema`);
  };
  const judges = new WeakMap<JsonObject, ValidateFunction>();
  const takes = (schema: Schema, value: Json): boolean => {
    if (typeof schema === 'boolean') return schema;
    const known = judges.get(schema) ?? compile(schema);
    judges.set(schema, known);
    return ask(known, value);
  };
  return { root, original, resolve, compile, takes };
}

/** The code that the validator generates for some rare mixtures of `unevaluatedProperties` fails. */
function ask(judge: ValidateFunction, value: Json): boolean {
  try {
    return judge(value);
  } catch (error) {
    throw invalid(`its validator fails (${error instanceof Error ? error.message : String(error)})`);
  }
}

function collectAnchors(value: Json, anchors: Map<string, Schema>): void {
  if (Array.isArray(value)) for (const element of value) collectAnchors(element, anchors);
  if (!isObject(value)) return;
  for (const word of ['$anchor', '$dynamicAnchor'])
    if (typeof value[word] === 'string') anchors.set(value[word], value);
  for (const member of Object.values(value)) collectAnchors(member, anchors);
}

function invalid(reason: string): GeneratorError {
  return new GeneratorError('DC_SCHEMA_INVALID', `the schema cannot be used: ${reason}. Expected JSON Schema 2020-12.`);
}
