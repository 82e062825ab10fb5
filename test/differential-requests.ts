import { readdirSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { exampleRequest } from '../mock/curl.ts';
import type { PlainRequest } from '../mock/plain.ts';
import type { Contract, Operation } from '../specs/contract.ts';
import { isObject, type Json, type JsonObject } from '../specs/json.ts';
import { encodeBody } from '../wire/encode.ts';
import { parseHttpFile } from './http-file.ts';
import { resolveReferences } from './placeholders.ts';

/** The hand-written requests of a contract: its examples of files without a reading, and those of the document. */
export function handMadeRequests(contract: Contract): PlainRequest[] {
  const folder = new URL(`../specs/${contract.id}/examples/`, import.meta.url);
  const files = readdirSync(folder).filter((name) => name.endsWith('.http'));
  const written = files.flatMap((name) => {
    const { exchanges } = parseHttpFile(name, readFileSync(new URL(name, folder), 'utf8'));
    return exchanges.map(({ request: { method, target, headers, body } }) => {
      const known = resolveReferences(target, (kind) => (kind === 'location' ? '/unknown' : 'earlier'));
      const own = Object.fromEntries(headers.map(([header, value]) => [header.toLowerCase(), value]));
      return aRequest(
        method,
        known,
        own,
        resolveReferences(body, () => 'earlier'),
      );
    });
  });
  const [caller] = contract.personas;
  const declared = contract.operations.flatMap((operation) => {
    const example = caller && exampleRequest(contract, operation, caller);
    if (!example) return [];
    const headers = Object.entries(example.headers).map(([header, value]) => [header.toLowerCase(), value]);
    return [aRequest(example.method, example.target, Object.fromEntries(headers), example.body ?? '')];
  });
  return [...written, ...declared];
}

function aRequest(method: string, target: string, headers: Record<string, string>, body: string): PlainRequest {
  return { method, target, headers, body: new TextEncoder().encode(body), origin: 'http://mock' };
}

/** Requests of an operation that are one of the seeds with one to three changes. */
export function changedRequests(operation: Operation, seeds: readonly PlainRequest[]): fc.Arbitrary<PlainRequest> {
  const changes = fc.array(changeOf(operation), { minLength: 1, maxLength: 3 });
  return fc
    .tuple(fc.constantFrom(...seeds), changes)
    .map(([seed, list]) => list.reduce((request, change) => change(request), seed));
}

type Change = (request: PlainRequest) => PlainRequest;

function changeOf(operation: Operation): fc.Arbitrary<Change> {
  const bodies = Object.values(operation.body?.content ?? {}).flatMap(({ schema }) => (schema ? [schema] : []));
  const schemas = bodies.flatMap((schema) => propertiesOf(schema));
  const named = (place: string): fc.Arbitrary<[string, Json]>[] =>
    operation.parameters
      .filter((parameter) => parameter.in === place)
      .map(({ name, schema }) => fc.tuple(fc.constantFrom(name, name.toLowerCase()), valueFor(schema)));
  return fc.oneof(
    { weight: bodies.length > 0 ? 8 : 0, arbitrary: bodyChange(schemas).map(changeBody) },
    {
      weight: 2,
      arbitrary: fc.oneof(...named('query'), fc.constant<[string, Json]>(['extra', '1'])).chain(queryChange),
    },
    {
      weight: named('header').length > 0 ? 2 : 0,
      arbitrary: fc.oneof(fc.constant<[string, Json]>(['x', 'x']), ...named('header')).chain(headerChange),
    },
    {
      weight: named('path').length > 0 ? 2 : 0,
      arbitrary: fc
        .oneof(fc.constant<[string, Json]>(['x', 'x']), ...named('path'))
        .map(([, value]) => changePath(operation, value)),
    },
    { weight: 1, arbitrary: fc.constantFrom(...MEDIA_TYPES).map(changeMediaType) },
  );
}

const MEDIA_TYPES = [
  undefined,
  'application/json',
  'application/json; charset=utf-8',
  'application/json; charset=iso-8859-1',
  'application/problem+json',
  'text/json',
  'text/plain',
  'application/x-www-form-urlencoded',
];

/** Every property below a schema with its schema; branches included. */
function propertiesOf(schema: Json | undefined, seen: Set<Json> = new Set()): [string, JsonObject][] {
  if (typeof schema !== 'object' || schema === null || seen.has(schema)) return [];
  seen.add(schema);
  const own = isObject(schema) && isObject(schema['properties']) ? Object.entries(schema['properties']) : [];
  const named = own.flatMap(([name, value]): [string, JsonObject][] => (isObject(value) ? [[name, value]] : []));
  return [...named, ...Object.values(schema).flatMap((member) => propertiesOf(member, seen))];
}

const PLAIN_VALUES: readonly Json[] = [
  null,
  true,
  false,
  0,
  1,
  -1,
  1.5,
  '',
  ' ',
  '0',
  '1',
  'true',
  'a',
  'Zoë',
  '😀',
  'ada@example.com',
  'Ada <ada@example.com>',
  '3fa85f64-5717-4562-b3fc-2c963f66afa6',
  [],
  ['a'],
  [1],
  [null],
  {},
  { a: 1 },
  { a: ['b'] },
];

/** Values at the edges of a schema, and values of every kind. */
function valueFor(schema: JsonObject): fc.Arbitrary<Json> {
  const { enum: members, minLength, maxLength, minimum, maximum, examples, default: preset } = schema;
  const listed = [members, examples].flatMap((list) => (Array.isArray(list) ? list : []));
  const lengths = [minLength, maxLength].flatMap((length) =>
    typeof length === 'number' ? [length - 1, length, length + 1].filter((value) => value >= 0) : [],
  );
  const numbers = [minimum, maximum].flatMap((limit) =>
    typeof limit === 'number' ? [limit - 1, limit, limit + 1] : [],
  );
  const texts = lengths.flatMap((length) => ['a'.repeat(length), '😀'.repeat(length)]);
  const special = [...listed, ...texts, ...numbers, ...(preset === undefined ? [] : [preset])];
  const plain = fc.constantFrom(...PLAIN_VALUES);
  return special.length === 0 ? plain : fc.oneof(plain, fc.constantFrom(...special));
}

/** Turns a decoded body into another one. */
type BodyChange = (body: Json) => Json;

const CHARACTERS = [
  'a',
  'A',
  '0',
  ' ',
  '\t',
  '\n',
  '_',
  '`',
  '-',
  '@',
  '.',
  ',',
  "'",
  '\u00a0',
  'é',
  '😀',
  '\u0000',
  '/',
];

function bodyChange(properties: readonly [string, JsonObject][]): fc.Arbitrary<BodyChange> {
  const place = fc.nat({ max: 40 });
  const known = properties.map(([name, schema]) => fc.tuple(fc.constant(name), valueFor(schema)));
  const member = fc.oneof(fc.tuple(fc.constantFrom('extra', '__proto__'), fc.constantFrom(...PLAIN_VALUES)), ...known);
  return fc.oneof(
    { weight: 4, arbitrary: fc.tuple(place, member).map(([at, [name, value]]) => setMemberOf(at, name, value)) },
    { weight: 2, arbitrary: place.map(dropMember) },
    {
      weight: 2,
      arbitrary: fc.tuple(place, fc.constantFrom(...PLAIN_VALUES)).map(([at, value]) => replaceValue(at, value)),
    },
    {
      weight: 2,
      arbitrary: fc
        .tuple(place, place, fc.constantFrom(...CHARACTERS))
        .map(([at, index, character]) => insertText(at, index, character)),
    },
    {
      weight: 1,
      arbitrary: fc.tuple(place, fc.integer({ min: 0, max: 12 })).map(([at, length]) => cutText(at, length)),
    },
    {
      weight: 1,
      arbitrary: fc.tuple(place, fc.integer({ min: 2, max: 120 })).map(([at, times]) => repeatText(at, times)),
    },
    { weight: 1, arbitrary: fc.constant<BodyChange>((body) => ({ User: body })) },
  );
}

type Path = readonly (string | number)[];

function pathsOf(value: Json, isWanted: (value: Json) => boolean, path: Path = []): Path[] {
  const own = isWanted(value) ? [path] : [];
  if (typeof value !== 'object' || value === null) return own;
  const children: [string | number, Json][] = Array.isArray(value) ? [...value.entries()] : Object.entries(value);
  return [...own, ...children.flatMap(([key, child]) => pathsOf(child, isWanted, [...path, key]))];
}

/** Changes the value at one of the places where such a value stands; `undefined` drops it. */
function changeAt(
  at: number,
  isWanted: (value: Json) => boolean,
  change: (value: Json) => Json | undefined,
): BodyChange {
  return (body) => {
    const paths = pathsOf(body, isWanted);
    const path = paths[at % paths.length];
    return path === undefined ? body : (changedAt(body, path, change) ?? null);
  };
}

function changedAt(value: Json, [key, ...rest]: Path, change: (value: Json) => Json | undefined): Json | undefined {
  if (key === undefined) return change(value);
  if (Array.isArray(value)) {
    return value.flatMap((item, index) => {
      const next = index === key ? changedAt(item, rest, change) : item;
      return next === undefined ? [] : [next];
    });
  }
  if (!isObject(value)) return value;
  const entries = Object.entries(value).flatMap(([name, member]): [string, Json][] => {
    const next = name === key ? changedAt(member, rest, change) : member;
    return next === undefined ? [] : [[name, next]];
  });
  return Object.fromEntries(entries);
}

const anything = (): boolean => true;
const isText = (value: Json): boolean => typeof value === 'string';

function setMemberOf(at: number, name: string, value: Json): BodyChange {
  return changeAt(at, isObject, (object) =>
    isObject(object) ? Object.fromEntries([...Object.entries(object), [name, value]]) : object,
  );
}

function dropMember(at: number): BodyChange {
  return changeAt(at, anything, () => undefined);
}

function replaceValue(at: number, value: Json): BodyChange {
  return changeAt(at, anything, () => value);
}

function insertText(at: number, index: number, character: string): BodyChange {
  return changeAt(at, isText, (text) => `${String(text).slice(0, index)}${character}${String(text).slice(index)}`);
}

function cutText(at: number, length: number): BodyChange {
  return changeAt(at, isText, (text) => String(text).slice(0, length));
}

function repeatText(at: number, times: number): BodyChange {
  return changeAt(at, isText, (text) => String(text).repeat(times));
}

/** Bodies that are not JSON are left as they are; forms are read as objects of text. */
function changeBody(change: BodyChange): Change {
  return (request) => {
    const text = new TextDecoder().decode(request.body);
    const type = request.headers['content-type'] ?? '';
    if (type.startsWith('application/x-www-form-urlencoded')) {
      const changed = change(Object.fromEntries(new URLSearchParams(text)));
      return { ...request, body: new TextEncoder().encode(encodeBody(changed, type)) };
    }
    const value = parsed(text);
    if (value === undefined) return request;
    return { ...request, body: new TextEncoder().encode(JSON.stringify(change(value))) };
  };
}

function parsed(text: string): Json | undefined {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function queryChange([name, value]: [string, Json]): fc.Arbitrary<Change> {
  return fc.constantFrom('set', 'drop', 'repeat').map((how) => (request) => {
    const [path = '', query = ''] = request.target.split('?');
    const values = new URLSearchParams(query);
    if (how === 'drop') values.delete(name);
    else if (how === 'set') values.set(name, asText(value));
    else values.append(name, asText(value));
    const text = values.toString();
    return { ...request, target: text === '' ? path : `${path}?${text}` };
  });
}

function headerChange([name, value]: [string, Json]): fc.Arbitrary<Change> {
  return fc.boolean().map((isDropped) => (request) => {
    const { [name.toLowerCase()]: _, ...headers } = request.headers;
    return { ...request, headers: isDropped ? headers : { ...headers, [name.toLowerCase()]: asText(value) } };
  });
}

/** The last parameter of the path gets another value. */
function changePath({ path }: Operation, value: Json): Change {
  const index = path.split('/').findLastIndex((segment) => segment.startsWith('{'));
  return (request) => {
    const [before = '', ...query] = request.target.split('?');
    const segments = before
      .split('/')
      .map((segment, at) => (at === index ? encodeURIComponent(asText(value)) || 'a' : segment));
    return { ...request, target: [segments.join('/'), ...query].join('?') };
  };
}

function changeMediaType(mediaType: string | undefined): Change {
  return (request) => {
    const { 'content-type': _, ...headers } = request.headers;
    return { ...request, headers: mediaType === undefined ? headers : { ...headers, 'content-type': mediaType } };
  };
}

function asText(value: Json): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}
