import { expect, test } from 'vitest';
import { aClause, aContract, aDocument } from '../test/builders.ts';
import { createMock, type Entry, type Mock, startMock } from './index.ts';

const tiny = aContract(
  aDocument({ 'x-clauses': [aClause('readable'), aClause('schema', {}, { message: 'no: {$violation#/value}' })] }),
);
const other = { ...aContract(aDocument()), id: 'other' };

function send(mock: Mock, path: string, init: RequestInit = {}): Promise<Response> {
  return mock.fetch(new Request(`http://mock.test${path}`, init));
}

function post(mock: Mock, path: string, body: unknown): Promise<Response> {
  const headers = { 'Content-Type': 'application/json' };
  return send(mock, path, { method: 'POST', headers, body: JSON.stringify(body) });
}

test('the time is read once for every request', async () => {
  let reads = 0;
  const clock = (): Date => new Date(++reads * 1000);
  const entries: Entry[] = [];
  const mock = await createMock({ contracts: [{ contract: tiny }], clock, onAnswer: (entry) => entries.push(entry) });
  await post(mock, '/users', { email: 'a' });
  await post(mock, '/users', { email: 'b' });
  expect([reads, entries.map(({ at }) => at)]).toEqual([2, [1000, 2000]]);
});

test('the journal keeps nothing of a large body', async () => {
  const entries: Entry[] = [];
  const mock = await createMock({ contracts: [{ contract: tiny }], onAnswer: (entry) => entries.push(entry) });
  const answer = await post(mock, '/users', { email: Array(100_000).fill('x') });
  expect([answer.status, answer.headers.get('X-Mock-Reason')]).toEqual([400, 'tiny/email-type']);
  expect(entries[0]?.violations).toMatchObject([{ clause: 'tiny/email-type', pointer: '/email' }]);
  expect(JSON.stringify(entries).length).toBeLessThan(5000);
});

test('the base of a mount answers its overview, also inside a sandbox', async () => {
  const mock = await createMock({ contracts: [{ contract: tiny }, { contract: other }] });
  const headers = { Accept: 'application/json' };
  for (const path of ['/tiny', '/tiny/', '/_s/one/tiny', '/_s/one/tiny/?x=1']) {
    const url = `http://mock.test${path.replace(/\/(\?.*)?$/, '')}`;
    const answer = await send(mock, path, { headers });
    expect([answer.status, await answer.json()]).toMatchObject([200, { mounts: [{ contract: 'tiny', url }] }]);
  }
  expect(await (await send(mock, '/', { headers })).json()).toMatchObject({
    mounts: [{ contract: 'tiny' }, { contract: 'other' }],
  });
  expect((await post(mock, '/tiny', {})).status).toBe(404);
});

test('an operation of the path / goes before the overview', async () => {
  const get = { operationId: 'createUser', responses: { '200': { description: '' } }, 'x-answer': { status: 200 } };
  const rooted = aContract(aDocument({}, { paths: { '/': { get } } }));
  const mock = await createMock({ contracts: [{ contract: rooted }, { contract: other }] });
  const answer = await send(mock, '/tiny/');
  expect([answer.status, answer.headers.has('X-Mock-Request-Id')]).toEqual([200, true]);
});

test('a path that begins like the admin API is none of it, and pages of other origins may read it', async () => {
  const mock = await createMock({ contracts: [{ contract: tiny }] });
  const answer = await send(mock, '/__adminx', { headers: { Origin: 'http://app.example' } });
  expect(await answer.json()).toMatchObject({ code: 'unknown-path' });
  expect(answer.headers.get('Access-Control-Allow-Origin')).toBe('http://app.example');
});

test('in-process the admin API answers under every name', async () => {
  const mock = await createMock({ contracts: [{ contract: tiny }] });
  expect(await (await send(mock, '/__admin/health')).json()).toEqual({ status: 'ok' });
});

test('a mock on all addresses answers admin requests to loopback names, and says so to others', async () => {
  await using mock = await startMock({ contracts: [{ contract: tiny }], host: '0.0.0.0' });
  const { port } = new URL(mock.url);
  for (const name of ['127.0.0.1', 'localhost'])
    expect((await fetch(`http://${name}:${port}/__admin/health`)).status).toBe(200);
  const foreign = await fetch(`${mock.url}/__admin/health`, { headers: { Origin: 'http://app.example' } });
  expect([foreign.status, await foreign.json()]).toMatchObject([
    403,
    { code: 'forbidden-host', detail: expect.stringContaining(`http://127.0.0.1:${port} or http://localhost:${port}`) },
  ]);
});

test('the journal says why the mock answered by itself', async () => {
  const mock = await createMock({ contracts: [{ contract: tiny }] });
  const explained = async (path: string, method: string): Promise<unknown> => {
    const id = (await send(mock, path, { method })).headers.get('X-Mock-Request-Id');
    const answer = await send(mock, `/__admin/requests/${id}/explain`);
    return JSON.parse(await answer.text()).answer;
  };
  expect(await explained('/rooms', 'GET')).toMatchObject({
    status: 404,
    problem: expect.stringMatching(/^unknown-path: tiny has no /),
  });
  expect(await explained('/users', 'PUT')).toMatchObject({
    status: 405,
    problem: expect.stringMatching(/^method-not-allowed: PUT is /),
  });
  expect(await explained('/users', 'OPTIONS')).toEqual({ status: 204 });
});
