import { expect, test } from 'vitest';
import { aCall, aClause, aDesk, aDocument, brokenBy } from '../../test/builders.ts';

const document = aDocument({ 'x-clauses': [aClause('denied-domain', { at: '/email', fact: 'domains' })] });
const facts = { domains: ['blocked.example', 'Upper.Example'] };

test.each([
  ['a@blocked.example', true],
  ['a@BLOCKED.Example', true],
  ['a@upper.example', true],
  ['"a@b"@blocked.example', true],
  ['a@sub.blocked.example', false],
  ['a@notblocked.example', false],
  ['blocked.example@example.com', false],
])('%s is denied: %j', (email, denied) => {
  expect(brokenBy(aDesk(document, facts).send(aCall({ email })))).toEqual(denied ? ['tiny/denied-domain'] : []);
});

test.each([
  ['a@blocked.example', true],
  ['a@sub.blocked.example', true],
  ['a@Deep.Sub.BLOCKED.example', true],
  ['a@notblocked.example', false],
  ['a@blocked.example.org', false],
  ['sub.blocked.example@example.com', false],
])('with subdomains, %s is denied: %j', (email, denied) => {
  const params = { at: '/email', fact: 'domains', subdomains: true };
  const withSubdomains = aDocument({ 'x-clauses': [aClause('denied-domain', params)] });
  expect(brokenBy(aDesk(withSubdomains, facts).send(aCall({ email })))).toEqual(denied ? ['tiny/denied-domain'] : []);
});

test('an absent address, and an unknown list, deny nothing', () => {
  expect(brokenBy(aDesk(document, facts).send(aCall({})))).toEqual([]);
  expect(brokenBy(aDesk(document).send(aCall({ email: 'a@blocked.example' })))).toEqual([]);
});
