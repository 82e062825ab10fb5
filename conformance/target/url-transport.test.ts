import type { Socket } from 'node:net';
import { brotliCompressSync, deflateRawSync, deflateSync, gzipSync } from 'node:zlib';
import { afterEach, describe, expect, test } from 'vitest';
import { type RawServer, serveRaw } from '../../test/raw-server.ts';
import type { Exchange, WireRequest } from './exchange.ts';
import type { Transport } from './target.ts';
import { UnsendableRequest, whyUnsendable } from './unsendable-request.ts';
import { type UrlTransportOptions, urlTransport } from './url-transport.ts';

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
const OK = 'HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nhi';

describe('an answer', () => {
  test('has reason phrase, fields in order with repeats and case, and body', async () => {
    const { url, seen } = await serve((socket) =>
      socket.write(
        'HTTP/1.1 400 EmailAddress In Use\r\nX-b: 1\r\nset-cookie: a\r\nX-B: 2\r\nContent-Length: 2\r\n\r\nhi',
      ),
    );
    const exchange = await aTransport().send(`${url}/base/`, post);
    expect(exchange).toMatchObject({
      kind: 'answer',
      status: 400,
      reasonPhrase: 'EmailAddress In Use',
      headers: [
        ['X-b', '1'],
        ['set-cookie', 'a'],
        ['X-B', '2'],
        ['Content-Length', '2'],
      ],
    });
    expect(textOf(exchange)).toBe('hi');
    expect(seen.text).toMatch(/^POST \/base\/users HTTP\/1\.1\r\nhost: 127/);
    expect(seen.text).toContain('accept-encoding: identity\r\n');
    expect(seen.text).toMatch(/content-length: 2\r\n\r\n\{\}$/);
  });

  test.each([
    ['without a reason', 'HTTP/1.1 204 \r\n\r\n', ''],
    ['of HTTP/1.0 that ends with the connection', 'HTTP/1.0 200 OK\r\n\r\nhi', 'hi'],
    ['without a length that ends with the connection', 'HTTP/1.1 200 OK\r\nConnection: close\r\n\r\nhi', 'hi'],
    ['in chunks', 'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1\r\nh\r\n1\r\ni\r\n0\r\n\r\n', 'hi'],
    ['after interim ones', `HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\nLink: <x>\r\n\r\n${OK}`, 'hi'],
    ['that is a redirect', 'HTTP/1.1 302 Found\r\nLocation: /users\r\nContent-Length: 0\r\n\r\n', ''],
    ['with bytes that are no UTF-8', 'HTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\n\xff', '\ufffd'],
    ['after an empty line', `\r\n${OK}`, 'hi'],
  ])('%s is complete', async (_, wire, text) => {
    const { url, seen } = await serve((socket) => {
      socket.write(Buffer.from(wire, 'latin1'));
      if (!wire.includes('chunked') && !wire.includes('Content-Length')) socket.end();
    });
    expect(await aTransport().send(url, post)).toMatchObject({ kind: 'answer' });
    expect(textOf(await aTransport().send(url, get))).toBe(text);
    expect(seen.requests).toBe(2);
  });

  test('is the same when it comes byte by byte', async () => {
    const { url } = await serve((socket) => {
      const bytes = [
        ...Buffer.from(`HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 400 EmailAddress In Use\r\nContent-Length: 2\r\n\r\nhi`),
      ];
      const next = (): void => {
        const byte = bytes.shift();
        if (byte !== undefined) socket.write(Buffer.of(byte), () => setImmediate(next));
      };
      socket.setNoDelay(true);
      next();
    });
    const exchange = await aTransport().send(url, post);
    expect(exchange).toMatchObject({ status: 400, reasonPhrase: 'EmailAddress In Use' });
    expect(textOf(exchange)).toBe('hi');
  });

  test('to HEAD has no body, whatever its length says', async () => {
    const { url } = await serve((socket) => socket.write('HTTP/1.1 200 OK\r\nContent-Length: 20\r\n\r\n'));
    expect(await aTransport().send(url, { ...get, method: 'HEAD' })).toMatchObject({ status: 200, body: Buffer.of() });
  });

  test('that comes before the request was read is taken', async () => {
    const { url } = await serve((socket) =>
      socket.end('HTTP/1.1 413 Too Large\r\nConnection: close\r\nContent-Length: 0\r\n\r\n'),
    );
    expect(await aTransport().send(url, { ...post, body: Buffer.alloc(200_000) })).toMatchObject({ status: 413 });
  });
});

describe('an encoded body', () => {
  const text = Buffer.from('hello '.repeat(100));
  test.each([
    ['gzip', gzipSync(text)],
    ['X-GZIP', gzipSync(text)],
    ['deflate', deflateSync(text)],
    ['deflate', deflateRawSync(text)],
    ['br', brotliCompressSync(text)],
    ['gzip, br', brotliCompressSync(gzipSync(text))],
    ['identity', text],
    ['utf-8', text],
  ])('in %s is decoded', async (coding, body) => {
    const { url } = await serve((socket) => socket.write(encoded(coding, body)));
    expect(textOf(await aTransport().send(url, post))).toBe(text.toString());
  });

  test('that is empty has nothing to decode', async () => {
    const { url } = await serve((socket) => socket.write(encoded('gzip', Buffer.of())));
    expect(textOf(await aTransport().send(url, post))).toBe('');
  });
});

describe('a request', () => {
  test.each<[string, Partial<WireRequest>]>([
    ['a method with a blank', { method: 'PO ST' }],
    ['the method CONNECT', { method: 'CONNECT' }],
    ['a path without a slash', { path: 'users' }],
    ['a path with a blank', { path: '/a b' }],
    ['a path with an astral character', { path: '/\u{1f600}' }],
    ['a name that is no token', { headers: [['a b', 'c']] }],
    ['a line break in a field', { headers: [['X-A', 'secret\r\nX-B: c']] }],
    ['a character beyond Latin-1 in a field', { headers: [['X-A', 'secret\u0416']] }],
    ['a length of its own', { headers: [['Content-Length', '7']] }],
    ['an expectation', { headers: [['Expect', '100-continue']] }],
  ])('with %s is the fault of the kit: nothing is sent', async (_, change) => {
    const { url, seen } = await serve((socket) => socket.write(OK));
    expect(whyUnsendable({ ...post, ...change })).toBeDefined();
    const sent = aTransport().send(url, { ...post, ...change });
    await expect(sent).rejects.toThrow(UnsendableRequest);
    await expect(sent).rejects.not.toThrow(/secret/);
    expect(seen.connections).toBe(0);
  });

  test('may carry any octet in fields and repeat them', async () => {
    const { url, seen } = await serve((socket) => socket.write(OK));
    const headers: [string, string][] = [
      ['X-A', 'caf\xe9\t'],
      ['X-A', ''],
      ['Accept-Encoding', 'gzip'],
    ];
    await aTransport().send(url, { ...get, headers });
    expect(seen.text).toContain('X-A: caf\xe9\t\r\nX-A: \r\nAccept-Encoding: gzip\r\n');
    expect(seen.text).not.toContain('identity');
  });
});

function encoded(coding: string, body: Uint8Array): Buffer {
  return Buffer.concat([
    Buffer.from(`HTTP/1.1 200 OK\r\nContent-Encoding: ${coding}\r\nContent-Length: ${body.length}\r\n\r\n`),
    body,
  ]);
}
