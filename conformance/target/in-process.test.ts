import { createServer, type RequestListener } from 'node:http';
import { createRequire } from 'node:module';
import { gzipSync } from 'node:zlib';
import fastify from 'fastify';
import { Hono } from 'hono';
import { afterEach, describe, expect, test } from 'vitest';
import type { Exchange, WireRequest } from './exchange.ts';
import { type FetchFunction, fetchTransport } from './fetch-transport.ts';
import type { Transport } from './target.ts';
import { type TargetSubject, targetOf } from './target-of.ts';
import { UnsendableRequest } from './unsendable-request.ts';

const limits = { timeoutMs: 1_000, maxBytes: 1_000, now: (): number => performance.now() };
const post: WireRequest = {
  method: 'POST',
  path: '/users?a=1',
  headers: [['Content-Type', 'application/json']],
  body: Buffer.from('{"a":1}'),
};
const closers: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0)) await close();
});

function reach(subject: TargetSubject): { baseUrl: string; transport: Transport } {
  const target = targetOf(subject, limits);
  closers.push(() => target.transport.close());
  return target;
}

const listener: RequestListener = (request, response) => {
  let text = '';
  request.on('data', (chunk) => {
    text += chunk;
  });
  request.on('end', () => {
    response.writeHead(201, 'Made', { 'X-Url': request.url ?? '' });
    response.end(text);
  });
};

/** Express brings no types. */
const express = createRequire(import.meta.url)('express');

function anExpressApp(): RequestListener {
  const app = express();
  app.post(
    '/base/users',
    express.text({ type: '*/*' }),
    (
      request: { originalUrl: string; body: string },
      response: {
        status: (code: number) => typeof response;
        set: (name: string, value: string) => typeof response;
        send: (body: string) => void;
      },
    ) => {
      response.status(201).set('X-Url', request.originalUrl).send(request.body);
    },
  );
  return app;
}

function aFastifyApp(): TargetSubject {
  const app = fastify();
  closers.push(() => app.close());
  app.post('/base/users', (request, reply) =>
    reply.code(201).header('X-Url', request.url).send(JSON.stringify(request.body)),
  );
  return app;
}

function aHonoApp(): TargetSubject {
  const app = new Hono();
  app.post('/base/users', async (context) => {
    const { pathname, search } = new URL(context.req.url);
    return context.body(await context.req.text(), 201, { 'X-Url': pathname + search });
  });
  return app;
}

const fetchEcho: FetchFunction = async (request) => {
  const { pathname, search } = new URL(request.url);
  return new Response(await request.text(), {
    status: 201,
    statusText: 'Made',
    headers: { 'X-Url': pathname + search },
  });
};

test.each<[string, () => TargetSubject]>([
  ['a listener', () => listener],
  ['an object with a listener', () => ({ handler: listener })],
  ['a server', () => createServer(listener)],
  ['an Express app', anExpressApp],
  ['a Fastify app', aFastifyApp],
  ['a Hono app', aHonoApp],
  ['an object with a fetch function', () => ({ fetch: fetchEcho })],
])('%s is reached below any base URL', async (_, make) => {
  const { baseUrl, transport } = reach(make());
  for (const base of [`${baseUrl}/base`, 'http://elsewhere.invalid:81/base/']) {
    const exchange = await transport.send(base, post);
    expect(exchange).toMatchObject({ kind: 'answer', status: 201, ms: expect.any(Number) });
    expect(
      new Map(
        exchange.kind === 'answer' ? exchange.headers.map(([name, value]) => [name.toLowerCase(), value]) : [],
      ).get('x-url'),
    ).toBe('/base/users?a=1');
    expect(textOf(exchange)).toBe('{"a":1}');
  }
});

test('a server that listens is left running, one that does not is ended', async () => {
  const running = createServer(listener);
  await new Promise<void>((resolve) => running.listen(0, '127.0.0.1', resolve));
  const idle = createServer(listener);
  for (const server of [running, idle]) {
    const { transport } = targetOf(server, limits);
    expect(await transport.send('http://127.0.0.1', post)).toMatchObject({ status: 201 });
    await transport.close();
  }
  expect([running.listening, idle.listening]).toEqual([true, false]);
  await new Promise((resolve) => running.close(resolve));
});

