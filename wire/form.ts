import { isObject, type Json, type JsonObject, setMember } from '../specs/json.ts';
import { type Decoded, type Refused, refuseAt } from './fault.ts';

/**
 * The fields of a form body as strings; of a repeated name all values, as an array.
 * Stricter than browsers read it: a `%` without two hex digits is `broken-syntax`, and escapes that are not UTF-8 are
 * `invalid-encoding`, instead of being taken as they are.
 * @source WHATWG URL section 5.1 (application/x-www-form-urlencoded parsing)
 */
export function decodeForm(text: string): Decoded {
  const fields = new Map<string, string[]>();
  let index = 0;
  for (const pair of text.split('&')) {
    const [name, value] = splitPair(pair).map(unescapePart);
    if (name === undefined || value === undefined) return refusePair(text, pair, index);
    if (pair !== '') addField(fields, name, value);
    index += pair.length + 1;
  }
  return { ok: true, value: toObject(fields) };
}

/**
 * The form body of an object: null is left out, arrays repeat their name, objects are written as JSON.
 * A value that is no object has no names and gives an empty body.
 * @source WHATWG URL section 5.2 (application/x-www-form-urlencoded serializing)
 */
export function encodeForm(value: Json): string {
  const fields = new URLSearchParams();
  for (const [name, member] of isObject(value) ? Object.entries(value) : []) {
    for (const item of Array.isArray(member) ? member : [member]) appendField(fields, name, item);
  }
  return fields.toString();
}

function appendField(fields: URLSearchParams, name: string, value: Json | undefined): void {
  if (value === null || value === undefined) return;
  fields.append(name, typeof value === 'object' ? JSON.stringify(value) : String(value));
}

function splitPair(pair: string): [string, string] {
  const equals = pair.indexOf('=');
  return equals === -1 ? [pair, ''] : [pair.slice(0, equals), pair.slice(equals + 1)];
}

/** Undefined when the escapes are broken. */
function unescapePart(part: string): string | undefined {
  try {
    return decodeURIComponent(part.replaceAll('+', ' '));
  } catch (error) {
    if (error instanceof URIError) return undefined;
    throw error;
  }
}

function addField(fields: Map<string, string[]>, name: string, value: string): void {
  const values = fields.get(name);
  if (values) values.push(value);
  else fields.set(name, [value]);
}

function toObject(fields: ReadonlyMap<string, string[]>): JsonObject {
  const object: JsonObject = {};
  for (const [name, values] of fields) setMember(object, name, values.length === 1 ? (values[0] ?? '') : values);
  return object;
}

function refusePair(text: string, pair: string, index: number): Refused {
  const percent = pair.search(/%(?![\dA-Fa-f]{2})/);
  if (percent !== -1) {
    const what = 'found a "%" without two hex digits, write "%25"';
    return refuseAt('broken-syntax', text, index + percent, (place) => `The form is broken at ${place}: ${what}`);
  }
  const at = index + Math.max(0, pair.indexOf('%'));
  return refuseAt(
    'invalid-encoding',
    text,
    at,
    (place) => `The field at ${place} has escapes that are not UTF-8; send UTF-8`,
  );
}
