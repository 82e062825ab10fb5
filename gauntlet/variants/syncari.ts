import { asArray, asObject, isObject, type Json, setMember } from '../../specs/json.ts';
import { afterGood } from '../engine/passing.ts';
import { recordIn } from '../locate.ts';
import { closed, forEachEffect, lowerCased, normalised, refusing, withTexts } from './changes.ts';
import { inJson } from './envelopes.ts';
import { afterAll, type VariantCase } from './variant-case.ts';

/** What a server of this contract may do. */
export const syncariVariants: readonly VariantCase[] = [
  ...[400, 403, 404, 409, 422].map(
    (status): VariantCase => ({
      name: `status-${status}`,
      says: `Answers ${status} to everything that is wrong.`,
      engine: refusing((answer) => ({ ...answer, status, reasonPhrase: undefined })),
    }),
  ),
  {
    name: 'created-202',
    says: 'Answers 202 to a new user.',
    engine: afterGood((answer) => ({ ...answer, status: 202, reasonPhrase: undefined })),
  },
  {
    name: 'errors-other-shape',
    says: 'Has another shape for errors.',
    engine: refusing((answer) => ({ ...answer, body: '{"error":{"code":7}}' })),
  },
  {
    name: 'errors-empty-object',
    says: 'Answers an empty object to everything that is wrong.',
    engine: refusing((answer) => ({ ...answer, body: '{}' })),
  },
  {
    name: 'errors-unsuccessful',
    says: 'Says success false, and nothing else.',
    engine: refusing((answer) => ({ ...answer, body: '{"success":false}' })),
  },
  {
    name: 'roles-reordered',
    says: 'Answers roles and instances in another order.',
    engine: afterGood(inJson((value) => reorderedRoles(value))),
  },
  { name: 'emails-lower-case', says: 'Keeps addresses in lower case.', engine: lowerCased() },
  {
    name: 'ids-of-other-form',
    says: 'Has ids that are no hexadecimal digits.',
    profile: 'vendor',
    edit: (document) => setMember(recordIn(document), 'id', 'usr_{$new#/digits}'),
  },
  {
    name: 'request-ids-of-other-form',
    says: 'Has request ids with signs in them.',
    engine: afterAll(
      inJson((value) =>
        isObject(value) && 'requestId' in value
          ? { ...value, requestId: `req:${String(value['requestId'])}/é` }
          : value,
      ),
    ),
  },
  {
    name: 'instants-with-offset',
    says: 'Writes instants of another time zone.',
    engine: afterGood(inJson((value) => shifted(value))),
  },
  { name: 'names-normalised', says: 'Keeps names in Unicode normal form C.', engine: normalised() },
  {
    name: 'names-other-than-sent',
    says: 'Writes names in upper case.',
    profile: 'vendor',
    engine: afterGood(inJson((value) => upperNames(value))),
  },
  {
    name: 'no-mail',
    says: 'Sends no mail at all.',
    profile: 'vendor',
    edit: (document) => forEachEffect(document, (effect) => void delete effect['mail']),
  },
  { name: 'no-unknown-members', says: 'Refuses users with members that nobody knows.', edit: closed },
];

function reorderedRoles(value: Json): Json {
  const result = asObject(asObject(value)['result']);
  const roles = Object.entries(asObject(result['userRoles'])).toReversed();
  const turned = Object.fromEntries(roles.map(([name, list]) => [name, asArray(list).toReversed()]));
  return { ...asObject(value), result: { ...result, userRoles: turned } };
}

function upperNames(value: Json): Json {
  const result = asObject(asObject(value)['result']);
  return { ...asObject(value), result: withTexts(result, ['firstName', 'lastName'], (text) => text.toUpperCase()) };
}

function shifted(value: Json): Json {
  const result = asObject(asObject(value)['result']);
  const shift = (text: string): string => new Date(Date.parse(text) + 7_200_000).toISOString().replace('Z', '+02:00');
  return { ...asObject(value), result: withTexts(result, ['createdAt', 'updatedAt'], shift) };
}
