import { expect, test } from 'vitest';
import { aCall, aClause, aDesk, aDocument, brokenBy } from '../../test/builders.ts';

const params = { at: '/password', policy: 'policy', weak: 'weak', strong: 'strong' };
const document = aDocument({ 'x-clauses': [aClause('strong-password', params)] });
const facts = { policy: { minLength: 8, classes: 3 }, weak: ['Listed1weak'], strong: ['ok'] };
const judge = (password: unknown, known: object = facts) =>
  brokenBy(aDesk(document, { ...known }).send(aCall({ password: password as string }))).length > 0;

test.each([
  ['Abcdefg1', false],
  ['Abcdef1', true],
  ['abcdefg1', true],
  ['abcdef1!', false],
  ['ABCDEFGH', true],
  ['Abc def 12', false],
  ['Äbcdéfg1', false],
  ['𝒳bcdefG1', false],
])('%s is weak: %j', (password, weak) => {
  expect(judge(password)).toBe(weak);
});

test('the lists win over the policy', () => {
  expect(judge('ok')).toBe(false);
  expect(judge('Listed1weak')).toBe(true);
  expect(judge('ok', { ...facts, weak: ['ok'] })).toBe(true);
});

test('length is counted in characters, not in code units', () => {
  expect(judge('Ab1😀😀😀', facts)).toBe(true);
  expect(judge('Ab1😀😀😀😀😀', facts)).toBe(false);
});

test('without a known policy only the lists judge; no password is no matter of strength', () => {
  expect(judge('x', { weak: ['y'] })).toBe(false);
  expect(judge('y', { weak: ['y'] })).toBe(true);
  expect(judge(undefined)).toBe(false);
  expect(judge(7)).toBe(false);
});
