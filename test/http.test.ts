import { once } from 'node:events';
import { connect } from 'node:net';
import supertest from 'supertest';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createMock, type Mock, type RunningMock, startMock } from '../mock/index.ts';
import { sendRaw } from './raw-http.ts';

const PATH = '/syncplicity/provisioning/users.svc/';
const HEADERS = { Authorization: 'Bearer mk_global-admin', AppKey: 'demo-app-key', 'Content-Type': 'application/json' };
const RAW_HEADERS = Object.entries(HEADERS)
  .map(([name, value]) => `${name}: ${value}\r\n`)
  .join('');
const contracts = ['syncplicity', 'formsonfire', 'syncari', 'legalesign'].map((contract) => ({ contract }));
const aUser = (email: string) => ({ EmailAddress: email, FirstName: 'Ada', Password: 'Passw0rd!x' });

let mock: RunningMock;
beforeAll(async () => {
  mock = await startMock({ contracts, maxBodyBytes: 50_000 });
});
afterAll(() => mock.stop());

/** What no answer may have changed. */
async function state(): Promise<unknown> {
  const observed = await fetch(`${mock.url}/__admin/observe`, { method: 'POST', body: '{"contract":"syncplicity"}' });
  return observed.json();
}

async function post(
  body: NonNullable<RequestInit['body']>,
  headers: Record<string, string> = HEADERS,
  path = PATH,
): Promise<Response> {
  return fetch(mock.url + path, { method: 'POST', headers, body });
}

describe('bad requests get a clear answer and change nothing', () => {
  const valid = JSON.stringify([aUser('never@example.com')]);
  test.each<[string, string | Uint8Array, Record<string, string>, number]>([
    ['broken JSON', '[{"EmailAddress":', {}, 400],
    ['no body', '', {}, 400],
    ['text that is no JSON', 'hello', {}, 400],
    ['bytes that are no UTF-8', new Uint8Array([0x5b, 0x22, 0xff, 0x22, 0x5d]), {}, 400],
    ['10,000 levels', '['.repeat(10_000) + ']'.repeat(10_000), {}, 400],
    ['no media type', valid, { 'Content-Type': '' }, 415],
    ['another media type', valid, { 'Content-Type': 'text/csv' }, 415],
    ['a media type that is none', valid, { 'Content-Type': ';;;' }, 415],
    ['another charset', valid, { 'Content-Type': 'application/json; charset=utf-16' }, 415],
    ['a content coding', valid, { 'Content-Encoding': 'gzip' }, 415],
    ['a body over the limit', `[${' '.repeat(60_000)}]`, {}, 413],
  ])('%s', async (_, body, headers, status) => {
    const before = await state();
    const answer = await post(body as NonNullable<RequestInit['body']>, { ...HEADERS, ...headers });
    expect(answer.status).toBe(status);
    expect(answer.headers.get('content-type')).toMatch(/json/);
    expect(JSON.stringify(await answer.json()).length).toBeGreaterThan(20);
    expect(await state()).toEqual(before);
  });

  test('a chunked body over the limit is refused while it arrives', async () => {
    const chunk = `${(4096).toString(16)}\r\n${' '.repeat(4096)}\r\n`;
    const head = `POST ${PATH} HTTP/1.1\r\nHost: x\r\n${RAW_HEADERS}Transfer-Encoding: chunked\r\n\r\n`;
    expect(await sendRaw(mock.url, head + chunk.repeat(20), /\}\n/)).toMatch(/^HTTP\/1\.1 413 .*Connection: close/s);
  });

  test('paths and methods that are not there say which ones are', async () => {
    const unknown = await fetch(`${mock.url}/syncplicity/nowhere`);
    expect([unknown.status, unknown.headers.get('content-type')]).toEqual([404, 'application/problem+json']);
    expect(((await unknown.json()) as { operations: string[] }).operations).toContain('POST /provisioning/users.svc/');
    const slash = await fetch(mock.url + PATH.slice(0, -1), { method: 'POST' });
    expect(((await slash.json()) as { detail: string }).detail).toContain('Did you mean /provisioning/users.svc/?');
    const method = await fetch(mock.url + PATH, { method: 'DELETE' });
    expect([method.status, method.headers.get('allow')]).toEqual([405, expect.stringContaining('POST')]);
    const nowhere = await fetch(`${mock.url}/nobody/`);
    expect([nowhere.status, ((await nowhere.json()) as { mounts: string[] }).mounts]).toEqual([
      404,
      contracts.map(({ contract }) => `/${contract}/`),
    ]);
    expect((await fetch(`${mock.url}/_s/bad%20name/syncplicity/`)).status).toBe(400);
    expect((await fetch(`${mock.url}/syncplicity/%zz`)).status).toBe(404);
  });
});

