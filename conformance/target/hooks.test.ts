import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, type RequestListener } from 'node:http';
import { createServer as createTcpServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import type { Json } from '../../specs/json.ts';
import { aClause, aContract, aDocument } from '../../test/builders.ts';
import { functionHook } from './ask.ts';
import { commandHook } from './command-hook.ts';
import { toHooks } from './hooks.ts';
import { HookError } from './target.ts';
import { urlHook } from './url-hook.ts';
import { urlTransport } from './url-transport.ts';

const contract = aContract(
  aDocument(
    { 'x-clauses': [aClause('strong-password', { at: '/password', policy: 'policy', weak: 'weak' })] },
    {
      'x-facts': {
        seats: { says: 'Users that fit.', schema: { type: 'integer' } },
        weak: { says: 'Refused passwords.', schema: { type: 'array', items: { type: 'string' } } },
      },
      'x-credentials': [
        { in: 'header', name: 'Authorization', secret: true, schema: { type: 'string' } },
        { in: 'body', name: 'company', secret: false, schema: { type: 'integer' } },
      ],
      'x-personas': { admin: { says: 'Admin.', headers: { Authorization: 'Bearer a' } } },
    },
  ),
);

const limits = { timeoutMs: 2_000, now: (): number => performance.now() };
const closers: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0).toReversed()) await close();
});

/** What arrange makes of an answer, in text when it fails. */
async function arranged(answer: Json | undefined): Promise<unknown> {
  const { arrange } = toHooks({ arrange: functionHook(() => answer) }, contract);
  return arrange?.({}).catch((error: Error) => `${error.name}: ${error.message}`);
}

async function observed(answer: Json | undefined): Promise<unknown> {
  const { observe } = toHooks({ observe: functionHook(() => answer) }, contract);
  return observe?.({}).catch((error: Error) => `${error.name}: ${error.message}`);
}

describe('arrange', () => {
  test('may answer nothing but an object, or all there is', async () => {
    expect(await arranged({})).toEqual({});
    const all = { tenant: [1], facts: { seats: 2 }, unsupported: ['weak'], baseUrl: 'http://a/b/' };
    const personas = { admin: { headers: { authorization: 'Bearer t' } } };
    expect(await arranged({ ...all, personas, more: 1 })).toEqual({
      ...all,
      baseUrl: 'http://a/b',
      personas: { admin: { headers: { authorization: 'Bearer t' }, query: {}, body: {} } },
    });
    expect(await arranged({ personas: {} })).toEqual({ personas: {} });
  });

  test.each<[Json | undefined, string]>([
    [undefined, 'found nothing; expected one JSON object'],
    [[], 'found a list; expected one JSON object'],
    [{ unsupported: 'weak' }, '/unsupported: found "weak"; expected an array'],
    [{ baseUrl: 'a' }, '/baseUrl: found no absolute http or https URL; expected'],
    [{ baseUrl: 'http://u:secret@a' }, '/baseUrl: found a URL with credentials'],
    [{ personas: { root: {} } }, '/personas/root: found the persona "root"; expected one of admin'],
    [{ personas: { stranger: {} } }, 'stranger follows from the slots'],
    [
      { personas: { admin: { headers: { 'X-Key': 'secret' } } } },
      'found the header slot "X-Key"; expected one of Authorization',
    ],
    [{ personas: { admin: { query: { key: 'secret' } } } }, 'found the query slot "key"; expected none'],
    [
      { personas: { admin: { headers: { Authorization: ['secret'] } } } },
      'found another kind of value; expected a string',
    ],
    [{ facts: { seat: 1 } }, '/facts/seat: found the fact "seat"; expected one of seats, weak'],
    [{ facts: { seats: 'many' } }, '/facts/seats: found "many"; expected an integer. seats: Users that fit'],
    [{ facts: { weak: [['secret']] } }, '/facts/weak/0: found a list; expected a string'],
  ])('must not answer %j', async (answer, reason) => {
    const text = await arranged(answer);
    expect(text).toContain('HookError: The hook arrange failed twice: ');
    expect(text).toContain(reason);
    expect(text).not.toContain('secret');
  });
});

describe('observe', () => {
  test('answers users, mails and counted facts as far as it can', async () => {
    expect(await observed({})).toEqual({});
    const all = { users: [{ email: 'a@b' }], mails: [{ to: 'a@b', about: 'x' }], seats: 3 };
    expect(await observed(all)).toEqual(all);
  });

  test.each<[Json | undefined, string]>([
    [undefined, 'found nothing'],
    [{ users: {} }, '/users: found {}; expected an array'],
    [{ users: ['secret'] }, '/users/0: found another kind of value; expected an object'],
    [{ mails: [{}] }, '/mails/0: found no member "to"; expected the member "to"'],
  ])('must not answer %j', async (answer, reason) => {
    expect(await observed(answer)).toContain(reason);
  });
});