test('a URL is taken without its final slash, and what is no target is refused', () => {
  expect(reach('http://127.0.0.1:1/a/').baseUrl).toBe('http://127.0.0.1:1/a');
  expect(reach(new URL('https://a.example')).baseUrl).toBe('https://a.example');
  for (const bad of ['nowhere', 'ftp://a', 'http://u:p@a', 'http://a?b', 'http://a/#b', {}, null, 7])
    expect(() => targetOf(bad as never, limits)).toThrow(/expected/);
});

describe.each<[string, (behaviour: 'throw' | 'reject' | 'hang') => TargetSubject]>([
  [
    'a listener',
    (behaviour) => () => {
      if (behaviour === 'throw') throw new Error('boom');
      return behaviour === 'reject' ? (Promise.reject(new Error('boom')) as never) : undefined;
    },
  ],
  [
    'a fetch function',
    (behaviour) => ({
      fetch: () => {
        if (behaviour === 'throw') throw new Error('boom');
        return behaviour === 'reject' ? Promise.reject(new Error('boom')) : new Promise<never>(() => undefined);
      },
    }),
  ],
])('%s', (_, make) => {
  test.each(['throw', 'reject'] as const)('that fails by %s resets', async (behaviour) => {
    expect(await reach(make(behaviour)).transport.send('http://a', post)).toMatchObject({ failure: 'reset' });
  });

  test('that hangs runs into the deadline, the signal and the end', async () => {
    const target = targetOf(make('hang'), { ...limits, timeoutMs: 100 });
    expect(await target.transport.send('http://a', post)).toMatchObject({ failure: 'timeout' });
    const controller = new AbortController();
    const given = target.transport.send('http://a', post, controller.signal);
    controller.abort();
    expect(await given).toMatchObject({ failure: 'timeout', message: expect.stringContaining('up') });
    const late = target.transport.send('http://a', post);
    await target.transport.close();
    expect(await late).toMatchObject({ kind: 'failure' });
    expect(await target.transport.send('http://a', post)).toMatchObject({ failure: 'timeout' });
  });
});

describe('a fetch function', () => {
  const send = (fetch: unknown, request: WireRequest = post): Promise<Exchange> =>
    fetchTransport(fetch as FetchFunction, limits).send('http://127.0.0.1', request);

  test.each([undefined, null, 'x', {}, Response.error()])('that yields %s is not HTTP', async (yielded) => {
    expect(await send(() => yielded)).toMatchObject({ failure: 'not-http' });
  });

  test('has its body limited and decoded', async () => {
    const endless = (): Response =>
      new Response(new ReadableStream({ pull: (controller) => controller.enqueue(new Uint8Array(400)) }));
    expect(await send(endless)).toMatchObject({ failure: 'too-large' });
    const headers = { 'Content-Encoding': 'gzip' };
    expect(textOf(await send(() => new Response(gzipSync('hello'), { headers })))).toBe('hello');
    expect(await send(() => new Response(gzipSync(Buffer.alloc(5_000)), { headers }))).toMatchObject({
      failure: 'too-large',
    });
  });

  test('that stops inside the body breaks off', async () => {
    const broken = (): Response =>
      new Response(new ReadableStream({ pull: (controller) => controller.error(new Error('cut')) }));
    expect(await send(broken)).toMatchObject({ failure: 'reset' });
  });

  test('keeps repeated cookies apart, and may answer nothing', async () => {
    const headers: [string, string][] = [
      ['Set-Cookie', 'a'],
      ['Set-Cookie', 'b'],
    ];
    expect(await send(() => new Response(null, { status: 204, headers }))).toMatchObject({
      status: 204,
      headers: headers.map(([name, value]) => [name.toLowerCase(), value]),
      body: new Uint8Array(),
    });
  });

  test('is not called with what cannot be sent', async () => {
    const unsendable = [
      { path: '/a b' },
      { method: 'TRACE' },
      { method: 'GET' },
      { headers: [['X', '\u0416']] as const },
    ];
    for (const change of unsendable)
      await expect(send(fetchEcho, { ...post, ...change })).rejects.toThrow(UnsendableRequest);
  });
});

function textOf(exchange: Exchange): string {
  return exchange.kind === 'answer'
    ? Buffer.from(exchange.body).toString()
    : `${exchange.failure}: ${exchange.message}`;
}
