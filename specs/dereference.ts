import type { ErrorObject } from 'ajv';
import { type Complaint, complaintsOf } from './complaints.ts';
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
  const parser = new SwaggerParser();
  const input = structuredClone(linked);
  if (isVersion30(linked)) dropSiblings(input);
  const failure = await parser.validate('/openapi.yaml', input as never, OPTIONS).then(
    () => undefined,
    (error: unknown) => error,
  );
  const document: unknown = parser.api;
  if (!isObject(document)) throw failure;
  return { document, complaints: explain(failure, document) };
}

/** True for OpenAPI 3.0, whose schemas are no JSON Schemas of 2020-12. */
export function isVersion30(document: JsonObject): boolean {
  return String(document['openapi']).startsWith('3.0');
}

const OPTIONS = {
  resolve: { external: false },
  dereference: {
    circular: 'ignore' as const,
    mergeKeys: false,
    preservedProperties: PRESERVED,
    // Examples, extensions and other data may hold a member named $ref that is no reference.
    excludedPathMatcher: (path: string): boolean => kindAt(pointerSegments(path.slice(1))) === undefined,
  },
};

/** Ajv's errors are in `details`; anything else is a fault of the parser, or of a reference that nobody foresaw. */
function explain(failure: unknown, document: JsonObject): Complaint[] {
  if (failure === undefined) return [];
  if (failure instanceof Error && 'details' in failure && Array.isArray(failure.details)) {
    return complaintsOf(failure.details.filter(isErrorObject), document);
  }
  throw failure;
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