test('a hook that fails once is called again, one that fails twice is told of', async () => {
  let calls = 0;
  const ask = functionHook(() => {
    calls += 1;
    if (calls === 1) throw new Error('once');
    return { tenant: calls };
  });
  expect(await toHooks({ arrange: ask }, contract).arrange?.({})).toEqual({ tenant: 2 });
  const failing = toHooks({ release: functionHook(() => Promise.reject(new Error('no\n\x1b[31m'))) }, contract);
  await expect(failing.release?.({})).rejects.toThrow(HookError);
  await expect(failing.release?.({})).rejects.toThrow('The hook release failed twice: no\\u{a}\\u{1b}[31m');
  const hanging = functionHook(() => new Promise<Json>(() => undefined), 30);
  await expect(hanging({})).rejects.toThrow('it did not answer within 30 ms');
});

test('hooks that a target does not have are not there', () => {
  expect(toHooks({}, contract)).toEqual({});
});

describe('a hook behind a URL', () => {
  async function serve(listener: RequestListener): Promise<string> {
    const server = createServer(listener);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    closers.push(async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    });
    const address = server.address();
    return typeof address === 'object' && address ? `http://127.0.0.1:${address.port}/hook?x=1` : '';
  }

  async function call(listener: RequestListener): Promise<Json | undefined> {
    const url = await serve(listener);
    const transport = urlTransport(limits);
    closers.push(() => transport.close());
    return urlHook(url, transport)({ run: 'r' });
  }

  test('gets the object by POST and answers with 200', async () => {
    const answer = call((request, response) => {
      let text = '';
      request.on('data', (chunk) => {
        text += chunk;
      });
      request.on('end', () => response.end(JSON.stringify({ method: request.method, url: request.url, text })));
    });
    expect(await answer).toEqual({ method: 'POST', url: '/hook?x=1', text: '{"run":"r"}' });
    expect(await call((_, response) => response.end())).toBeUndefined();
  });

  test.each<[string, RequestListener, RegExp]>([
    [
      'with another status',
      (_, response) => response.writeHead(201).end('{"token":"secret"}'),
      /^it answered with 201; expected 200$/,
    ],
    [
      'with a problem',
      (_, response) =>
        response.writeHead(400, { 'content-type': 'application/problem+json' }).end('{"detail":"no seats"}'),
      /expected 200\. no seats$/,
    ],
    ['with no JSON', (_, response) => response.end('<secret>'), /^its answer is no JSON; expected one JSON object$/],
    ['with nothing', (_, response) => response.destroy(), /closed the connection/],
  ])('that answers %s fails', async (_, listener, reason) => {
    await expect(call(listener)).rejects.toThrow(reason);
  });
});

describe('a hook that is a command', () => {
  const node = (code: string, ...more: string[]): string[] => [process.execPath, '-e', code, ...more];
  const run = (command: string[], timeoutMs = 5_000, folder = process.cwd()): Promise<Json | undefined> =>
    commandHook(command, { folder, timeoutMs })({ run: 'r', text: '$(touch x) ; "' });

  test('reads standard input, writes standard output, and runs in its folder without a shell', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'hook-'));
    closers.push(() => rm(folder, { recursive: true }));
    await writeFile(
      join(folder, 'arrange.cjs'),
      'const input = JSON.parse(require("fs").readFileSync(0)); console.log(JSON.stringify({ ...input, argv: process.argv.slice(2) }))',
    );
    const answer = await run([process.execPath, 'arrange.cjs', '*', '$HOME'], 5_000, folder);
    expect(answer).toEqual({ run: 'r', text: '$(touch x) ; "', argv: ['*', '$HOME'] });
  });

  test('may leave its input unread and answer nothing', async () => {
    expect(await run(node(''))).toBeUndefined();
  });

  test.each<[string, string[], RegExp]>([
    [
      'ends badly',
      node('console.error("first\\nno database\\u001b[31m"); process.exitCode = 3'),
      /^it ended with 3; expected 0\. It says: no database\\u\{1b\}\[31m$/,
    ],
    ['is killed', node('process.kill(process.pid, "SIGTERM")'), /^it ended with SIGTERM; expected 0$/],
    ['writes no JSON', node('console.log("hi")'), /^its answer is no JSON/],
    [
      'writes without end',
      node('setInterval(() => process.stdout.write("x".repeat(1e6)), 0)'),
      /^it wrote more than 10485760 bytes$/,
    ],
    ['does not exist', ['./no-such-command'], /^it cannot be started: spawn .*ENOENT/],
    ['is nothing', [], /cannot be started|argument/],
  ])('fails when it %s', async (_, command, reason) => {
    await expect(run(command)).rejects.toThrow(reason);
  });

  test('is killed with all that it started when its time is over', async () => {
    let open = 0;
    const server = createTcpServer((socket) => {
      open += 1;
      socket
        .on('error', () => undefined)
        .on('close', () => {
          open -= 1;
        });
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    closers.push(() => new Promise((resolve) => server.close(resolve)));
    const address = server.address();
    const port = typeof address === 'object' && address ? address.port : 0;
    const stay = `require("net").connect(${port}, "127.0.0.1")`;
    const start = `require("child_process").spawn(process.execPath, ["-e", ${JSON.stringify(stay)}], { stdio: "inherit" })`;
    const answer = run(node(`${start}; ${stay}`), 2_000);
    const failed = expect(answer).rejects.toThrow('it did not end within 2000 ms');
    await expect.poll(() => open, { timeout: 1_900, interval: 10 }).toBe(2);
    await failed;
    await expect.poll(() => open).toBe(0);
  });
});
