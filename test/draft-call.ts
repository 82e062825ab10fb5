import type { Call } from '../rules/call.ts';
import { slotsOf } from '../rules/credentials.ts';
import type { Draft } from '../rules/draft.ts';
import { presentCredentials } from '../rules/present.ts';
import { readCall } from '../rules/read-call.ts';
import type { Contract, CredentialValues, Operation } from '../specs/contract.ts';
import { isObject } from '../specs/json.ts';
import { encodeBody } from '../wire/encode.ts';

/** The draft as it arrives at the rules: with the credentials that the contract gives its caller, encoded and decoded again. */
export function draftCall(draft: Draft, contract: Contract, operation: Operation): Call {
  const credentials = credentialsOf(draft, contract, operation);
  const query = new URLSearchParams(credentials.query);
  for (const [name, value] of Object.entries(draft.query)) {
    query.delete(name);
    for (const each of typeof value === 'string' ? [value] : value) query.append(name, each);
  }
  const contentType = draft.contentType === undefined ? draft.mediaType : draft.contentType;
  const headers = Object.entries({ ...credentials.headers, ...draft.headers });
  if (contentType !== undefined && contentType !== null) headers.push(['content-type', contentType]);
  const body = draft.raw ?? encodeDraft(draft, contract, operation) ?? new Uint8Array();
  const lower = Object.fromEntries(headers.map(([name, value]) => [name.toLowerCase(), value]));
  const request = { method: operation.method.toUpperCase(), headers: lower, body };
  return readCall(request, operation, draft.path ?? {}, query.toString());
}

/** The bytes of a draft's body with the caller's credentials in it; undefined without one. */
export function encodeDraft(draft: Draft, contract: Contract, operation: Operation): Uint8Array | undefined {
  const { body, mediaType } = draft;
  if (body === undefined || mediaType === undefined) return undefined;
  const whole = isObject(body) ? { ...credentialsOf(draft, contract, operation).body, ...body } : body;
  return new TextEncoder().encode(encodeBody(whole, mediaType, operation.body?.content[mediaType]?.schema));
}

function credentialsOf(draft: Draft, contract: Contract, operation: Operation): CredentialValues {
  return presentCredentials(draft, slotsOf(contract, operation.id), contract.personas);
}
