import type { Socket } from 'node:net';
import { gzipSync } from 'node:zlib';
import { afterEach, describe, expect, test } from 'vitest';
import { type RawServer, sendForEver, serveRaw } from '../../test/raw-server.ts';
import type { Exchange, WireRequest } from './exchange.ts';
import type { Transport } from './target.ts';
import { type UrlTransportOptions, urlTransport } from './url-transport.ts';

const PIECE = 'x'.repeat(65_536);
const WRAPPED = Array.from({ length: 5 }).reduce<Uint8Array>((body) => gzipSync(body), Buffer.from('x'));

const closers: (() => PromiseLike<unknown>)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0).toReversed()) await close();
});

function aTransport(options: Partial<UrlTransportOptions> = {}): Transport {
  const transport = urlTransport({ timeoutMs: 1_000, now: () => performance.now(), ...options });
  closers.push(() => transport.close());
  return transport;
}

async function serve(onRequest: (socket: Socket, nth: number) => void): Promise<RawServer> {
  const server = await serveRaw(onRequest);
  closers.push(() => server[Symbol.asyncDispose]());
  return server;
}

const post: WireRequest = {
  method: 'POST',
  path: '/users',
  headers: [['Content-Type', 'application/json']],
  body: Buffer.from('{}'),
};
const get: WireRequest = { method: 'GET', path: '/users?a=1', headers: [], body: undefined };

const textOf = (exchange: Exchange): string =>
  exchange.kind === 'answer' ? Buffer.from(exchange.body).toString() : `${exchange.failure}: ${exchange.message}`;
const failureOf = (exchange: Exchange): string => (exchange.kind === 'failure' ? exchange.failure : 'answer');

const OK = 'HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nhi';

