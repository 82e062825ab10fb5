import type { ErrorObject } from 'ajv';
import { type Complaint, complaintsOf, show } from './complaints.ts';
import { isObject, type Json, type JsonObject, pointerSegments } from './json.ts';
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
  const written = structuredClone(input);
  try {
    const document: unknown = await new SwaggerParser().dereference(NAME, input as never, DEREFERENCE);
    if (!isObject(document)) throw new TypeError('The parser yields an object.');
    const checked = isSmall(document) ? document : written;
    const failure = await failureOf(() => new SwaggerParser().validate(NAME, checked as never, VALIDATE));
    return { document, complaints: [...complaints, ...explain(failure, checked)] };
  } catch (error) {
    return { document: linked, complaints: [...complaints, ...explain(error, linked)] };
  }
}

async function failureOf(attempt: () => Promise<unknown>): Promise<unknown> {
  try {
    await attempt();
    return undefined;
  } catch (error) {
    return error;
  }
}

/** What is shared in memory is looked at from every place that refers to it; beyond this many looks nobody waits. */
const MOST_LOOKS = 300_000;

/** True when the document, written out as a tree, is small enough to be validated so; else it is validated as written. */
function isSmall(document: JsonObject): boolean {
  const sizes = new Map<object, number>();
  const sizeOf = (value: Json): number => {
    if (value === null || typeof value !== 'object') return 1;
    const known = sizes.get(value);
    if (known !== undefined) return known;
    let size = 1;
    for (const member of Object.values(value)) size += sizeOf(member);
    sizes.set(value, size);
    return size;
  };
  return sizeOf(document) <= MOST_LOOKS;
}

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

const DEREFERENCE = {
  resolve: { external: false },
  dereference: {
    circular: 'ignore' as const,
    mergeKeys: false,
    preservedProperties: PRESERVED,
    // Examples, extensions and other data may hold a member named $ref that is no reference.
    excludedPathMatcher: (path: string): boolean => kindAt(pointerSegments(path.slice(1))) === undefined,
  },
};

/** Validates what is there: dereferencing has been done, or would take too long. */
const VALIDATE = { resolve: { external: false }, dereference: { excludedPathMatcher: (): boolean => true } };

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
