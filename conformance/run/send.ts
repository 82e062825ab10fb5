import type { Call } from '../../rules/call.ts';
import { slotsOf } from '../../rules/credentials.ts';
import type { Draft } from '../../rules/draft.ts';
import { presentCredentials } from '../../rules/present.ts';
import { readCall } from '../../rules/read-call.ts';
import type { Contract, CredentialValues, Operation } from '../../specs/contract.ts';
import { isObject, type Json } from '../../specs/json.ts';
import { encodeBody } from '../../wire/encode.ts';
import type { WireRequest } from '../target/exchange.ts';

/** The request of a draft as it goes over the wire, with the caller's credentials. What the draft itself sets stays. */
export function toWire(
  draft: Draft,
  contract: Contract,
  operation: Operation,
  personas: Readonly<Record<string, CredentialValues>>,
  wraps: ReadonlyMap<string, string> = new Map(),
): WireRequest {
  const credentials = credentialsOf(draft, contract, operation, personas);
  const body = bytesOf(draft, operation, credentials, wraps.get(draft.mediaType ?? ''));
  const contentType = draft.contentType === undefined ? draft.mediaType : draft.contentType;
  const own = new Set(Object.keys(draft.headers).map((name) => name.toLowerCase()));
  const headers: [string, string][] = [
    ...Object.entries(credentials.headers).filter(([name]) => !own.has(name.toLowerCase())),
    ...Object.entries(draft.headers),
    ...(body !== undefined && contentType !== undefined && contentType !== null
      ? [['Content-Type', contentType] as [string, string]]
      : []),
  ];
  const query = queryOf({ ...credentials.query, ...draft.query });
  return {
    method: operation.method.toUpperCase(),
    path: pathOf(operation.path, draft.path, query),
    headers,
    body,
  };
}

/** The body of a draft as it is sent; undefined when there is none. */
export function encodeDraft(
  draft: Draft,
  contract: Contract,
  operation: Operation,
  personas: Readonly<Record<string, CredentialValues>>,
): Uint8Array | undefined {
  return bytesOf(draft, operation, credentialsOf(draft, contract, operation, personas));
}

function credentialsOf(
  draft: Draft,
  contract: Contract,
  operation: Operation,
  personas: Readonly<Record<string, CredentialValues>>,
): CredentialValues {
  const callers = Object.entries(personas).map(([name, values]) => ({ name, ...NO_VALUES, ...values }));
  return presentCredentials(draft, slotsOf(contract, operation.id), callers);
}

const NO_VALUES: CredentialValues = { headers: {}, query: {}, body: {} };

/** The request as the rules see it: read back from its bytes, so that nothing is expected of what was lost on the wire. */
export function toCall({ method, path, headers, body }: WireRequest, operation: Operation): Call {
  const byName = Object.fromEntries(headers.map(([name, value]) => [name.toLowerCase(), value]));
  const mark = path.indexOf('?');
  const query = mark === -1 ? '' : path.slice(mark + 1);
  return readCall({ method, headers: byName, body: body ?? NO_BYTES }, operation, {}, query);
}

const NO_BYTES = new Uint8Array();

function bytesOf(
  draft: Draft,
  operation: Operation,
  { body: members }: CredentialValues,
  wrap?: string,
): Uint8Array | undefined {
  if (draft.raw !== undefined) return draft.raw;
  if (draft.body === undefined || draft.mediaType === undefined) return undefined;
  const media = operation.body?.content[draft.mediaType];
  const body = withMembers(draft.body, members);
  const sent = wrap === undefined ? body : { [wrap]: body };
  return new TextEncoder().encode(encodeBody(sent, draft.mediaType, media?.schema));
}

/** Credentials give way to what the case itself sets, and are never put into a body that is no object. */
function withMembers(body: Json, members: CredentialValues['body']): Json {
  return isObject(body) ? { ...members, ...body } : body;
}

function pathOf(template: string, values: Draft['path'] = {}, query: string): string {
  const path = template.replace(/\{([^}]+)\}/g, (_, name: string) => encodeURIComponent(values[name] ?? ''));
  return query === '' ? path : `${path}?${query}`;
}

function queryOf(values: Draft['query']): string {
  const parameters = new URLSearchParams();
  for (const [name, value] of Object.entries(values))
    for (const each of typeof value === 'string' ? [value] : value) parameters.append(name, each);
  return parameters.toString();
}
