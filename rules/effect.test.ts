import { expect, test } from 'vitest';
import type { Json, JsonObject } from '../specs/json.ts';
import { aCall, aClause, aDesk, aDocument, brokenBy } from '../test/builders.ts';

/** A desk whose operation changes the users of its batch by e-mail address. */
function aDeskOfChanges(batch = 'subset') {
  const schema = { type: 'array', items: { properties: { name: { type: 'string' } } } };
  const desk = aDesk(
    aDocument({
      requestBody: { content: { 'application/json': { schema } } },
      'x-clauses': [
        aClause('schema', {}, { each: 'item' }),
        aClause('found', {}, { each: 'item', answer: { status: 409, example: 'refused' } }),
      ],
      'x-effect': {
        update: 'users',
        each: 'item',
        batch,
        by: [{ at: '/email', equals: '{$item#/email}', fold: 'case' }],
        set: { name: '{$item#/name}', was: '{$record#/name}' },
      },
    }),
  );
  for (const name of ['ada', 'bob']) {
    const record = { id: name, email: `${name}@example.com`, name };
    desk.world.apply([{ kind: 'insert', collection: 'users', record }]);
  }
  return desk;
}

function namesOf(records: readonly JsonObject[]): Json[] {
  return records.map(({ name }) => name ?? null);
}

test('an update with a batch changes the record that each element addresses', () => {
  const { send, world } = aDeskOfChanges();
  const { answer } = send(
    aCall([
      { email: 'BOB@example.com', name: 'Bob' },
      { email: 'ada@example.com', name: 'Ada' },
    ]),
  );
  expect(answer.body).toEqual([
    { id: 'bob', email: 'bob@example.com', name: 'Bob', was: 'bob' },
    { id: 'ada', email: 'ada@example.com', name: 'Ada', was: 'ada' },
  ]);
  expect(namesOf(world.records('users')).toSorted()).toEqual(['Ada', 'Bob']);
});

test('two elements that address one record change it one after the other', () => {
  const { send, world } = aDeskOfChanges();
  send(
    aCall([
      { email: 'ada@example.com', name: 'Ada' },
      { email: 'ada@example.com', name: 'Augusta' },
    ]),
  );
  expect(world.records('users')).toContainEqual({ id: 'ada', email: 'ada@example.com', name: 'Augusta', was: 'Ada' });
  expect(world.records('users')).toHaveLength(2);
});

test('an element that addresses nothing is refused, the others are changed as the batch says', () => {
  const mixed = [
    { email: 'nobody@example.com', name: 'Nobody' },
    { email: 'ada@example.com', name: 'Ada' },
    { email: 'bob@example.com', name: 5 },
  ];
  const subset = aDeskOfChanges();
  expect(subset.send(aCall(mixed)).answer).toMatchObject({ status: 200, body: [{ name: 'Ada' }] });
  const none = aDeskOfChanges('all-or-nothing');
  const refused = none.send(aCall(mixed));
  expect([refused.answer.status, brokenBy(refused)]).toEqual([409, ['tiny/found']]);
  expect(namesOf(none.world.records('users'))).toEqual(['ada', 'bob']);
});

test('an error that is answered beside a part that was done can list that part', () => {
  const listed = { description: '', content: { 'application/json': { examples: { done: { value: '{$records}' } } } } };
  const { send } = aDesk(
    aDocument({
      responses: { '403': listed, '200': listed },
      'x-clauses': [
        aClause(
          'denied-domain',
          { at: '/email', fact: 'domains' },
          { each: 'item', answer: { status: 403, example: 'done' } },
        ),
      ],
      'x-effect': { create: 'users', each: 'item', batch: 'part-with-error' },
    }),
    { domains: ['blocked.example'] },
  );
  const bad = { email: 'x@blocked.example' };
  expect(send(aCall([bad, { email: 'a@example.com' }])).answer).toMatchObject({
    status: 403,
    body: [{ email: 'a@example.com' }],
  });
  expect(send(aCall([bad])).answer).toMatchObject({ status: 403, body: [] });
});