describe('HTTP as it may come', () => {
  const body = (email: string): string => JSON.stringify([aUser(email)]);
  const request = (email: string, extra = ''): string =>
    `POST ${PATH} HTTP/1.1\r\nHost: x\r\n${RAW_HEADERS}${extra}Content-Length: ${Buffer.byteLength(body(email))}\r\n\r\n`;

  test('HEAD answers as GET without a body; where there is no GET it is 405', async () => {
    const head = await fetch(`${mock.url}/`, { method: 'HEAD' });
    expect([head.status, await head.text()]).toEqual([200, '']);
    expect((await fetch(mock.url + PATH, { method: 'HEAD' })).status).toBe(405);
  });

  test('OPTIONS names the methods', async () => {
    const options = await fetch(mock.url + PATH, { method: 'OPTIONS' });
    expect(options.status).toBe(204);
    expect(options.headers.get('allow')).toMatch(/POST.*OPTIONS/);
  });

  test('a chunked body is read', async () => {
    const text = body('chunked@example.com');
    const chunks = [text.slice(0, 10), text.slice(10)]
      .map((part) => `${part.length.toString(16)}\r\n${part}\r\n`)
      .join('');
    const head = `POST ${PATH} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n${RAW_HEADERS}Transfer-Encoding: chunked\r\n\r\n`;
    expect(await sendRaw(mock.url, `${head}${chunks}0\r\n\r\n`)).toMatch(/^HTTP\/1\.1 200 /);
  });

  test('Expect: 100-continue is answered before the body comes', async () => {
    const answer = await sendRaw(mock.url, request('patient@example.com', 'Expect: 100-continue\r\n'), /100 Continue/);
    expect(answer).toMatch(/^HTTP\/1\.1 100 Continue/);
    const whole =
      request('patient@example.com', 'Expect: 100-continue\r\nConnection: close\r\n') + body('patient@example.com');
    expect(await sendRaw(mock.url, whole)).toMatch(/^HTTP\/1\.1 100 Continue\r\n\r\nHTTP\/1\.1 200 /);
  });

  test('pipelined requests are answered in order', async () => {
    const emails = ['p1@example.com', 'p2@example.com', 'P1@example.com'];
    const text = emails.map((email) => request(email) + body(email)).join('');
    const answer = await sendRaw(mock.url, text, /(HTTP\/1\.1 .*){3}\}$/s);
    expect([...answer.matchAll(/HTTP\/1\.1 (\d+)/g)].map(([, status]) => status)).toEqual(['200', '200', '400']);
  });

  test('an upload that is broken off changes nothing and hurts nobody', async () => {
    const before = await state();
    const socket = connect(Number(new URL(mock.url).port), '127.0.0.1');
    await once(socket, 'connect');
    socket.write(request('aborted@example.com') + body('aborted@example.com').slice(0, 20));
    socket.destroy();
    await once(socket, 'close');
    expect(await state()).toEqual(before);
  });

  test('header floods, nonsense and unknown methods get a problem document', async () => {
    const flood = `GET / HTTP/1.1\r\nHost: x\r\nX-Flood: ${'x'.repeat(40_000)}\r\n\r\n`;
    expect(await sendRaw(mock.url, flood)).toMatch(/^HTTP\/1\.1 431 .*"code":"headers-too-large"/s);
    expect(await sendRaw(mock.url, 'what is this\r\n\r\n')).toMatch(/^HTTP\/1\.1 400 .*"code":"bad-request"/s);
    expect(await sendRaw(mock.url, 'BREW /coffee HTTP/1.1\r\nHost: x\r\n\r\n')).toMatch(/^HTTP\/1\.1 400 /);
  });

  test('what a request sends cannot break the headers of the answer', async () => {
    const path = `/syncplicity/provisioning/user.svc/${encodeURIComponent('é\r\nX-Evil: 1@example.com')}`;
    const answer = await fetch(mock.url + path, { headers: HEADERS });
    expect(answer.headers.get('x-evil')).toBeNull();
    expect(answer.status).toBe(404);
  });
});

