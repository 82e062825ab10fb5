import type { Draft } from '../rules/draft.ts';
import type { GivenState } from '../rules/violate.ts';
import type { Contract, Operation } from '../specs/contract.ts';
import { asObject, type Json, type JsonObject } from '../specs/json.ts';

/** A request that breaks nothing, and what it needs to find there. */
export interface GoodDraft {
  readonly name: string;
  readonly draft: Draft;
  readonly given: GivenState;
}

type Request = Partial<Pick<Draft, 'query' | 'headers' | 'path'>> & { readonly body?: Json };

const ID = '9f1c2d3e-4a5b-4c6d-8e7f-0a1b2c3d4e5f';
const EMAIL = 'there@example.com';

/** What the examples of the contracts leave out, by contract and operation. */
const REQUESTS: Readonly<Record<string, Request>> = {
  'formsonfire/getUser': { query: { Email: EMAIL } },
  'formsonfire/updateUser': { body: { Id: ID, Email: EMAIL, FirstName: 'Ada' } },
  'formsonfire/deleteUser': { body: { Id: ID } },
  'formsonfire/searchUsers': { query: { Name: 'Lovelace' } },
  'legalesign/getUser': { path: { userId: ID } },
  'legalesign/updateUser': { path: { userId: ID } },
  'syncari/createUser': { headers: { clientRequestId: 'request-1' } },
  'syncari/listUsers': { headers: { clientRequestId: 'request-2' } },
  'syncari/issueToken': { query: { grant_type: 'client_credentials' } },
  'syncplicity/updateUsers': { body: [{ EmailAddress: EMAIL, Disabled: true }] },
  'syncplicity/getUser': { path: { email: EMAIL } },
  'syncplicity/updateUser': { path: { email: EMAIL } },
  'syncplicity/removeUser': { path: { email: EMAIL } },
  'syncplicity/listUsers': { path: { companyGuid: '6f9619ff-8b86-4011-b42d-00c04fc964ff' } },
  'syncplicity/issueToken': { headers: { Authorization: 'Basic ZGVtby1hcHAta2V5OmRlbW8tYXBwLXNlY3JldA==' } },
};

/** Every example of the operation in every media type, or the one request that is written down here. */
export function goodDrafts(contract: Contract, operation: Operation): GoodDraft[] {
  const { body: own, ...more } = REQUESTS[`${contract.id}/${operation.id}`] ?? {};
  const persona = contract.personas[0]?.name ?? 'anonymous';
  const given = { facts: {}, records: recordsFor(contract, operation) };
  const draft = { persona, query: {}, headers: {}, without: [], ...more };
  const bodies = Object.entries(operation.body?.content ?? {}).flatMap(([mediaType, { examples }]) =>
    Object.entries(own === undefined ? examples : { own }).map(([name, body]) => {
      return { name: `${mediaType} ${name}`, draft: { ...draft, mediaType, body }, given };
    }),
  );
  return bodies.length > 0
    ? bodies
    : [{ name: 'no body', draft: { ...draft, mediaType: undefined, body: undefined }, given }];
}

/** The record that the request is about, where it is about one that is there. */
function recordsFor({ collections }: Contract, { effect }: Operation): Record<string, JsonObject[]> {
  const name = effect?.find ?? effect?.update ?? effect?.remove;
  const collection = name === undefined ? undefined : collections[name];
  if (name === undefined || collection === undefined) return {};
  const record = asObject({ [collection.id.slice(1)]: ID, [collection.email.slice(1)]: EMAIL });
  return { [name]: [record] };
}
