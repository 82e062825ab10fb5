import fc from 'fast-check';
import type { PlainRequest } from '../mock/plain.ts';
import type { Operation, Parameter } from '../specs/contract.ts';
import { isObject, type Json, type JsonObject } from '../specs/json.ts';
import { encodeBody } from '../wire/encode.ts';
import {
  type BodyChange,
  cutText,
  dropValue,
  insertText,
  repeatText,
  replaceValue,
  setMemberOf,
} from './differential-body-changes.ts';

/** Makes another request of one. */
type Change = (request: PlainRequest) => PlainRequest;

/** The request with every single change that is known for the operation and does something. */
export function withEachChange(operation: Operation, request: PlainRequest): PlainRequest[] {
  return changeGroups(operation)
    .flatMap((changes) => changes.map((change) => change(request)))
    .filter((changed) => changed !== request);
}

/** Requests of an operation that are one of the seeds with one to three changes, known ones and ones of text. */
export function changedRequests(operation: Operation, seeds: readonly PlainRequest[]): fc.Arbitrary<PlainRequest> {
  const known = changeGroups(operation).map((changes) => fc.constantFrom(...changes));
  const changes = fc.array(fc.oneof(...known, textChange.map(changeBody)), { minLength: 1, maxLength: 3 });
  return fc
    .tuple(fc.constantFrom(...seeds), changes)
    .map(([seed, list]) => list.reduce((request, change) => change(request), seed));
}

/** The known changes of an operation's requests, by what they change. */
function changeGroups({ path, parameters, body }: Operation): Change[][] {
  const content = Object.values(body?.content ?? {});
  const properties = content.flatMap(({ schema }) => propertiesOf(schema));
  const wrappers = content.flatMap(({ unwrap = 'extra' }) => unwrap);
  const bodies: BodyChange[] = [
    ...properties.flatMap(([name, schema]) => valuesFor(schema).map((value) => setMemberOf(0, name, value))),
    ...['extra', '__proto__'].map((name) => setMemberOf(0, name, 1)),
    ...PLACES.flatMap((at) => [dropValue(at), ...PLAIN_VALUES.map((value) => replaceValue(at, value))]),
    ...wrappers.map(
      (name): BodyChange =>
        (value) => ({ [name]: value }),
    ),
  ];
  const own = (place: Parameter['in']): Parameter[] => parameters.filter((parameter) => parameter.in === place);
  const groups = [
    body ? bodies.map(changeBody) : [],
    [setQuery('extra', '1'), ...own('query').flatMap(queryChanges)],
    own('header').flatMap(headerChanges),
    own('path').flatMap(({ schema }) => valuesFor(schema).map((value) => changePath(path, asText(value)))),
    MEDIA_TYPES.map(changeMediaType),
  ];
  return groups.filter((changes) => changes.length > 0);
}

/** The places in a body that are changed. */
const PLACES: readonly number[] = Array.from({ length: 12 }, (_, index) => index);

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

/** Values of every kind; the texts look like numbers, addresses and ids, or are of more than one unit a character. */
const TEXTS = ['', ' ', '0', '1', 'true', 'a', 'Zoë', '😀', 'ada@example.com', 'Ada <ada@example.com>', 'a@b'];
const GUID = '3fa85f64-5717-4562-b3fc-2c963f66afa6';
const LISTS: readonly Json[] = [[], ['a'], [1], [null], {}, { a: 1 }, { a: ['b'] }];
const PLAIN_VALUES: readonly Json[] = [null, true, false, 0, 1, -1, 1.5, ...TEXTS, GUID, ...LISTS];

/** Every property below a schema with its schema; branches included. */
function propertiesOf(schema: Json | undefined, seen: Set<Json> = new Set()): [string, JsonObject][] {
  if (typeof schema !== 'object' || schema === null || seen.has(schema)) return [];
  seen.add(schema);
  const own = isObject(schema) && isObject(schema['properties']) ? Object.entries(schema['properties']) : [];
  const named = own.flatMap(([name, value]): [string, JsonObject][] => (isObject(value) ? [[name, value]] : []));
  return [...named, ...Object.values(schema).flatMap((member) => propertiesOf(member, seen))];
}

