import { expect, test } from 'vitest';
import type { Json } from '../specs/json.ts';
import { aCall, aClause, aDesk, aDocument } from '../test/builders.ts';

const requestBody = {
  required: true,
  content: {
    'application/json': { schema: { properties: { x: { type: ['string', 'array'], minLength: 9, minItems: 9 } } } },
  },
};

test.each<[string, Json, string]>([
  ['a text', 'abc', '3'],
  ['letters beyond the Basic Multilingual Plane, each once', '𝒜𝒷', '2'],
  ['an empty text', '', '0'],
  ['a value that is no text has none', [1, 2], ''],
])('the length of a violation is counted in code points: %s', (_, x, length) => {
  const clause = aClause('schema', {}, { message: '{$violation#/length}' });
  const { answer } = aDesk(aDocument({ requestBody, 'x-clauses': [clause] })).send(aCall({ x }));
  expect(answer.body).toEqual({ because: length, field: 'x' });
});
