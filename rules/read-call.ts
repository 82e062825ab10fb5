import type { Operation } from '../specs/contract.ts';
import { type Json, type JsonObject, setMember } from '../specs/json.ts';
import { decodeBody } from '../wire/decode.ts';
import type { Call } from './call.ts';

/** What is read of a request: upper-case method, headers by lower-case name, the bytes of the body. */
export interface SentRequest {
  readonly method: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array;
}

/** The request as the rules see it: parameters by name, the body decoded once. */
export function readCall(
  request: SentRequest,
  operation: Operation,
  path: Readonly<Record<string, string>>,
  query: string,
): Call {
  const { method, headers } = request;
  const parsed = query === '' ? NO_QUERY : parseQuery(query);
  if (!operation.body)
    return { method, path, query: parsed, headers, body: undefined, mediaType: undefined, fault: undefined };
  const { content, required, mediaType: announced } = operation.body;
  if (request.body.length === 0 && !required) {
    return { method, path, query: parsed, headers, body: undefined, mediaType: undefined, fault: undefined };
  }
  const decoded = decodeBody(request.body, firstOf(headers, announced.headers), {
    content,
    contentEncoding: headers['content-encoding'],
    defaultType: announced.default,
    sniff: announced.sniff,
    synonyms: announced.synonyms,
  });
  const { key: mediaType } = decoded;
  if (decoded.ok) return { method, path, query: parsed, headers, body: decoded.value, mediaType, fault: undefined };
  return { method, path, query: parsed, headers, body: undefined, mediaType, fault: decoded.fault };
}

const NO_QUERY: JsonObject = {};

/** Value of the first of these headers that is there. */
function firstOf(headers: SentRequest['headers'], names: readonly string[]): string | undefined {
  for (const name of names) {
    const value = headers[name];
    if (value !== undefined) return value;
  }
  return undefined;
}

/** Values by name; a name that is repeated has the list of its values. @source WHATWG URL, application/x-www-form-urlencoded. */
function parseQuery(query: string): JsonObject {
  const values: JsonObject = {};
  for (const [name, value] of new URLSearchParams(query)) {
    const known: Json | undefined = Object.hasOwn(values, name) ? values[name] : undefined;
    if (known === undefined) setMember(values, name, value);
    else setMember(values, name, Array.isArray(known) ? [...known, value] : [known, value]);
  }
  return values;
}
