import { expect, test } from 'vitest';
import type { Answer } from '../rules/answer.ts';
import type { Change } from '../rules/effect.ts';
import { aContract, aDocument } from '../test/builders.ts';
import { World } from './world.ts';

const facts = { seats: { says: '', schema: { type: 'integer' } }, mode: { says: '', schema: { type: 'string' } } };
const contract = aContract(aDocument({}, { 'x-facts': facts, 'x-initial': { seats: 5, mode: 'open' } }));

function aWorld(maxKept?: number): World {
  return new World({ contract, seed: 1, facts: { mode: 'closed' }, ...(maxKept !== undefined && { maxKept }) });
}

const mail = (to: string): Change => ({ kind: 'mail', to, about: 'welcome', at: 7 });
const answer: Answer = {
  status: 201,
  reasonPhrase: undefined,
  headers: {},
  mediaType: undefined,
  body: undefined,
  schema: undefined,
};

test("starts with the contract's facts, those of the setup over them", () => {
  expect(aWorld().values()).toEqual({ seats: 5, mode: 'closed' });
});

test('numbers are counted, other facts stay', () => {
  const world = aWorld();
  world.apply([
    { kind: 'add', fact: 'seats', by: -2 },
    { kind: 'add', fact: 'mode', by: 1 },
    { kind: 'add', fact: 'nothing', by: 1 },
  ]);
  expect(world.values()).toEqual({ seats: 3, mode: 'closed' });
});

test('records come, change and go', () => {
  const world = aWorld();
  const [ada, bob, eve] = [{ email: 'ada' }, { email: 'bob' }, { email: 'eve' }];
  world.apply([
    { kind: 'insert', collection: 'users', record: ada },
    { kind: 'insert', collection: 'users', record: bob },
    { kind: 'replace', collection: 'users', before: ada, record: eve },
    { kind: 'remove', collection: 'users', record: bob },
    { kind: 'insert', collection: 'nobody', record: bob },
  ]);
  expect([world.records('users'), world.facts.list('users'), world.records('nobody')]).toEqual([[eve], [eve], []]);
  expect(world.facts.find('users', '/email', 'EVE', 'case')).toBe(eve);
});

test('mails, tokens and answers are kept up to a limit, the oldest go', () => {
  const world = aWorld(2);
  for (const name of ['a', 'b', 'c']) {
    world.apply([
      mail(name),
      { kind: 'issue', header: 'X-Key', value: name, persona: 'one', until: 9 },
      { kind: 'remember', key: name, answer },
    ]);
  }
  expect(world.outbox.map(({ to }) => to)).toEqual(['b', 'c']);
  expect(['a', 'b', 'c'].map((name) => world.facts.issued('x-key', name)?.until)).toEqual([undefined, 9, 9]);
  expect(['a', 'b', 'c'].map((name) => world.facts.replayed(name)?.status)).toEqual([undefined, 201, 201]);
});
