import { expect, test } from 'vitest';
import type { Violation } from '../rules/violation.ts';
import type { Json } from '../specs/json.ts';
import { aCall, aClause, aDesk, aDocument } from '../test/builders.ts';
import { noteOf } from './violation-note.ts';

const secret = 'Basic c2VjcmV0LW9mLXRoZS1hcHA=';

/** The first violation of a body under one clause. */
function violationOf(clause: ReturnType<typeof aClause>, schema: Record<string, Json>, body: Json): Violation {
  const requestBody = { required: true, content: { 'application/json': { schema } } };
  const document = aDocument({ requestBody, 'x-clauses': [clause] });
  const [violation] = aDesk(document, { known: [secret], seats: 0 }).send(aCall(body)).violations;
  if (!violation) throw new Error('nothing is broken');
  return violation;
}

test('says which clause is broken, where, and what the answer says about it', () => {
  const schema = { type: 'object', properties: { email: { type: 'string', maxLength: 3 } } };
  const clause = aClause('schema', {}, { message: '{$violation#/value} is too long', source: { lines: [3, 4] } });
  expect(noteOf(violationOf(clause, schema, { email: 'long' }))).toEqual({
    clause: 'tiny/email-max-length',
    says: expect.any(String),
    level: 'may',
    basis: 'assumed',
    source: undefined,
    rule: 'schema',
    answeredBy: 'tiny/schema',
    element: undefined,
    pointer: '/email',
    field: 'email',
    limit: 3,
    message: 'long is too long',
  });
});

test('keeps nothing of a large body', () => {
  const huge = 'x'.repeat(1_000_000);
  const schema = { type: 'object', additionalProperties: false, properties: {}, maxProperties: 0 };
  const clause = aClause('schema', {}, { message: 'no: {$violation#/value}' });
  const violation = violationOf(clause, schema, { [huge]: { deep: [huge] } });
  expect(JSON.stringify(violation).length).toBeGreaterThan(1_000_000);
  const note = noteOf(violation);
  expect(JSON.stringify(note).length).toBeLessThan(5000);
  expect(structuredClone(note)).toEqual(note);
});

test('shows the limit of a schema, cut when it is long, and never the list that a fact holds', () => {
  const names = Array.from({ length: 100 }, (_, index) => `name-${index}`);
  const listed = { type: 'object', properties: { email: { enum: names } } };
  const shown = noteOf(violationOf(aClause('schema'), listed, { email: 'x' })).limit;
  expect(shown).toMatch(/^\["name-0","name-1",.*…$/);
  expect(String(shown)).toHaveLength(200);
  const known = violationOf(aClause('known-value', { at: '/email', fact: 'known' }), {}, { email: 'x' });
  expect(known.breach.limit).toEqual([secret]);
  expect(JSON.stringify(noteOf(known))).not.toContain(secret);
  expect(noteOf(violationOf(aClause('quota', { fact: 'seats' }), {}, {})).limit).toBe(0);
});