describe('answers that the edge gives by itself', () => {
  const edge = (text: string): Promise<string> => sendRaw(mock.url, text, /\}\n$/);
  /** The head of an answer that a problem document follows, of which the journal knows. */
  const explained = (status: string, code: string): RegExp =>
    new RegExp(
      `^HTTP/1.1 ${status}\\r\\n(?=.*X-Mock-Request-Id: r\\d+\\r\\n)(?=.*Link: <http://).*"code":"${code}"`,
      's',
    );

  test('HTTP/1.1 without Host is a bad request, HTTP/1.0 is not', async () => {
    expect(await edge('GET / HTTP/1.1\r\n\r\n')).toMatch(explained('400 Bad Request', 'bad-request'));
    expect(await sendRaw(mock.url, 'GET / HTTP/1.0\r\n\r\n')).toMatch(/^HTTP\/1\.1 200 /);
  });

  test('an expectation that is unknown is not met', async () => {
    const answer = await edge(`POST ${PATH} HTTP/1.1\r\nHost: x\r\nExpect: 200-ok\r\nContent-Length: 5\r\n\r\n`);
    expect(answer).toMatch(explained('417 Expectation Failed', 'expectation-failed'));
    expect(answer).toContain('200-ok');
  });

  test('a body that is announced as too large is never asked for', async () => {
    const head = `POST ${PATH} HTTP/1.1\r\nHost: x\r\nOrigin: http://app.example\r\nExpect: 100-continue\r\n`;
    const answer = await edge(`${head}Content-Length: 50001\r\n\r\n`);
    expect(answer).toMatch(explained('413 Payload Too Large', 'body-too-large'));
    expect(answer).toContain('Access-Control-Allow-Origin: http://app.example\r\n');
    const [, id] = /X-Mock-Request-Id: (\w+)/.exec(answer) ?? [];
    const explanation = await (await fetch(`${mock.url}/__admin/requests/${id}/explain`)).json();
    expect(explanation).toMatchObject({ request: { method: 'POST', target: PATH }, answer: { status: 413 } });
  });

  test('a tunnel is refused, and the connection ends', async () => {
    const answer = await sendRaw(mock.url, 'CONNECT example.com:443 HTTP/1.1\r\nHost: example.com:443\r\n\r\n');
    expect(answer).toMatch(explained('405 Method Not Allowed', 'method-not-allowed'));
    expect(answer).toContain('Connection: close\r\n');
  });

  test('OPTIONS * and TRACE / are answered', async () => {
    const options = await sendRaw(mock.url, 'OPTIONS * HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n');
    expect(options).toMatch(/^HTTP\/1\.1 204 No Content\r\n.*Allow: GET, .*POST/s);
    expect(await edge('TRACE / HTTP/1.1\r\nHost: x\r\n\r\n')).toMatch(
      explained('405 Method Not Allowed', 'method-not-allowed'),
    );
  });

  test('what is no HTTP is answered with the reason phrase of its status', async () => {
    expect(await sendRaw(mock.url, 'what is this\r\n\r\n')).toMatch(/^HTTP\/1\.1 400 Bad Request\r\n/);
  });
});

