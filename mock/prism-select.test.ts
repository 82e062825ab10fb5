import { expect, test } from 'vitest';
import { askPrism, JSON_TYPE, jsonOf, THINGS } from '../test/ask-prism.ts';

test.each([
  ['code=404', 404, { error: 'gone' }, 'code=404'],
  ['code=404, example=never', 404, { error: 'never' }, 'code=404, example=never'],
  ['Code = "404" ; Example="never"', 404, { error: 'never' }, 'code=404, example=never'],
  ['respond-async, wait=100, code=418', 418, { error: 'other' }, 'code=418'],
  ['example=odd', 200, { name: 'a "b"' }, 'example=odd'],
  ['code=404, code=200', 404, { error: 'gone' }, 'code=404'],
  ['dynamic=false', 200, { name: 'pin' }, 'dynamic=false'],
])('Prefer: %s', async (prefer, status, body, applied) => {
  const answer = await askPrism(THINGS, 'getThing', '/things/1', { headers: { prefer } });
  expect(answer.status).toBe(status);
  expect(jsonOf(answer)).toEqual(body);
  expect(answer.headers['Preference-Applied']).toBe(applied);
});

test('preferences stand in the query as well, where the header wins', async () => {
  const answer = await askPrism(THINGS, 'getThing', '/things/1?__code=404&__example=never');
  expect(jsonOf(answer)).toEqual({ error: 'never' });
  const headers = { prefer: 'example=gone' };
  expect(jsonOf(await askPrism(THINGS, 'getThing', '/things/1?__code=404&__example=never', { headers }))).toEqual({
    error: 'gone',
  });
});

test('a code is answered whatever the request is like', async () => {
  const broken = { headers: { ...JSON_TYPE, prefer: 'code=201' }, body: '{' };
  expect(jsonOf(await askPrism(THINGS, 'createThing', '/things', broken))).toEqual({ id: 1 });
  expect((await askPrism(THINGS, 'getThing', '/things/x', { headers: { prefer: 'code=404' } })).status).toBe(404);
});

test('an example without a code is for good requests', async () => {
  const answer = await askPrism(THINGS, 'getThing', '/things/x', { headers: { prefer: 'example=odd' } });
  expect(answer.status).toBe(422);
  expect(jsonOf(answer)).toEqual({ error: 'other' });
  expect(answer.headers['Preference-Applied']).toBeUndefined();
});

test('a value is made up, and the same seed gives the same one', async () => {
  const headers = { prefer: 'dynamic=true, seed=7' };
  const answer = await askPrism(THINGS, 'getThing', '/things/1', { headers });
  expect(answer.headers['Preference-Applied']).toBe('dynamic=true, seed=7');
  expect(jsonOf(answer)).not.toEqual({ name: 'pin' });
  expect((await askPrism(THINGS, 'getThing', '/things/1', { headers })).body).toBe(answer.body);
  expect((await askPrism(THINGS, 'getThing', '/things/1?__dynamic&__seed=7')).body).toBe(answer.body);
});

test.each([
  ['code=500', 404, 'unknown-code', { codes: ['200', '404', '4XX'] }],
  [
    'example=gone',
    404,
    'unknown-example',
    { examples: { 200: ['small', 'odd', 'text'], 404: ['gone', 'never'], '4XX': ['default'] } },
  ],
  ['code=404, example=small', 404, 'unknown-example', {}],
  ['code=abc', 400, 'bad-preference', {}],
  ['code=99', 400, 'bad-preference', {}],
  ['code', 400, 'bad-preference', {}],
  ['example=""', 400, 'bad-preference', {}],
  ['dynamic=maybe', 400, 'bad-preference', {}],
  ['code=418, dynamic', 400, 'bad-preference', {}],
])('Prefer: %s cannot be followed', async (prefer, status, code, more) => {
  const answer = await askPrism(THINGS, 'getThing', '/things/1', { headers: { prefer } });
  expect(answer.status).toBe(status);
  expect(answer.headers['Content-Type']).toBe('application/problem+json');
  expect(jsonOf(answer)).toMatchObject({ status, code, ...more });
});

test('a media type that the chosen answer lacks is not replaced by another answer', async () => {
  const headers = { accept: 'application/xml', prefer: 'code=404' };
  const answer = await askPrism(THINGS, 'getThing', '/things/1', { headers });
  expect(jsonOf(answer)).toMatchObject({ status: 406, code: 'not-acceptable' });
});
