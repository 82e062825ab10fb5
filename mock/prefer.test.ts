import { expect, test } from 'vitest';
import { preferenceApplied, readPreferences, withoutPreferences } from './prefer.ts';

test.each([
  ['code=404', { code: 404 }],
  ['CODE=404', { code: 404 }],
  ['code = 404', { code: 404 }],
  ['code="404"', { code: 404 }],
  ['code=404, example=none', { code: 404, example: 'none' }],
  ['code=404; example=none', { code: 404, example: 'none' }],
  ['code=404;wait=10, dynamic', { code: 404, dynamic: true }],
  ['example="a, b; \\"c\\""', { example: 'a, b; "c"' }],
  ['example=two words', { example: 'two words' }],
  ['dynamic=false, seed=x', { dynamic: false, seed: 'x' }],
  ['code=404, code=200', { code: 404 }],
  [', ,respond-async, code=404,', { code: 404 }],
  ['', {}],
  ['"code"=404', {}],
])('reads Prefer: %s', (header, preferences) => {
  expect(readPreferences(header, new URLSearchParams())).toEqual({ ok: true, preferences });
});

test.each(['code=', 'code=4x4', 'code=101', 'code=600', 'code=4040', 'example', 'seed=""', 'dynamic=1'])(
  'finds fault with Prefer: %s',
  (header) => {
    expect(readPreferences(header, new URLSearchParams())).toMatchObject({ ok: false, fault: expect.any(String) });
  },
);

test('reads the query where the header says nothing', () => {
  const query = new URLSearchParams('__code=404&__example=none&__dynamic&code=500');
  const preferences = { code: 200, example: 'none', dynamic: true };
  expect(readPreferences('code=200', query)).toEqual({ ok: true, preferences });
  expect(withoutPreferences(query).toString()).toBe('code=500');
});

test('says what was applied so that it can be read again', () => {
  const preferences = { code: 404, example: 'a, "b"\\', dynamic: false, seed: '7' };
  const text = preferenceApplied(preferences);
  expect(text).toBe('code=404, example="a, \\"b\\"\\\\", dynamic=false, seed=7');
  expect(readPreferences(text, new URLSearchParams())).toEqual({ ok: true, preferences });
});