describe('browsers of other origins', () => {
  const origin = 'http://app.example:3000';
  test('a preflight allows what it asks for', async () => {
    const headers = {
      Origin: origin,
      'Access-Control-Request-Method': 'POST',
      'Access-Control-Request-Headers': 'authorization,appkey',
    };
    const { status, headers: answer } = await fetch(mock.url + PATH, { method: 'OPTIONS', headers });
    expect([status, answer.get('access-control-allow-origin'), answer.get('access-control-allow-headers')]).toEqual([
      204,
      origin,
      'authorization,appkey',
    ]);
    expect(answer.get('access-control-allow-methods')).toContain('POST');
  });

  test('answers can be read by the page, refusals too, with the headers of the mock', async () => {
    const answer = await post('[]', { Origin: origin, 'Content-Type': 'application/json' });
    expect([answer.status, answer.headers.get('access-control-allow-origin')]).toEqual([401, origin]);
    expect(answer.headers.get('access-control-expose-headers')).toContain('X-Mock-Reason');
  });

  test('the admin API is not for them', async () => {
    const reset = await fetch(`${mock.url}/__admin/reset`, { method: 'POST', headers: { Origin: origin } });
    expect([reset.status, reset.headers.get('access-control-allow-origin')]).toEqual([403, null]);
    expect(
      await sendRaw(mock.url, 'GET /__admin/health HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n'),
    ).toMatch(/^HTTP\/1\.1 403 /);
  });

  test('cors: false leaves all of it out', async () => {
    const quiet: Mock = await createMock({ contracts, cors: false });
    const answer = await supertest(quiet.handler)
      .options(PATH)
      .set('Origin', origin)
      .set('Access-Control-Request-Method', 'POST');
    expect([answer.status, answer.headers['access-control-allow-origin']]).toEqual([204, undefined]);
  });
});

describe('two requests at once', () => {
  const race = (users: object[]): Promise<number[]> =>
    Promise.all(users.map((user) => post(JSON.stringify([user])).then(({ status }) => status)));

  test('for one e-mail address: exactly one wins', async () => {
    const statuses = await race(Array.from({ length: 20 }, () => aUser('race@example.com')));
    expect(statuses.filter((status) => status === 200)).toHaveLength(1);
    expect(statuses.filter((status) => status === 400)).toHaveLength(19);
  });

  test('for the last seat: exactly one wins', async () => {
    await using small = await startMock({ contracts: [{ contract: 'syncplicity', set: { freeSeats: 1 } }] });
    const send = (email: string): Promise<number> =>
      fetch(`${small.url}/provisioning/users.svc/`, {
        method: 'POST',
        headers: HEADERS,
        body: JSON.stringify([aUser(email)]),
      }).then(({ status }) => status);
    const statuses = await Promise.all(Array.from({ length: 10 }, (_, index) => send(`seat${index}@example.com`)));
    expect(statuses.toSorted()).toEqual([200, ...Array.from({ length: 9 }, () => 402)]);
  });
});

describe('stopping', () => {
  test('ends although clients keep connections open or have sent half a request', async () => {
    const short = await startMock({ contracts: [{ contract: 'legalesign' }] });
    const { port } = new URL(short.url);
    const half = connect(Number(port), '127.0.0.1');
    const idle = connect(Number(port), '127.0.0.1');
    await Promise.all([once(half, 'connect'), once(idle, 'connect')]);
    half.write('POST /api/v1/user/ HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\n{');
    await fetch(`${short.url}/`);
    const closed = Promise.all([once(half, 'close'), once(idle, 'close')]);
    half.on('error', () => {});
    await short.stop();
    await closed;
    await expect(fetch(short.url)).rejects.toThrow();
  });
});

describe('every answer explains itself', () => {
  test('in headers, and at length under the link', async () => {
    const answer = await post(JSON.stringify([{ FirstName: 'Ada', Password: 'Passw0rd!x' }]));
    expect(answer.headers.get('x-mock-reason')).toBe('syncplicity/EmailAddress-required');
    expect(answer.headers.get('x-mock-request-id')).toMatch(/^r\d+$/);
    const link = /^<([^>]+)>; rel="describedby"$/.exec(answer.headers.get('link') ?? '')?.[1] ?? '';
    const explanation = (await (await fetch(link)).json()) as {
      violations: { clause: string; source: { lines: number[] } }[];
    };
    expect(explanation.violations[0]).toMatchObject({
      clause: 'syncplicity/EmailAddress-required',
      source: { file: expect.stringMatching(/./), lines: [60, 62] },
    });
    expect((await fetch(`${mock.url}/__admin/requests/r999999/explain`)).status).toBe(404);
  });
});
