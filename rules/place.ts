import { atPointer, type Json } from '../specs/json.ts';
import { type Draft, itemsOf, withFirstItem } from './draft.ts';
import { put } from './put.ts';

/** A part of a request that a contract names: a member of the body or of its elements, or a parameter. */
export type Place =
  | { readonly in: 'item'; readonly pointer: string }
  | { readonly in: 'body'; readonly pointer: string }
  | { readonly in: 'query'; readonly name: string }
  | { readonly in: 'header'; readonly name: string }
  | { readonly in: 'path'; readonly name: string };

const SHAPE = /^\{\$(?:item|request\.(body|query|header|path)(?:\.([^#}]+))?)(?:#(\/[^}]*)?)?\}$/;

/** The place that an expression such as `{$item#/x}` names; undefined when it names no part of the request. */
export function placeOf(expression: string): Place | undefined {
  const match = SHAPE.exec(expression);
  if (!match) return undefined;
  const [, part, name, pointer = ''] = match;
  if (part === undefined || part === 'body') return { in: part ?? 'item', pointer };
  const isParameter = part === 'query' || part === 'header' || part === 'path';
  return isParameter && name !== undefined ? { in: part, name } : undefined;
}

/** The value at a place of a draft; of a batch in its first element. */
export function readPlace(draft: Draft, place: Place, each: 'request' | 'item'): Json | undefined {
  if (place.in === 'item') return atPointer(itemsOf(draft, each)[0], place.pointer);
  if (place.in === 'body') return atPointer(draft.body, place.pointer);
  const { name } = place;
  if (place.in === 'path') return draft.path?.[name];
  if (place.in === 'header') return draft.headers[headerName(draft, name)];
  const value = draft.query[name];
  return typeof value === 'string' || value === undefined ? value : [...value];
}

/** The draft with another value at a place, or without one when that is undefined; in a batch its first element is changed. */
export function writePlace(draft: Draft, place: Place, each: 'request' | 'item', value: Json | undefined): Draft {
  if (place.in === 'item') return withFirstItem(draft, each, (item) => put(item, place.pointer, value));
  if (place.in === 'body') return { ...draft, body: put(draft.body, place.pointer, value) };
  const { name } = place;
  const text = value === undefined ? undefined : String(value);
  if (place.in === 'path') return { ...draft, path: replaced(draft.path ?? {}, name, text) };
  if (place.in === 'query') return { ...draft, query: replaced(draft.query, name, text) };
  const headers = replaced(draft.headers, headerName(draft, name), text);
  // A credential slot of this name would be filled in again.
  const without = value === undefined ? [...draft.without, name] : draft.without;
  return { ...draft, headers, without };
}

/** The name under which the draft has a header, whatever its letter case. */
function headerName({ headers }: Draft, name: string): string {
  const lower = name.toLowerCase();
  return Object.keys(headers).find((own) => own.toLowerCase() === lower) ?? name;
}

function replaced<Value>(
  values: Readonly<Record<string, Value>>,
  name: string,
  value: Value | undefined,
): Record<string, Value> {
  const { [name]: _, ...others } = values;
  return value === undefined ? others : { ...others, [name]: value };
}
