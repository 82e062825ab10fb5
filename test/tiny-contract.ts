import type { Contract } from '../specs/contract.ts';
import type { JsonObject } from '../specs/json.ts';
import { aContract, aDocument } from './builders.ts';
import { aBody, aCountingClause, aSchema, DOCUMENTED } from './oracle.ts';

/** A promise that counts. */
export function aPromise(about: string, params: JsonObject = {}, more: JsonObject = {}): JsonObject {
  return {
    id: about,
    rule: 'promise',
    params: { about, ...params },
    ...DOCUMENTED,
    says: `${about} is kept.`,
    ...more,
  };
}

/** The schema of a user: an address, and a name of at most five characters. */
export const USER: JsonObject = aSchema({
  type: 'object',
  required: ['email'],
  properties: {
    email: aSchema({ type: 'string', format: 'email' }),
    name: aSchema({ type: 'string', maxLength: 5 }),
  },
});

const ANSWER = {
  'application/json': { schema: aSchema({ type: 'array', items: USER }), examples: { done: { value: '{$records}' } } },
};
const REFUSAL = { 'application/json': { examples: { refused: { value: { because: '{$violation#/message}' } } } } };

/**
 * The document of a small service with everything that a run needs: one caller, unique addresses, a number of places, and promises that can
 * be shown. Members replace the defaults.
 */
export function aServiceDocument(operation: JsonObject = {}, root: JsonObject = {}): JsonObject {
  const refused = (status: number): JsonObject => ({ answer: { status, example: 'refused' } });
  return aDocument(
    {
      requestBody: aBody(USER, { examples: { good: { value: { email: 'ada@example.com', name: 'Ada' } } } }),
      responses: {
        '200': { description: 'done', content: ANSWER },
        ...Object.fromEntries(
          ['400', '401', '402', '409', '415'].map((status) => [status, { description: 'no', content: REFUSAL }]),
        ),
      },
      'x-clauses': [
        aCountingClause('authenticated', {}, refused(401)),
        aCountingClause('media-type', {}, refused(415)),
        aCountingClause('readable'),
        aCountingClause('schema'),
        aCountingClause('unique', { collection: 'users', at: '/email', fold: 'case' }, refused(409)),
        aCountingClause('quota', { fact: 'places' }, refused(402)),
        aPromise('created'),
        aPromise('success-status'),
        aPromise('refusal'),
        aPromise('counted', { fact: 'places' }),
      ],
      'x-effect': { create: 'users', uses: { places: 1 } },
      ...operation,
    },
    {
      'x-facts': { places: { says: 'Places that are left.', schema: { type: 'integer', minimum: 0 } } },
      'x-initial': { places: 100_000 },
      'x-collections': {
        users: {
          id: '/id',
          email: '/email',
          record: { id: '{$new#/guid}', email: '{$item#/email}', name: '{$item#/name}' },
        },
      },
      'x-credentials': [{ in: 'header', name: 'Key', secret: true, schema: { type: 'string' }, stranger: 'nobody' }],
      'x-personas': { caller: { says: 'Calls.', attributes: { active: true }, headers: { Key: 'k-caller' } } },
      ...root,
    },
  );
}

/** The contract of the small service. */
export const SERVICE: Contract = aContract(aServiceDocument());

const REFUSED = { answer: { status: 409, example: 'refused' } };

/** The same as far as it can be told of any target: nothing has to be arranged or observed. */
export const SIMPLE: Contract = aContract(
  aServiceDocument({
    'x-effect': { create: 'users' },
    'x-clauses': [
      aCountingClause('authenticated', {}, { answer: { status: 401, example: 'refused' } }),
      aCountingClause('media-type', {}, { answer: { status: 415, example: 'refused' } }),
      aCountingClause('readable'),
      aCountingClause('schema'),
      aCountingClause('unique', { collection: 'users', at: '/email', fold: 'case' }, REFUSED),
      aPromise('created'),
      aPromise('success-status'),
    ],
  }),
);
