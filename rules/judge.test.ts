import { describe, expect, test } from 'vitest';
import type { Json } from '../specs/json.ts';
import { aCall, aClause, aDesk, aDocument, brokenBy } from '../test/builders.ts';
import { BLOCKED, denied, emails, facts } from '../test/denied-domains.ts';

describe('a batch with good and bad elements', () => {
  const batch = [{ email: BLOCKED }, { email: 'a@example.com' }, { email: 'b@example.com' }];
  const deskOf = (policy: string) =>
    aDesk(aDocument({ 'x-effect': { create: 'users', each: 'item', batch: policy }, 'x-clauses': [denied] }), facts);

  test.each([
    ['subset', 200, ['a@example.com', 'b@example.com']],
    ['part-with-error', 403, ['a@example.com', 'b@example.com']],
    ['all-or-nothing', 403, []],
  ])('%s answers %i and leaves %j', (policy, status, left) => {
    const { send, world } = deskOf(policy);
    expect(send(aCall(batch)).answer.status).toBe(status);
    expect(emails(world.records('users'))).toEqual(left);
  });

  test('a success says what the elements break that were left out', () => {
    const decision = deskOf('subset').send(aCall(structuredClone(batch)));
    expect([decision.answer.status, brokenBy(decision)]).toEqual([200, ['tiny/denied-domain']]);
    expect(decision.violations[0]?.index).toBe(0);
  });

  test('with no good element, the error of the first one answers', () => {
    const clauses = [denied, aClause('unique', { collection: 'users', at: '/email' }, { each: 'item' })];
    const { send } = aDesk(aDocument({ 'x-effect': { create: 'users', each: 'item' }, 'x-clauses': clauses }), facts);
    send(aCall([{ email: 'a@example.com' }]));
    expect(brokenBy(send(aCall([{ email: 'a@example.com' }, { email: BLOCKED }])))).toEqual(['tiny/unique']);
    expect(brokenBy(send(aCall([{ email: BLOCKED }, { email: 'a@example.com' }])))).toEqual(['tiny/denied-domain']);
  });

  test('an empty batch creates nothing and is no error', () => {
    expect(deskOf('subset').send(aCall([])).answer).toMatchObject({ status: 200, body: [] });
  });

  describe('with fewer seats than good elements nothing is created', () => {
    const seats = aClause('quota', { fact: 'freeSeats' }, { answer: { status: 402, example: 'refused' } });
    const good = { email: 'z@example.com' };
    test.each([
      ['subset', [...batch], 403],
      ['subset', [good, ...batch], 402],
      ['part-with-error', [...batch], 403],
      ['part-with-error', [good, ...batch], 402],
      ['all-or-nothing', [...batch], 403],
      ['all-or-nothing', [good, ...batch], 403],
      ['all-or-nothing', [good, ...batch.slice(1)], 402],
    ])('%s: the error of the first element of %j is %i', (policy, body, status) => {
      const effect = { create: 'users', each: 'item', batch: policy };
      const { send, world } = aDesk(aDocument({ 'x-effect': effect, 'x-clauses': [denied, seats] }), {
        ...facts,
        freeSeats: 1,
      });
      expect(send(aCall(structuredClone(body))).answer.status).toBe(status);
      expect(world.records('users')).toEqual([]);
    });
  });
});

describe('a clause that collects', () => {
  const schema = { type: 'object', properties: { email: { type: 'string', maxLength: 20 }, zone: { enum: ['UTC'] } } };
  const requestBody = { required: true, content: { 'application/json': { schema } } };
  const fields = {
    fields: { value: { 'x-each': '{$violations}', value: '{$violation#/field}: {$violation#/message}' } },
  };
  const responses = { '400': { content: { 'application/json': { examples: fields } } }, '200': {} };
  const answer = { status: 400, example: 'fields' };
  const send = (collect: boolean, body: Json) => {
    const clauses = [
      aClause('schema', { report: 'each-field' }, { answer, collect }),
      aClause('denied-domain', { at: '/email', fact: 'domains' }, { answer, collect }),
      aClause('quota', { fact: 'freeSeats' }, { collect: true, answer: { status: 402 } }),
    ];
    return aDesk(aDocument({ requestBody, responses, 'x-clauses': clauses }), { ...facts, freeSeats: 0 }).send(
      aCall(body),
    ).answer;
  };
  const both = { email: BLOCKED, zone: 'Mars' };

  test('reports what later clauses with the same answer find', () => {
    expect(send(true, both).body).toEqual([
      'zone: The request fits its schemas.',
      'email: The domain of email is not one of domains.',
    ]);
    expect(send(false, both).body).toEqual(['zone: The request fits its schemas.']);
  });

  test('reports every fault that is of no field', () => {
    const clauses = ['chief', 'boss'].map((role) =>
      aClause('role', { anyOf: [role] }, { id: role, answer, collect: true }),
    );
    const { send: sendTo } = aDesk(aDocument({ responses, 'x-clauses': clauses }));
    expect(brokenBy(sendTo(aCall({})))).toEqual(['tiny/chief', 'tiny/boss']);
  });

  test('reports a field once', () => {
    expect(send(true, { email: `long-long-long-${BLOCKED}` }).body).toEqual(['email: The request fits its schemas.']);
  });
});