/** Values at the edges of a schema, and values of every kind. */
function valuesFor({ enum: members, minLength, maxLength, minimum, maximum, examples }: JsonObject): Json[] {
  const listed = [members, examples].flatMap((list) => (Array.isArray(list) ? list : []));
  const around = (limits: (Json | undefined)[]): number[] =>
    limits.flatMap((limit) => (typeof limit === 'number' ? [limit - 1, limit, limit + 1] : []));
  const lengths = around([minLength, maxLength]).filter((length) => length >= 0);
  const texts = lengths.flatMap((length) => ['a'.repeat(length), '😀'.repeat(length)]);
  return [...PLAIN_VALUES, ...listed, ...texts, ...around([minimum, maximum])];
}

/** Characters at which patterns and formats part. */
const CHARACTERS = [..."aA0 \t\n_`-@.,'/\u0000\u00a0é😀"];

const textChange: fc.Arbitrary<BodyChange> = fc
  .tuple(
    fc.nat({ max: 40 }),
    fc.nat({ max: 120 }),
    fc.constantFrom('insert', 'cut', 'repeat'),
    fc.constantFrom(...CHARACTERS),
  )
  .map(([at, index, how, character]) => {
    if (how === 'insert') return insertText(at, index % 12, character);
    return how === 'cut' ? cutText(at, index % 12) : repeatText(at, index);
  });

/** Bodies that are not JSON are left as they are; forms are read as objects of text. */
function changeBody(change: BodyChange): Change {
  return (request) => {
    const text = new TextDecoder().decode(request.body);
    const type = request.headers['content-type'] ?? '';
    const isForm = type.startsWith('application/x-www-form-urlencoded');
    const value = isForm ? Object.fromEntries(new URLSearchParams(text)) : parsed(text);
    if (value === undefined) return request;
    return {
      ...request,
      body: new TextEncoder().encode(encodeBody(change(value), isForm ? type : 'application/json')),
    };
  };
}

function parsed(text: string): Json | undefined {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function queryChanges({ name, schema }: Parameter): Change[] {
  const values = valuesFor(schema).map((value) => setQuery(name, asText(value)));
  const other = name === name.toLowerCase() ? name.toUpperCase() : name.toLowerCase();
  const drop: Change = (request) => withQuery(request, (query) => query.delete(name));
  const repeat: Change = (request) =>
    withQuery(request, (query) => {
      query.append(name, '1');
      query.append(name, '1');
    });
  return [...values, setQuery(other, '1'), setQuery(other, '?'), drop, repeat];
}

function setQuery(name: string, value: string): Change {
  return (request) => withQuery(request, (query) => query.set(name, value));
}

function withQuery(request: PlainRequest, edit: (query: URLSearchParams) => void): PlainRequest {
  const [path = '', text = ''] = request.target.split('?');
  const query = new URLSearchParams(text);
  edit(query);
  return { ...request, target: query.size === 0 ? path : `${path}?${query}` };
}

function headerChanges({ name, schema }: Parameter): Change[] {
  const key = name.toLowerCase();
  const values = valuesFor(schema).map(
    (value): Change =>
      (request) =>
        withHeader(request, key, asText(value)),
  );
  return [...values, (request) => withHeader(request, key, undefined)];
}

/** The last parameter of the path gets another value; an empty one would be another path. */
function changePath(path: string, value: string): Change {
  const index = path.split('/').findLastIndex((segment) => segment.startsWith('{'));
  return (request) => {
    const [before = '', ...query] = request.target.split('?');
    const segments = before
      .split('/')
      .map((segment, at) => (at === index ? encodeURIComponent(value || 'a') : segment));
    return { ...request, target: [segments.join('/'), ...query].join('?') };
  };
}

function changeMediaType(mediaType: string | undefined): Change {
  return (request) => withHeader(request, 'content-type', mediaType);
}

function withHeader(request: PlainRequest, name: string, value: string | undefined): PlainRequest {
  const { [name]: _, ...headers } = request.headers;
  return { ...request, headers: value === undefined ? headers : { ...headers, [name]: value } };
}

function asText(value: Json): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}
