import { expect, test } from 'vitest';
import { aContract, aDocument } from '../test/builders.ts';
import { createFactCheck } from './facts.ts';

const facts = {
  seats: { says: 'Users that fit.', schema: { type: 'integer', minimum: 0 } },
  domains: { says: 'Domains that are closed.', schema: { type: 'array', items: { type: ['string', 'null'] } } },
};
const check = createFactCheck(aContract(aDocument({}, { 'x-facts': facts, 'x-initial': { seats: 1, domains: [] } })));

test('nothing is wrong with a value that fits', () => {
  expect([check('seats', 3), check('domains', ['a', null]), check('seats', 0)]).toEqual([
    undefined,
    undefined,
    undefined,
  ]);
});

test.each([
  ['seats', 'many', 'seats is "many"; expected it to be an integer. seats: Users that fit.'],
  ['seats', -1, 'seats is -1; expected it to be >= 0. seats: Users that fit.'],
  ['domains', ['a', 1], 'domains/1 is 1; expected it to be a text or null. domains: Domains that are closed.'],
  ['domains', {}, 'domains is {}; expected it to be a list. domains: Domains that are closed.'],
  ['rooms', 1, 'tiny has no fact "rooms". It has seats, domains.'],
  ['toString', 1, 'tiny has no fact "toString". It has seats, domains.'],
])('%s cannot be %j', (name, value, fault) => {
  expect(check(name, value)).toBe(fault);
});
