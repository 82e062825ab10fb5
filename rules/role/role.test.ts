import { expect, test } from 'vitest';
import { aCall, aClause, aDesk, aDocument, brokenBy } from '../../test/builders.ts';

const personas = {
  'x-credentials': [{ in: 'header', name: 'Authorization', secret: true, schema: { type: 'string' } }],
  'x-personas': {
    chief: { says: '', attributes: { active: true, role: 'chief' }, headers: { Authorization: 'Bearer c' } },
    clerk: { says: '', attributes: { active: true, role: 'clerk' }, headers: { Authorization: 'Bearer k' } },
    gone: { says: '', attributes: { active: false, role: 'chief' }, headers: { Authorization: 'Bearer g' } },
  },
};
const as = (authorization: string) => ({ headers: { authorization } });

test.each([
  ['Bearer c', []],
  ['Bearer k', ['tiny/role']],
])('%s breaks %j', (token, broken) => {
  const { send } = aDesk(aDocument({ 'x-clauses': [aClause('role', { anyOf: ['chief'] })] }, personas));
  expect(brokenBy(send(aCall({}, as(token))))).toEqual(broken);
});

test('with a condition, the role is asked for only where it holds, element by element', () => {
  const when = [{ the: '{$item#/rank}', is: { enum: [1, 2] } }];
  const clauses = [aClause('role', { anyOf: ['chief'] }, { each: 'item', when })];
  const { send, world } = aDesk(
    aDocument({ 'x-effect': { create: 'users', each: 'item' }, 'x-clauses': clauses }, personas),
  );
  expect(brokenBy(send(aCall([{ rank: 3 }, {}], as('Bearer k'))))).toEqual([]);
  expect(brokenBy(send(aCall([{ rank: 1 }], as('Bearer k'))))).toEqual(['tiny/role']);
  expect(brokenBy(send(aCall([{ rank: 1 }], as('Bearer c'))))).toEqual([]);
  expect(world.records('users')).toHaveLength(3);
});
