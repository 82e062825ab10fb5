import { expect, test } from 'vitest';
import { aContract, aDocument } from '../test/builders.ts';
import { overviewOf, overviewText } from './overview.ts';

const requestBody = { content: { 'application/json': { example: { email: 'ada@example.com' } } } };
const personas = {
  one: { says: 'May do all.', headers: { 'X-Key': 'k' }, query: { q: '1' }, body: { secret: true } },
};
const contract = aContract(
  aDocument(
    { summary: 'Creates a user.', requestBody },
    { 'x-credentials': [{ in: 'header', name: 'X-Key', secret: true, schema: {} }], 'x-personas': personas },
  ),
);

test('an overview has the operations, the personas, and lines to try', () => {
  expect(overviewOf(contract, 'http://mock.test/tiny')).toMatchObject({
    contract: 'tiny',
    title: 'Tiny',
    url: 'http://mock.test/tiny',
    operations: [{ id: 'createUser', method: 'POST', url: 'http://mock.test/tiny/users', summary: 'Creates a user.' }],
    personas: [{ name: 'one' }],
    try: [expect.stringMatching(/^curl -i -X POST 'http:\/\/mock\.test\/tiny\/users' -H 'X-Key: k' /)],
  });
});

test('as a text it can be read by people', () => {
  const text = overviewText([overviewOf(contract, 'http://mock.test')]);
  expect(text).toContain('tiny - Tiny\n\nOperations\n  POST   http://mock.test/users  Creates a user.\nPersonas\n');
  expect(text).toContain('  one: May do all. Sends X-Key: k · ?q=1 · secret = true in the body\nTry\n  curl -i ');
});

test('a document without personas has lines to try as well', () => {
  const plain = overviewOf(aContract(aDocument({ requestBody })), 'http://mock.test');
  expect([plain.personas, plain.try.length]).toEqual([[], 1]);
  expect(overviewText([plain])).not.toContain('Personas');
});
