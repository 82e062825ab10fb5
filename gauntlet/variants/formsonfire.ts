import type { PlainResponse } from '../../mock/plain.ts';
import { asObject, isObject, type Json, type JsonObject } from '../../specs/json.ts';
import { renamed } from '../engine/ids.ts';
import { afterGood } from '../engine/passing.ts';
import { closed, forEachEffect, refusing } from './changes.ts';
import { inJson } from './envelopes.ts';
import type { VariantCase } from './variant-case.ts';
import { xmlVariants } from './xml.ts';

/** What a server of this contract may do. */
export const formsonfireVariants: readonly VariantCase[] = [
  ...xmlVariants,
  { name: 'ids-upper-case', says: 'Writes GUIDs in upper case.', engine: renamed(({ own }) => own.toUpperCase()) },
  {
    name: 'status-422',
    says: 'Answers 422 to everything that is wrong.',
    profile: 'document',
    engine: refusing((answer) => ({ ...answer, status: 422, reasonPhrase: undefined })),
  },
  {
    name: 'status-409',
    says: 'Answers 409 to everything that is wrong.',
    profile: 'document',
    engine: refusing((answer) => ({ ...answer, status: 409, reasonPhrase: undefined })),
  },
  {
    name: 'created-201',
    says: 'Answers 201 to a new user.',
    profile: 'document',
    engine: afterGood((answer) => ({ ...answer, status: 201, reasonPhrase: undefined })),
  },
  {
    name: 'created-202',
    says: 'Answers 202 to a new user.',
    profile: 'document',
    engine: afterGood((answer) => ({ ...answer, status: 202, reasonPhrase: undefined })),
  },
  {
    name: 'response-status-null',
    says: 'Has null for ResponseStatus in JSON.',
    engine: afterGood((answer) => inJson((value) => ({ ...asObject(value), ResponseStatus: null }))(answer)),
  },
  {
    name: 'message-only',
    says: 'Leaves the list of errors out.',
    engine: refusing((answer, stage) => withoutErrors(answer, stage.answerOf(answer), stage.withAnswer)),
  },
  {
    name: 'fields-null',
    says: 'Has null for the fields that are not populated, in JSON.',
    engine: afterGood(
      inJson((value) =>
        withUser(value, { Email: null, FirstName: null, LastName: null, Password: null, Groups: null }),
      ),
    ),
  },
  {
    name: 'fields-empty-lists',
    says: 'Has empty lists and zero for fields that are not populated, in JSON.',
    engine: afterGood(inJson((value) => withUser(value, { Folders: [], Groups: [], CompanyId: 0, Metadata: [] }))),
  },
  {
    name: 'no-invitation',
    says: 'Sends no invitations.',
    edit: (document) => forEachEffect(document, (effect) => void delete effect['mail']),
  },
  { name: 'no-unknown-members', says: 'Refuses users with members that nobody knows.', edit: closed },
];

function withUser(value: Json, more: JsonObject): Json {
  const { User: user, ...rest } = asObject(value);
  return isObject(user) ? { User: { ...more, ...user }, ...rest } : value;
}

function withoutErrors(
  answer: PlainResponse,
  value: Json | undefined,
  write: (answer: PlainResponse, body: Json) => PlainResponse,
): PlainResponse {
  const { Errors: _, ...status } = asObject(asObject(value)['ResponseStatus']);
  return value === undefined ? answer : write(answer, { ...asObject(value), ResponseStatus: status });
}
