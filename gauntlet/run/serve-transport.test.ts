import { expect, test } from 'vitest';
import { NoAnswer } from '../serve.ts';
import { ORIGIN, serveTransport } from './serve-transport.ts';

const request = {
  method: 'POST',
  path: '/users?a=1',
  headers: [
    ['X-A', '1'],
    ['x-a', '2'],
  ] as const,
  body: undefined,
};

test('hands the request over as it is, below the base URL', async () => {
  const seen: unknown[] = [];
  const transport = serveTransport(
    async (plain) => {
      seen.push([plain.method, plain.target, plain.headers['x-a']]);
      return { status: 204, headers: {}, body: '' };
    },
    () => 0,
  );
  await transport.send(`${ORIGIN}/_s/t-1`, request);
  expect(seen).toEqual([['POST', '/_s/t-1/users?a=1', '1, 2']]);
});

test('takes away what the mock says about itself, and keeps the case of other names', async () => {
  const headers = { 'X-Mock-Reason': 'why', Link: '</x>', 'Content-TYPE': 'text/plain' };
  const transport = serveTransport(
    async () => ({ status: 200, headers, body: 'é' }),
    () => 0,
  );
  const exchange = await transport.send(ORIGIN, request);
  expect(exchange).toMatchObject({ kind: 'answer', reasonPhrase: 'OK', headers: [['Content-TYPE', 'text/plain']] });
});

test('what never comes is a timeout at once', async () => {
  const transport = serveTransport(
    () => Promise.reject(new NoAnswer('timeout')),
    () => 0,
  );
  expect(await transport.send(ORIGIN, request)).toMatchObject({ kind: 'failure', failure: 'timeout' });
});
