import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { aRequest, HOSTILE } from '../../test/report-samples.ts';
import { curlOf } from './curl.ts';
import type { ReportedRequest } from './report.ts';

const placeholder = (name: string): string => `\${${name}}`;

test('an ordinary request is a line that a person can read', () => {
  const request = aRequest({
    headers: [
      ['Authorization', `Bearer ${placeholder('ADMIN_TOKEN')}`],
      ['Content-Type', 'application/json'],
      ['Content-Length', '9'],
    ],
    body: '{"a":"it\'s"}',
  });
  expect(curlOf(request, ['ADMIN_TOKEN'])).toBe(
    `curl -sS -i -X POST 'http://127.0.0.1:8080/users?notify=false' -H 'Authorization: Bearer '"${placeholder('ADMIN_TOKEN')}" ` +
      `-H 'Content-Type: application/json' --data-binary '{"a":"it'\\''s"}'`,
  );
});

test('what looks like a placeholder and is none is literal', () => {
  expect(curlOf(aRequest({ body: placeholder('HOME') }), ['ADMIN_TOKEN'])).toContain(`'${placeholder('HOME')}'`);
});

test.each([HOSTILE, 'two\nlines', '\u202e', '\u001b[2J'])(
  'nothing in the line moves a cursor or ends the line: %j',
  (text) => {
    const line = curlOf({ method: text, url: text, headers: [[text, text]], body: text, bodyBase64: null });
    expect(line).toMatch(/^[\x20-\x7e]+$/);
  },
);

const shells = ['bash', 'sh'].filter((shell) => spawnSync(shell, ['-c', 'curl --version']).status === 0);

/** What a server received of a request. */
interface Received {
  readonly method: string | undefined;
  readonly url: string | undefined;
  readonly headers: IncomingMessage['rawHeaders'];
  readonly body: Buffer;
}

describe.skipIf(shells.length === 0)('run by a shell, the line sends the request', () => {
  let server: Server;
  let received: Received | undefined;
  let origin = '';

  beforeAll(async () => {
    server = createServer((request, response) => {
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.on('end', () => {
        const { method, url, rawHeaders } = request;
        received = { method, url, headers: rawHeaders, body: Buffer.concat(chunks) };
        response.end('ok');
      });
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const address = server.address();
    origin = `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`;
  });
  afterAll(() => new Promise((resolve) => server.close(resolve)));

  async function run(shell: string, request: ReportedRequest, env: Record<string, string> = {}): Promise<Received> {
    received = undefined;
    const line = curlOf(request, Object.keys(env));
    const code = await new Promise((resolve) => {
      spawn(shell, ['-s'], { env: { PATH: process.env['PATH'] ?? '', ...env }, stdio: ['pipe', 'ignore', 'inherit'] })
        .on('close', resolve)
        .stdin.end(`${line}\n`);
    });
    expect(code, line).toBe(0);
    if (received === undefined) throw new Error(`nothing was received from ${line}`);
    return received;
  }
  const fieldOf = ({ headers }: Received, name: string): string | undefined => {
    const index = headers.findIndex((each, at) => at % 2 === 0 && each.toLowerCase() === name.toLowerCase());
    return index === -1 ? undefined : headers[index + 1];
  };

  const bodies: [string, string][] = [
    ['json', '{"a":"it\'s \\"quoted\\" \\\\ %d 100% $(reboot) `id` $HOME"}'],
    ['lines', 'a\nb\r\nc\n\n'],
    ['an at sign', '@/etc/hostname'],
    ['an empty body', ''],
    ['another script', '{"a":"Zo\u00eb \ud83d\ude00"}'],
    ['characters of all kinds', Buffer.from(HOSTILE).toString()],
    ['a long body', 'x%\\\n'.repeat(60_000)],
    ['a dash', '-n'],
  ];
  const cases = shells.flatMap((shell) => bodies.map(([what, body]): [string, string, string] => [shell, what, body]));
  test.each(cases)('%s: %s', async (shell, _, body) => {
    const got = await run(shell, aRequest({ url: `${origin}/users`, headers: [], body }));
    expect(got.body.toString()).toBe(body);
    expect(fieldOf(got, 'content-type')).toBeUndefined();
  });

  test.each(shells)('%s: bytes, secrets, headers and odd addresses', async (shell) => {
    const bytes = Buffer.from(Array.from({ length: 256 }, (_, index) => index));
    const secret = "p\"a$s%s\\n 'x' `id`";
    const request = aRequest({
      method: 'PUT',
      url: `${origin}/a/../b?x=[1-3]{a,b}&k=${placeholder('KEY')}`,
      headers: [
        ['X-Secret', `pre ${placeholder('SECRET')} post`],
        ['X-Latin', 'caf\u00e9 %s'],
        ['X-Empty', ''],
      ],
      body: null,
      bodyBase64: bytes.toString('base64'),
    });
    const got = await run(shell, request, { SECRET: secret, KEY: 'k1' });
    expect([got.method, got.url]).toEqual(['PUT', '/a/../b?x=[1-3]{a,b}&k=k1']);
    expect(got.body.equals(bytes)).toBe(true);
    expect(['x-secret', 'x-latin', 'x-empty'].map((name) => fieldOf(got, name))).toEqual([
      `pre ${secret} post`,
      'caf\u00e9 %s',
      '',
    ]);
    const withText = await run(shell, aRequest({ url: origin, body: `\n{"p":"${placeholder('SECRET')}"}` }), {
      SECRET: secret,
    });
    expect(withText.body.toString()).toBe(`\n{"p":"${secret}"}`);
  });

  test.each(['GET', 'HEAD', 'DELETE', 'POST'])('%s without a body', async (method) => {
    const got = await run('sh', aRequest({ method, url: `${origin}/users`, body: null }));
    expect([got.method, got.body.length]).toEqual([method, 0]);
  });
});

test.skipIf(shells.length === 0)('the line is one command of the shell', () => {
  expect(() => execFileSync('sh', ['-n'], { input: curlOf(aRequest({ body: HOSTILE })) })).not.toThrow();
});
