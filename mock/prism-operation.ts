import { createAjv } from '../specs/ajv.ts';
import type { Operation } from '../specs/contract.ts';
import { asObject, isObject, type Json, type JsonObject, setMember } from '../specs/json.ts';
import { walkDocument } from '../specs/openapi-nodes.ts';

/** Prism, as it is imported when it is first needed. */
export type Prism = typeof import('@stoplight/prism-http');
/** An operation as Prism sees it. */
export type PrismResource = Awaited<ReturnType<Prism['getHttpOperationsFromSpec']>>[number];
type PrismSchema = NonNullable<NonNullable<PrismResource['responses'][number]['contents']>[number]['schema']>;

/** An operation ready to be answered by Prism. */
export interface PrismOperation {
  readonly resource: PrismResource;
  /** Says whether the body of the media type may be null. */
  readonly allowsNull: (mediaType: string) => boolean;
}

/**
 * One operation of a dereferenced document, prepared for Prism. The document stays as it is: Prism works on a copy.
 * Callbacks are left out, for Prism would call whatever URL a request names.
 * @throws Error when a schema of the request cannot be compiled: Prism would let every request pass.
 */
export async function preparePrism(prism: Prism, document: JsonObject, operation: Operation): Promise<PrismOperation> {
  // Prism takes seconds for all operations of a large document, so it gets one. A circular reference may lead into
  // another path; then it needs the whole.
  const [resource] = await prism
    .getHttpOperationsFromSpec(copyFor(document, operation))
    .catch(async () => (await prism.getHttpOperationsFromSpec(copyFor(document))).filter(isRouted));
  if (!resource) throw new Error(`Prism finds no operation ${operation.method} ${operation.path} in the document.`);
  const tests = compileSchemas(resource);
  return {
    resource: withSafePathNames(resource),
    allowsNull: (mediaType) => tests.get(mediaType.toLowerCase())?.(null) === true,
  };

  function isRouted({ method, path }: PrismResource): boolean {
    return method.toLowerCase() === operation.method && path === operation.path;
  }
}

/** Stands for `$ref` in data: Prism would take it for a reference, and read the file or page that it names. */
const HIDDEN_REF = '$ref (data)';
const DIALECT = 'https://json-schema.org/draft/2020-12/schema';

/** A copy of the document with one operation or all, in which every `$ref` is a reference. */
function copyFor(document: JsonObject, operation?: Operation): JsonObject {
  const { paths, ...rest } = document;
  const copy: JsonObject = structuredClone({
    ...rest,
    paths: operation ? onePath(asObject(paths), operation) : (paths ?? {}),
  });
  // Otherwise Prism reads the schemas of OpenAPI 3.1 as draft-07.
  if (!String(copy['openapi']).startsWith('3.0')) copy['jsonSchemaDialect'] = DIALECT;
  const nodes = [...walkDocument(copy).values()];
  for (const { kind, value } of nodes) if (kind === 'operation' && isObject(value)) delete value['callbacks'];
  renameMember(copy, '$ref', HIDDEN_REF, new Set(nodes.map(({ value }) => value)));
  return copy;
}

function onePath(paths: JsonObject, { path, method }: Operation): JsonObject {
  const { parameters, servers, [method]: operation } = asObject(paths[path]);
  const item: JsonObject = {
    ...(parameters && { parameters }),
    ...(servers && { servers }),
    [method]: operation ?? {},
  };
  return { [path]: item };
}

/** Gives back to data of an answer what was hidden from Prism. */
export function revealData(value: Json): Json {
  renameMember(value, HIDDEN_REF, '$ref', new Set());
  return value;
}

/** Renames a member of all objects inside a value, in place, except in those that are listed. */
function renameMember(
  value: Json,
  from: string,
  to: string,
  except: ReadonlySet<Json>,
  seen: Set<Json> = new Set(),
): void {
  if (typeof value !== 'object' || value === null || seen.has(value)) return;
  seen.add(value);
  for (const member of Object.values(value)) renameMember(member, from, to, except, seen);
  const moved = isObject(value) && !except.has(value) ? value[from] : undefined;
  if (!isObject(value) || moved === undefined) return;
  delete value[from];
  setMember(value, to, moved);
}

/** The test of the body by media type; compiling shows that Prism can compile the request's schemas too. */
function compileSchemas(resource: PrismResource): Map<string, (value: Json) => boolean> {
  const ajv = createAjv({ useDefaults: true });
  const bundled = Reflect.get(resource, '__bundled__');
  const compile = ({ $schema: _, ...schema }: PrismSchema): ((value: Json) => boolean) => {
    const validate = ajv.compile({ ...Object(schema), __bundled__: bundled });
    return (value) => validate(value) === true;
  };
  const { body, path = [], query = [], headers = [] } = resource.request ?? {};
  for (const { schema } of [...path, ...query, ...headers]) if (schema) compile(schema);
  const tests = new Map<string, (value: Json) => boolean>();
  for (const { mediaType, schema } of body?.contents ?? []) {
    if (schema) tests.set(mediaType.toLowerCase(), compile(schema));
  }
  return tests;
}

/** Prism finds path parameters by names of plain characters only; others are written differently for it. */
function withSafePathNames(resource: PrismResource): PrismResource {
  const { request, path } = resource;
  if (!request?.path) return resource;
  const parameters = request.path.map((parameter) => ({ ...parameter, name: toSafeName(parameter.name) }));
  return {
    ...resource,
    path: path.replace(/\{([^}]+)\}/g, (_, name: string) => `{${toSafeName(name)}}`),
    request: { ...request, path: parameters },
  };
}

function toSafeName(name: string): string {
  return name.replace(/[^\w.-]/gu, (character) => `_${character.codePointAt(0)?.toString(16)}_`);
}
