import { createServer as createHttpServer } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { afterEach, describe, expect, test } from 'vitest';
import { type RawServer, serveRaw } from '../../test/raw-server.ts';
import type { Exchange, WireRequest } from './exchange.ts';
import type { Transport } from './target.ts';
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
const failureOf = (exchange: Exchange): string => (exchange.kind === 'failure' ? exchange.failure : 'answer');

const OK = 'HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nhi';

describe('a kept connection', () => {
  let time = 0;
  const wait = (ms: number): void => {
    time += ms;
  };
  const aTimedTransport = (): Transport => aTransport({ now: () => time });

  test('carries the next request once it has stayed open for a while', async () => {
    const { url, seen } = await serve((socket) => socket.write(OK));
    const transport = aTimedTransport();
    for (let round = 0; round < 3; round += 1) expect(textOf(await transport.send(url, post))).toBe('hi');
    expect(seen).toMatchObject({ connections: 3, requests: 3 });
    wait(60);
    for (let round = 0; round < 3; round += 1) expect(textOf(await transport.send(url, post))).toBe('hi');
    expect(seen).toMatchObject({ connections: 3, requests: 6 });
    await expect.poll(() => seen.closed).toBe(2);
  });

  test('is tried out beside requests that follow one another quickly', async () => {
    const { url, seen } = await serve((socket) => socket.write(OK));
    const transport = aTimedTransport();
    for (let round = 0; round < 20; round += 1, wait(20)) await transport.send(url, post);
    expect(seen).toMatchObject({ connections: 3, requests: 20 });
  });

  test('carries GET at once', async () => {
    const { url, seen } = await serve((socket) => socket.write(OK));
    const transport = aTimedTransport();
    for (let round = 0; round < 3; round += 1) expect(textOf(await transport.send(url, get))).toBe('hi');
    expect(seen).toMatchObject({ connections: 1, requests: 3 });
  });

  test.each([post, get])('of a server that closes after each answer is not used by $method', async (request) => {
    const { url, seen } = await serve((socket) => socket.end(OK));
    const transport = aTransport();
    for (let round = 0; round < 50; round += 1) expect(textOf(await transport.send(url, request))).toBe('hi');
    expect(seen.connections).toBe(50);
  });

  test('that closes under a request is replaced for GET', async () => {
    const { url, seen } = await serve((socket, nth) => (nth === 2 ? socket.destroy() : socket.write(OK)));
    const transport = aTransport();
    await transport.send(url, get);
    expect(textOf(await transport.send(url, get))).toBe('hi');
    expect(seen).toMatchObject({ connections: 2, requests: 3 });
  });

  test('that closes under a GET twice is a fault of the server', async () => {
    const { url, seen } = await serve((socket, nth) => (nth > 1 ? socket.destroy() : socket.write(OK)));
    const transport = aTransport();
    await transport.send(url, get);
    expect(failureOf(await transport.send(url, get))).toBe('reset');
    expect(seen).toMatchObject({ connections: 2, requests: 3 });
  });

  test('that closes under a POST is a fault of the server, and none carries a POST again', async () => {
    const { url, seen } = await serve((socket, nth) => (nth === 2 ? socket.destroy() : socket.write(OK)));
    const transport = aTimedTransport();
    await transport.send(url, post);
    wait(60);
    expect(failureOf(await transport.send(url, post))).toBe('reset');
    expect(seen).toMatchObject({ connections: 1, requests: 2 });
    for (let round = 0; round < 3; round += 1) {
      wait(60);
      expect(textOf(await transport.send(url, post))).toBe('hi');
    }
    expect(seen).toMatchObject({ connections: 4, requests: 5 });
  });

  test('that hangs under a GET is not replaced after the deadline', async () => {
    const { url, seen } = await serve((socket, nth) => nth === 1 && socket.write(OK));
    const transport = aTransport({ timeoutMs: 100 });
    await transport.send(url, get);
    expect(failureOf(await transport.send(url, get))).toBe('timeout');
    await expect.poll(() => seen.closed).toBe(1);
    expect(seen).toMatchObject({ connections: 1, requests: 2 });
  });

  test('that was idle for a second carries no POST', async () => {
    const { url, seen } = await serve((socket) => socket.write(OK));
    const transport = aTimedTransport();
    await transport.send(url, post);
    wait(1_500);
    await transport.send(url, get);
    expect(seen.connections).toBe(1);
    wait(1_500);
    await transport.send(url, post);
    expect(seen.connections).toBe(2);
  });

  test('with more than was asked for on it is not used again', async () => {
    const { url, seen } = await serve((socket) => socket.write(`${OK}HTTP/1.1 500 Stray\r\nContent-Length: 0\r\n\r\n`));
    const transport = aTransport();
    expect(textOf(await transport.send(url, get))).toBe('hi');
    expect(textOf(await transport.send(url, get))).toBe('hi');
    expect(seen.connections).toBe(2);
  });

  test('is one of as many as there may be', async () => {
    const held: Socket[] = [];
    const { url, seen } = await serve((socket) => {
      held.push(socket);
      if (held.length === 2) for (const each of held.splice(0)) each.write(OK);
    });
    const transport = aTransport({ connections: 2 });
    const exchanges = await Promise.all(Array.from({ length: 8 }, () => transport.send(url, post)));
    expect(exchanges.map(textOf)).toEqual(Array.from({ length: 8 }, () => 'hi'));
    expect(seen.requests).toBe(8);
  });
});

