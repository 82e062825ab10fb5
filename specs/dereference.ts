import type { ErrorObject } from 'ajv';
import { type Complaint, complaintsOf, show } from './complaints.ts';
import { expandedSize, expandReferences } from './expand.ts';
import { isObject, type JsonObject, pointerSegments } from './json.ts';
import { kindAt, walkDocument } from './openapi-nodes.ts';

/** A document without references, and what the schema of its OpenAPI version has against it. */
export interface Dereferenced {
  readonly document: JsonObject;
  readonly complaints: readonly Complaint[];
}

/** Keywords that may stand beside a `$ref` of OpenAPI 3.1 and count before what it names. */
const PRESERVED: string[] = [
  'title',
  'description',
  'summary',
  'example',
  'examples',
  'default',
  'deprecated',
  'x-clause',
];

/**
 * The document with every local reference replaced by what it names, checked against the OpenAPI schemas.
 * Circular schemas keep their `$ref`, so that nothing recurses for ever. The input is left as it is; references
 * must have been linked before.
 */
export async function dereference(linked: JsonObject): Promise<Dereferenced> {
  // Heavy: loaded only where a document is.
  const { default: SwaggerParser } = await import('@apidevtools/swagger-parser');
  const input = structuredClone(linked);
  if (isVersion30(linked)) dropSiblings(input);
  const complaints = repair(input);
  // The parser walks the expanded document: of an entangled one it would not come back.
  const isEntangled = expandedSize(input, MOST_VALUES) >= MOST_VALUES;
  const parser = new SwaggerParser();
  const failure = await failureOf(parser.validate(NAME, input as never, isEntangled ? AS_WRITTEN : DEREFERENCED));
  const document: unknown = isEntangled ? expandReferences(input) : parser.api;
  if (!isObject(document)) return { document: linked, complaints: [...complaints, ...explain(failure, linked)] };
  return { document, complaints: [...complaints, ...explain(failure, isEntangled ? input : document)] };
}

async function failureOf(attempt: Promise<unknown>): Promise<unknown> {
  return await attempt.then(
    () => undefined,
    (error: unknown) => error,
  );
}

/** Documents that hold more values than this, written out without references, are validated as they are written. */
const MOST_VALUES = 100_000;

/** Faults at which the parser gives up before it has looked at anything else are told here, and put right for it. */
function repair(input: JsonObject): Complaint[] {
  const complaints: Complaint[] = [];
  const { info, webhooks, components } = input;
  if (!isObject(input['paths'])) {
    const isNeeded = isVersion30(input) || (webhooks === undefined && components === undefined);
    const found = input['paths'] === undefined ? 'no member "paths"' : `paths: ${show(input['paths'])}`;
    const pointer = input['paths'] === undefined ? '' : '/paths';
    if (isNeeded || pointer !== '')
      complaints.push({ pointer, keyword: 'required', found, expected: 'an object paths' });
    input['paths'] = {};
  }
  if (isObject(info) && typeof info['version'] === 'number') {
    const { version } = info;
    complaints.push({
      pointer: '/info/version',
      keyword: 'type',
      found: show(version),
      expected: `"${version}", a string`,
    });
    info['version'] = String(version);
  }
  return complaints;
}

/** True for OpenAPI 3.0, whose schemas are no JSON Schemas of 2020-12. */
export function isVersion30(document: JsonObject): boolean {
  return String(document['openapi']).startsWith('3.0');
}

/** Name of the document for the parser, which reads no file: everything is linked. */
const NAME = '/openapi.yaml';

const DEREFERENCED = {
  resolve: { external: false },
  dereference: {
    circular: 'ignore' as const,
    mergeKeys: false,
    preservedProperties: PRESERVED,
    // Examples, extensions and other data may hold a member named $ref that is no reference.
    excludedPathMatcher: (path: string): boolean => kindAt(pointerSegments(path.slice(1))) === undefined,
  },
};

const AS_WRITTEN = { resolve: { external: false }, dereference: { excludedPathMatcher: (): boolean => true } };

/** Ajv's errors are in `details`; anything else is about the document as a whole. */
function explain(failure: unknown, document: JsonObject): Complaint[] {
  if (failure === undefined) return [];
  if (failure instanceof Error && 'details' in failure && Array.isArray(failure.details)) {
    return complaintsOf(failure.details.filter(isErrorObject), document);
  }
  const found = failure instanceof Error ? failure.message : String(failure);
  return [{ pointer: '', keyword: '', found, expected: 'a document that can be dereferenced' }];
}

function isErrorObject(value: unknown): value is ErrorObject {
  return isObject(value) && typeof value['instancePath'] === 'string' && typeof value['keyword'] === 'string';
}

/** OpenAPI 3.0.4 section 4.7.23: what stands beside a reference is ignored. */
function dropSiblings(document: JsonObject): void {
  for (const { value } of walkDocument(document).values()) {
    if (!isObject(value) || typeof value['$ref'] !== 'string') continue;
    for (const name of Object.keys(value)) if (name !== '$ref') delete value[name];
  }
}
