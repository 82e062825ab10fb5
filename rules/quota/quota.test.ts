import { expect, test } from 'vitest';
import { aCall, aClause, aDesk, aDocument, brokenBy } from '../../test/builders.ts';

const seats = {
  'x-facts': { freeSeats: { says: 'free seats', schema: { type: 'integer' } } },
  'x-initial': { freeSeats: 2 },
};
const effect = { create: 'users', each: 'item', uses: { freeSeats: 1 } };
const document = aDocument({ 'x-effect': effect, 'x-clauses': [aClause('quota', { fact: 'freeSeats' })] }, seats);
const users = (count: number) =>
  aCall(Array.from({ length: count }, (_, index) => ({ email: `u${index}@example.com` })));

test.each([
  [0, []],
  [1, []],
  [2, []],
  [3, ['tiny/quota']],
])('with 2 free seats, a batch of %i breaks %j', (count, broken) => {
  expect(brokenBy(aDesk(document).send(users(count)))).toEqual(broken);
});

test('seats go down with every user that is created, and not with a refusal', () => {
  const { send, world } = aDesk(document);
  send(users(1));
  send(users(2));
  expect(world.values()['freeSeats']).toBe(1);
  send(users(1));
  expect(brokenBy(send(users(1)))).toEqual(['tiny/quota']);
  expect(world.values()['freeSeats']).toBe(0);
});

test('counts only the elements that stand: refused ones need no seat', () => {
  const clauses = [
    aClause('denied-domain', { at: '/email', fact: 'domains' }, { each: 'item' }),
    aClause('quota', { fact: 'freeSeats' }),
  ];
  const facts = { freeSeats: 1, domains: ['blocked.example'] };
  const { send } = aDesk(aDocument({ 'x-effect': effect, 'x-clauses': clauses }, seats), facts);
  expect(send(aCall([{ email: 'a@blocked.example' }, { email: 'b@example.com' }])).answer.status).toBe(200);
});

test('an unknown number of seats limits nobody', () => {
  expect(
    brokenBy(
      aDesk(aDocument({ 'x-effect': effect, 'x-clauses': [aClause('quota', { fact: 'other' })] })).send(users(99)),
    ),
  ).toEqual([]);
});

test('a creation that uses several needs them all, and one without a body needs them too', () => {
  const several = aDocument(
    { 'x-effect': { create: 'users', uses: { freeSeats: 2 } }, 'x-clauses': [aClause('quota', { fact: 'freeSeats' })] },
    seats,
  );
  const { send, world } = aDesk(several, { freeSeats: 3 });
  expect(brokenBy(send(aCall({ email: 'a@example.com' })))).toEqual([]);
  expect(brokenBy(send(aCall(undefined)))).toEqual(['tiny/quota']);
  expect(world.values()['freeSeats']).toBe(1);
});