test('a proxy leads to hosts that are not on this machine, unless they are excused', async () => {
  const target = createHttpServer((_, response) => response.end('through'));
  await new Promise<void>((resolve) => target.listen(0, '127.0.0.1', resolve));
  closers.push(async () => {
    target.closeAllConnections();
    await new Promise((resolve) => target.close(resolve));
  });
  const { url, seen } = await serve((socket, nth) => {
    if (nth === 1) socket.write('HTTP/1.1 200 Established\r\n\r\n');
    else socket.write('HTTP/1.1 200 OK\r\nContent-Length: 7\r\n\r\nthrough');
  });
  const http = url.replace('//', '//user:p%40ss@');
  const transport = aTransport({ proxy: { http, no: 'direct.invalid' } });
  expect(textOf(await transport.send('http://far.invalid/x', get))).toBe('through');
  expect(seen.text).toMatch(
    /^CONNECT far\.invalid:80 HTTP\/1\.1\r\nHost: far\.invalid:80\r\nProxy-Authorization: Basic dXNlcjpwQHNz\r\n/,
  );
  expect(textOf(await transport.send('http://a.direct.invalid', get))).toMatch(
    /^unreachable: a\.direct\.invalid:80 cannot/,
  );
  const local = `http://127.0.0.1:${(target.address() as AddressInfo).port}`;
  expect(textOf(await transport.send(local, get))).toBe('through');
  expect(seen.connections).toBe(1);
});

test.each([
  ['HTTP/1.1 407 Proxy Authentication Required\r\n\r\n', 'it answered CONNECT with 407'],
  ['SSH-2.0\r\n\r\n', 'it does not answer in HTTP'],
])('a proxy that refuses is no fault of the target', async (answer, reason) => {
  const { url } = await serve((socket) => socket.write(answer));
  const exchange = await aTransport({ proxy: { https: url } }).send('https://far.invalid', get);
  expect(textOf(exchange)).toMatch(new RegExp(`^unreachable: The proxy 127\\.0\\.0\\.1:\\d+ leads nowhere: ${reason}`));
});

test('a proxy that is no URL is a fault of who set it', () => {
  expect(() => urlTransport({ timeoutMs: 1, now: () => 0, proxy: { https: 'ftp://x' } })).toThrow(/HTTPS_PROXY/);
});
