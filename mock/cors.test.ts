import { expect, test } from 'vitest';
import { isPreflight, preflightAnswer, withCors } from './cors.ts';

const origin = 'http://app.example';

function request(headers: Record<string, string>, method = 'GET') {
  return { method, target: '/', headers, body: new Uint8Array(), origin: 'http://mock.test' };
}

function varyOf(headers: Record<string, string>): unknown {
  const answer = withCors(request({ origin }), { status: 200, headers, body: '' });
  return Object.entries(answer.headers).filter(([name]) => name.toLowerCase() === 'vary');
}

test('an answer to no origin stays as it is', () => {
  const answer = { status: 200, headers: { Vary: 'Accept' }, body: '' };
  expect(withCors(request({}), answer)).toBe(answer);
});

test('an answer to a page may be read by it, with the headers that it has', () => {
  const { headers } = withCors(request({ origin }), { status: 200, headers: { 'X-Left': '1' }, body: '' });
  expect(headers).toMatchObject({ 'Access-Control-Allow-Origin': origin, 'X-Left': '1' });
  expect(headers['Access-Control-Expose-Headers']).toMatch(/^X-Left, X-Mock-Reason, /);
});

test('what an answer depends on already is kept', () => {
  expect(varyOf({})).toEqual([['Vary', 'Origin']]);
  expect(varyOf({ vary: 'Accept' })).toEqual([['vary', 'Accept, Origin']]);
  expect(varyOf({ Vary: 'Accept, origin' })).toEqual([['Vary', 'Accept, origin']]);
  expect(varyOf({ Vary: '*' })).toEqual([['Vary', '*']]);
  expect(varyOf({ Vary: '' })).toEqual([['Vary', 'Origin']]);
});

test('a preflight is an OPTIONS request that asks for a method', () => {
  const asks = { origin, 'access-control-request-method': 'PUT' };
  expect(isPreflight(request(asks, 'OPTIONS'))).toBe(true);
  expect(isPreflight(request(asks, 'PUT'))).toBe(false);
  expect(isPreflight(request({ origin }, 'OPTIONS'))).toBe(false);
  const { status, headers } = preflightAnswer(request({ ...asks, 'access-control-request-headers': 'a,b' }, 'OPTIONS'));
  expect([status, headers['Access-Control-Allow-Headers']]).toEqual([204, 'a,b']);
  expect(preflightAnswer(request(asks, 'OPTIONS')).headers).not.toHaveProperty('Access-Control-Allow-Headers');
});
