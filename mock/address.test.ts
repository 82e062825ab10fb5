import { expect, test } from 'vitest';
import { isAdminTarget, isSandboxName, parseAddress } from './address.ts';

test.each([
  ['/a/b?x=1&y=?', { sandbox: 'default', path: '/a/b', query: 'x=1&y=?', prefix: '' }],
  ['/_s/one/a', { sandbox: 'one', path: '/a', query: '', prefix: '/_s/one' }],
  ['/_s/one', { sandbox: 'one', path: '/', query: '', prefix: '/_s/one' }],
  ['/_s/one?x', { sandbox: 'one', path: '/', query: 'x', prefix: '/_s/one' }],
  ['/_sx/a', { sandbox: 'default', path: '/_sx/a', query: '', prefix: '' }],
  ['/_s/', undefined],
  ['/_s/a%20b/', undefined],
  ['/_s/../a', undefined],
])('%s', (target, address) => {
  expect(parseAddress(target)).toEqual(address);
});

test('names of sandboxes are short and plain', () => {
  expect(['a', '7.b_c-d', 'x'.repeat(64)].map(isSandboxName)).toEqual([true, true, true]);
  expect(['', '-a', '.a', 'x'.repeat(65), 'a/b', 'é', 'a\n'].map(isSandboxName)).toEqual(Array(7).fill(false));
});

test('only /__admin and what is below it is the admin API', () => {
  expect(['/__admin', '/__admin/', '/__admin?x', '/__admin/health'].map(isAdminTarget)).toEqual(Array(4).fill(true));
  expect(['/__adminx', '/__admi', '/a/__admin', '/_s/a/__admin'].map(isAdminTarget)).toEqual(Array(4).fill(false));
});
