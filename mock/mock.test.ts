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
  const answer = await post(mock, '/users', { email: Array(10_000).fill('ten letters') });
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
});

test.each(['/', '/tiny', '/tiny/', '/_s/one/'])(
  'the overview at %s has no method that changes anything',
  async (path) => {
    const mock = await createMock({ contracts: [{ contract: tiny }, { contract: other }] });
    for (const method of ['POST', 'PUT', 'PATCH', 'DELETE']) {
      const answer = await send(mock, path, { method });
      expect([answer.status, answer.headers.get('Allow')]).toEqual([405, 'GET, HEAD, OPTIONS']);
      expect(await answer.json()).toMatchObject({ code: 'method-not-allowed' });
    }
    const options = await send(mock, path, { method: 'OPTIONS' });
    expect([options.status, options.headers.get('Allow')]).toEqual([204, 'GET, HEAD, OPTIONS']);
  },
);

test('OPTIONS * names the methods of the server', async () => {
  const mock = await createMock({ contracts: [{ contract: tiny }] });
  const request = { method: 'OPTIONS', target: '*', headers: {}, body: new Uint8Array(), origin: 'http://mock.test' };
  expect(await mock.handle(request)).toMatchObject({
    status: 204,
    headers: { Allow: expect.stringContaining('POST') },
  });
});

test.each([
  ['/nowhere', 404, 'unknown-mount', 'default'],
  ['/_s/one/nowhere', 404, 'unknown-mount', 'one'],
  ['/_s/_/tiny', 400, 'bad-sandbox', 'default'],
])('what reaches no contract is explained too: %s', async (path, status, code, sandbox) => {
  const mock = await createMock({ contracts: [{ contract: tiny }, { contract: other }] });
  const answer = await send(mock, path, { headers: { Origin: 'http://app.example' } });
  const { headers } = answer;
  expect([answer.status, headers.get('X-Mock-Sandbox')]).toEqual([status, sandbox]);
  expect(headers.get('Access-Control-Allow-Origin')).toBe('http://app.example');
  expect(headers.get('Access-Control-Expose-Headers')).toContain('X-Mock-Request-Id');
  expect(headers.get('Link')).toContain(`/__admin/requests/${headers.get('X-Mock-Request-Id')}/explain`);
  const explained = await send(mock, `/__admin/requests/${headers.get('X-Mock-Request-Id')}/explain`);
  expect(await explained.json()).toMatchObject({
    request: { target: path },
    answer: { status, problem: expect.stringContaining(code) },
  });
});

test.each([
  ['/users', '/', 404],
  ['/_s/', '/_s/_', 400],
  ['/__admin/', '/__admin/', 404],
])('a long path is not sent back whole: below %s', async (_, before, status) => {
  for (const contracts of [[{ contract: tiny }], [{ contract: tiny }, { contract: other }]]) {
    const mock = await createMock({ contracts });
    const answer = await send(mock, before + 'x'.repeat(5000));
    expect(answer.status).toBe(status);
    expect((await answer.text()).match(/x+…/)?.[0].length).toBeLessThanOrEqual(200);
  }
});

test('a long path is not sent back whole when it lacks the method', async () => {
  const post = { operationId: 'createUser', responses: { '200': { description: '' } }, 'x-answer': { status: 200 } };
  const contract = aContract(aDocument({}, { paths: { '/users/{id}': { post } } }));
  const mock = await createMock({ contracts: [{ contract }] });
  const answer = await send(mock, `/users/${'x'.repeat(1500)}`);
  expect([answer.status, (await answer.text()).match(/x+…/)?.[0].length]).toEqual([405, 193]);
});

test('a body over the limit is refused in-process too, announced or not', async () => {
  const mock = await createMock({ contracts: [{ contract: tiny }], maxBodyBytes: 100 });
  const statusOf = async (size: number): Promise<number> => {
    const answer = await post(mock, '/users', 'x'.repeat(size - 2));
    if (answer.status === 413) expect(answer.headers.get('X-Mock-Request-Id')).toMatch(/^r\d+$/);
    return answer.status;
  };
  expect([await statusOf(101), await statusOf(100)]).toEqual([413, 400]);
});

test('an explanation names the file of the lines', async () => {
  const documents = [{ file: 'page.txt', sha256: '', notClaims: [] }];
  const clauses = [
    aClause('readable', {}, { source: { lines: [3, 4] } }),
    aClause('media-type', {}, { source: { page: 'vendor.example/help' } }),
  ];
  const root = { 'x-contract': { id: 'tiny', operation: 'createUser', documents } };
  const contract = aContract(aDocument({ 'x-clauses': clauses }, root));
  const mock = await createMock({ contracts: [{ contract }] });
  await send(mock, '/users', { method: 'POST', body: '[', headers: { 'Content-Type': 'application/json' } });
  const explained = await send(mock, '/__admin/requests/r1/explain');
  expect((await explained.json()) as unknown).toMatchObject({
    violations: [{ clause: 'tiny/readable', source: { file: 'page.txt', lines: [3, 4] } }],
  });
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
