import { expect, test } from 'vitest';
import { Sandboxes } from './sandboxes.ts';

test('tenants are counted through and pass over names in use', () => {
  const sandboxes = new Sandboxes(10);
  sandboxes.add('b-2');
  const names = ['a!', 'b', 'b', '***'].map((run) => sandboxes.nextTenant(run));
  expect(names).toEqual(['a-1', 'b-3', 'b-4', 'run-5']);
  sandboxes.clear();
  expect(sandboxes.nextTenant('b')).toBe('b-1');
});

test('no more are opened than there may be; the default one always is', () => {
  const sandboxes = new Sandboxes(1);
  sandboxes.add('default');
  expect([sandboxes.refusal('one'), sandboxes.has('default')]).toEqual([undefined, false]);
  sandboxes.add('one');
  expect([sandboxes.refusal('one'), sandboxes.refusal('default')]).toEqual([undefined, undefined]);
  expect(sandboxes.refusal('two')).toMatchObject({ status: 503, code: 'too-many-sandboxes' });
  sandboxes.delete('one');
  expect(sandboxes.refusal('two')).toBeUndefined();
});