describe('a failure', () => {
  const cases: [string, string, (socket: Socket) => void][] = [
    ['timeout', 'hangs', () => undefined],
    ['timeout', 'dribbles for ever', (socket) => sendForEver(socket, OK.replace('h: 2', 'h: 99999'), ' ')],
    ['timeout', 'dribbles its head for ever', (socket) => sendForEver(socket, 'HTTP/1.1 200 OK\r\nX:', ' ')],
    ['timeout', 'sends interim answers for ever', (socket) => sendForEver(socket, '', 'HTTP/1.1 100 Continue\r\n\r\n')],
    ['timeout', 'stops inside the first line', (socket) => socket.write('HTTP/1.1 2')],
    ['timeout', 'stops inside the body', (socket) => socket.write('HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nhi')],
    ['reset', 'closes', (socket) => socket.end()],
    ['reset', 'resets', (socket) => socket.resetAndDestroy()],
    ['truncated', 'closes inside the first line', (socket) => socket.end('HTTP/1.1 2')],
    ['truncated', 'closes inside the head', (socket) => socket.end('HTTP/1.1 200 OK\r\nX: ')],
    ['truncated', 'closes inside the body', (socket) => socket.end('HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nhi')],
    [
      'truncated',
      'closes inside the body after saying so',
      (socket) => socket.end('HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 9\r\n\r\nhi'),
    ],
    [
      'truncated',
      'closes inside a chunk',
      (socket) => socket.end('HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n9\r\nhi'),
    ],
    [
      'truncated',
      'closes without the last chunk',
      (socket) => socket.end('HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nhi\r\n'),
    ],
    [
      'truncated',
      'closes inside a chunk after saying so',
      (socket) => socket.end('HTTP/1.1 200 OK\r\nConnection: close\r\nTransfer-Encoding: chunked\r\n\r\n9\r\nhi'),
    ],
    ['truncated', 'closes after an interim answer', (socket) => socket.end('HTTP/1.1 100 Continue\r\n\r\n')],
    ['not-http', 'sends garbage', (socket) => socket.write('\x1b[31mno\x07 HTTP at all')],
    ['not-http', 'sends a line of garbage', (socket) => socket.write('HTTP/1.1 OK 200\r\n\r\n')],
    ['not-http', 'speaks HTTP/2', (socket) => socket.write(Buffer.from('000000040000000000', 'hex'))],
    [
      'not-http',
      'switches the protocol',
      (socket) => socket.write('HTTP/1.1 101 Switching\r\nUpgrade: x\r\nConnection: upgrade\r\n\r\n'),
    ],
    ['not-http', 'switches to nothing', (socket) => socket.write('HTTP/1.1 101 Switching\r\n\r\n')],
    [
      'not-http',
      'sends a chunk size that is none',
      (socket) => socket.write('HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n'),
    ],
    [
      'not-http',
      'sends a length that is none',
      (socket) => socket.write('HTTP/1.1 200 OK\r\nContent-Length: two\r\n\r\nhi'),
    ],
    [
      'not-http',
      'sends two lengths',
      (socket) => socket.write('HTTP/1.1 200 OK\r\nContent-Length: 2\r\nContent-Length: 3\r\n\r\nhi'),
    ],
    [
      'not-http',
      'sends a field name with a blank',
      (socket) => socket.write('HTTP/1.1 200 OK\r\nContent-Length: 2\r\nX y: 1\r\n\r\nhi'),
    ],
    [
      'too-large',
      'sends 50 MB',
      (socket) => sendForEver(socket, 'HTTP/1.1 200 OK\r\nContent-Length: 50000000\r\n\r\n', PIECE),
    ],
    [
      'too-large',
      'sends without end',
      (socket) => sendForEver(socket, 'HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n', PIECE),
    ],
    ['too-large', 'sends one field without end', (socket) => sendForEver(socket, 'HTTP/1.1 200 OK\r\nX: ', PIECE)],
    [
      'too-large',
      'sends fields without end',
      (socket) => sendForEver(socket, 'HTTP/1.1 200 OK\r\n', `X: ${'y'.repeat(90)}\r\n`),
    ],
    ['too-large', 'sends a gzip bomb', (socket) => socket.write(encoded('gzip', gzipSync(Buffer.alloc(2_000_000))))],
    ['not-http', 'sends no gzip as gzip', (socket) => socket.write(encoded('gzip', Buffer.from('plain')))],
    [
      'not-http',
      'sends half a gzip',
      (socket) => socket.write(encoded('gzip', gzipSync('hello hello').subarray(0, 20))),
    ],
    ['not-http', 'wraps five times over', (socket) => socket.write(encoded('gzip,'.repeat(5), WRAPPED))],
  ];

  test.each(cases)('is %s when the server %s', async (kind, _, behave) => {
    const { url, seen } = await serve(behave);
    const transport = aTransport({ timeoutMs: kind === 'timeout' ? 150 : 1_000, maxBytes: 1_000_000 });
    const exchange = await transport.send(url, post);
    expect(failureOf(exchange), textOf(exchange)).toBe(kind);
    expect(exchange).toMatchObject({
      message: expect.stringMatching(/^[\x20-\x7e…]{10,240}$/),
      ms: expect.any(Number),
    });
    expect(seen.requests).toBe(1);
    await expect.poll(() => seen.closed).toBe(kind === 'not-http' || kind === 'too-large' ? seen.closed : 1);
  });

  test('does not spoil the next request', async () => {
    const { url } = await serve((socket, nth) => {
      if (nth === 1) sendForEver(socket, 'HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n', PIECE);
      else socket.write(OK);
    });
    const transport = aTransport({ maxBytes: 1_000 });
    expect(failureOf(await transport.send(url, post))).toBe('too-large');
    expect(textOf(await transport.send(url, post))).toBe('hi');
  });

  test('is unreachable where nobody listens, and where the name or the URL is none', async () => {
    const { url } = await serve(() => undefined);
    await closers.splice(0)[0]?.();
    const exchange = await aTransport().send(url, post);
    expect(textOf(exchange)).toMatch(/^unreachable: 127\.0\.0\.1:\d+ cannot be reached: .*ECONNREFUSED/);
    expect(textOf(await aTransport().send('http://user:secret@nobody.invalid', post))).toMatch(
      /^unreachable: nobody\.invalid:80 /,
    );
    expect(failureOf(await aTransport().send('nobody', post))).toBe('unreachable');
    expect(failureOf(await aTransport().send('file:///x', post))).toBe('unreachable');
  });

  test('is the end of what the run gives up, before and while it is under way', async () => {
    const controller = new AbortController();
    const { url, seen } = await serve(() => controller.abort());
    const transport = aTransport();
    expect(await transport.send(url, post, controller.signal)).toMatchObject({
      failure: 'timeout',
      message: 'The run gave the request up.',
    });
    expect(failureOf(await transport.send(url, post, controller.signal))).toBe('timeout');
    expect(seen.requests).toBe(1);
  });

  test('is the end of what is under way when the transport closes', async () => {
    const transport = aTransport();
    const { url } = await serve(() => void transport.close());
    expect(failureOf(await transport.send(url, get))).toBe('reset');
    expect(failureOf(await transport.send(url, get))).toBe('timeout');
  });
});

function encoded(coding: string, body: Uint8Array): Buffer {
  return Buffer.concat([
    Buffer.from(`HTTP/1.1 200 OK\r\nContent-Encoding: ${coding}\r\nContent-Length: ${body.length}\r\n\r\n`),
    body,
  ]);
}
