import { expect, test } from 'vitest';
import { aCall, aClause, aDesk, aDocument, brokenBy } from '../../test/builders.ts';

const folding = aDocument({ 'x-clauses': [aClause('unique', { collection: 'users', at: '/email', fold: 'case' })] });

test('accepts an address that nobody has, and refuses it afterwards', () => {
  const { send } = aDesk(folding);
  expect(send(aCall({ email: 'a@example.com' })).answer.status).toBe(200);
  expect(brokenBy(send(aCall({ email: 'a@example.com' })))).toEqual(['tiny/unique']);
});

test.each(['A@Example.com', 'É@example.com'.normalize('NFD')])('with fold: case, takes %s for the same', (twin) => {
  const { send } = aDesk(folding);
  send(aCall({ email: 'a@example.com' }));
  send(aCall({ email: 'é@example.com' }));
  expect(brokenBy(send(aCall({ email: twin })))).toEqual(['tiny/unique']);
});

test('without fold, letter case makes another address', () => {
  const { send } = aDesk(aDocument({ 'x-clauses': [aClause('unique', { collection: 'users', at: '/email' })] }));
  send(aCall({ email: 'a@example.com' }));
  expect(brokenBy(send(aCall({ email: 'A@example.com' })))).toEqual([]);
});

test.each([{}, { email: '' }, { email: null }])('passes what is no key: %j', (item) => {
  const { send } = aDesk(folding);
  send(aCall(item));
  expect(brokenBy(send(aCall(item)))).toEqual([]);
});

test('in a batch the first of two twins stands, the second is refused', () => {
  const batch = aDocument({
    'x-effect': { create: 'users', each: 'item' },
    'x-clauses': [aClause('unique', { collection: 'users', at: '/email', fold: 'case' }, { each: 'item' })],
  });
  const { send, world } = aDesk(batch);
  expect(send(aCall([{ email: 'a@example.com' }, { email: 'A@example.com' }])).answer.status).toBe(200);
  expect(world.records('users').map(({ email }) => email)).toEqual(['a@example.com']);
});

test('a record that is changed may keep its own address, but not take that of another', () => {
  const change = {
    'x-effect': {
      update: 'users',
      by: [{ at: '/email', equals: '{$request.query.who}' }],
      set: { email: '{$request.body#/email}' },
    },
  };
  const clauses = [aClause('unique', { collection: 'users', at: '/email', fold: 'case' })];
  const { send, world } = aDesk(aDocument({ ...change, 'x-clauses': clauses }));
  world.apply(
    ['a@example.com', 'b@example.com'].map((email) => ({ kind: 'insert', collection: 'users', record: { email } })),
  );
  const query = { who: 'a@example.com' };
  expect(brokenBy(send(aCall({ email: 'A@example.com' }, { query })))).toEqual([]);
  expect(brokenBy(send(aCall({ email: 'b@example.com' }, { query: { who: 'A@example.com' } })))).toEqual([
    'tiny/unique',
  ]);
});
