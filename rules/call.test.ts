import { expect, test } from 'vitest';
import type { Json } from '../specs/json.ts';
import { aCall, aClause, aDesk, aDocument } from '../test/builders.ts';

const schema = { type: 'array', items: { type: 'object', required: ['email'] } };

/** Status of the answer to a body when the media type says this. */
function statusOf(word: { 'x-wrap'?: boolean }, body: Json): number {
  const document = aDocument({
    requestBody: { content: { 'application/json': { schema, ...word } } },
    'x-clauses': [aClause('schema'), aClause('schema', {}, { id: 'item', each: 'item', answer: { status: 409 } })],
    'x-effect': { create: 'users', each: 'item' },
  });
  return aDesk(document).send(aCall(body)).answer.status;
}

test.each<[string, Json, number, number]>([
  ['an object', { email: 'a@example.com' }, 200, 400],
  ['an object with a fault', {}, 409, 400],
  ['a list', [{ email: 'a@example.com' }], 200, 200],
  ['a list with a fault', [{}], 409, 409],
  ['a text', 'a@example.com', 400, 400],
  ['null', null, 400, 400],
])('x-wrap takes one object as a list of it: %s', (_, body, wrapping, plain) => {
  expect(statusOf({ 'x-wrap': true }, body)).toBe(wrapping);
  expect(statusOf({}, body)).toBe(plain);
  expect(statusOf({ 'x-wrap': false }, body)).toBe(plain);
});
