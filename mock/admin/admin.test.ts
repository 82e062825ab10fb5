import { beforeEach, expect, test } from 'vitest';
import type { Json, JsonObject } from '../../specs/json.ts';
import { aContract, aDocument } from '../../test/builders.ts';
import { createMock, type Mock } from '../index.ts';

const facts = { seats: { says: 'Users that fit.', schema: { type: 'integer' } } };
const effect = { create: 'users', uses: { seats: 1 } };
const document = aDocument({ 'x-effect': effect }, { 'x-facts': facts, 'x-initial': { seats: 5 } });
const tiny = aContract(document);
const other = { ...aContract(document), id: 'other' };

let mock: Mock;
beforeEach(async () => {
  mock = await createMock({ contracts: [{ contract: tiny }, { contract: other }] });
});

async function ask(method: string, path: string, body?: Json | Uint8Array<ArrayBuffer>): Promise<[number, JsonObject]> {
  const bytes = body instanceof Uint8Array || body === undefined ? body : JSON.stringify(body);
  const answer = await mock.fetch(new Request(`http://mock.test/__admin${path}`, { method, body: bytes ?? null }));
  return [answer.status, JSON.parse(await answer.text())];
}

const refused = (detail: unknown): unknown[] => [400, { code: 'bad-admin-request', detail }];

test('says that it is there, and what is mounted where', async () => {
  expect(await ask('GET', '/health?x=1')).toEqual([200, { status: 'ok' }]);
  expect(await ask('GET', '/version')).toEqual([
    200,
    { product: 'doublecheck', version: expect.any(String), mounts: { tiny: '/tiny', other: '/other' } },
  ]);
});

test.each(['', '/', '/nowhere', '/requests//explain', '/requests/a/b/explain', '/requests/explain'])(
  'has no path "%s", and names those it has',
  async (path) => {
    const paths = expect.arrayContaining(['POST /__admin/arrange', 'GET /__admin/requests/{id}/explain']);
    expect(await ask('GET', path)).toMatchObject([404, { code: 'unknown-admin-path', paths }]);
  },
);

test('names the methods of a path', async () => {
  expect(await ask('POST', '/health')).toMatchObject([405, { code: 'method-not-allowed' }]);
  expect(await ask('DELETE', '/reset')).toMatchObject([405, { detail: '/__admin/reset takes POST, not DELETE.' }]);
  for (const method of ['POST', 'DELETE']) expect((await ask(method, '/requests/r1/explain'))[0]).toBe(405);
  const head = await mock.fetch(new Request('http://mock.test/__admin/health', { method: 'HEAD' }));
  expect([head.status, await head.text()]).toEqual([200, '']);
});

test.each<[string, Json | Uint8Array<ArrayBuffer>]>([
  ['no JSON', new Uint8Array([0x7b])],
  ['no UTF-8', new Uint8Array([0x22, 0xff, 0x22])],
  ['no object', [1]],
])('refuses a body that is %s', async (_, body) => {
  expect(await ask('POST', '/observe', body)).toMatchObject(
    refused(expect.stringContaining('Expected one JSON object')),
  );
});

test('a request that the journal does not hold cannot be explained', async () => {
  expect(await ask('GET', '/requests/r1/explain')).toMatchObject([404, { code: 'unknown-request' }]);
});

test.each<[string, Json]>([
  ['/arrange', { contract: 'nobody' }],
  ['/arrange', {}],
  ['/arrange', { contract: 'tiny', given: [] }],
  ['/arrange', { contract: 'tiny', given: { seats: 'many' } }],
  ['/arrange', { contract: 'tiny', given: { users: {} } }],
  ['/observe', { contract: 'tiny', email: 7 }],
  ['/observe', { contract: 'tiny', tenant: 7 }],
  ['/observe', { contract: 'tiny', tenant: null }],
  ['/observe', { contract: 'tiny', tenant: 'nobody' }],
  ['/release', {}],
  ['/release', { tenant: 7 }],
  ['/release', { tenant: 'nobody' }],
  ['/release', { tenant: 'default' }],
  ['/observe', { contract: 'tiny', baseUrl: 7 }],
  ['/observe', { contract: 'tiny', baseUrl: 'tiny' }],
  ['/observe', { contract: 'tiny', baseUrl: 'http://mock.test/_s/_/tiny' }],
  ['/observe', { contract: 'tiny', baseUrl: 'http://mock.test/_s/nobody/tiny' }],
  ['/reset?sandbox=a%20b', {}],
  ['/reset?sandbox=', {}],
])('%s refuses %j and opens no sandbox', async (path, body) => {
  expect(await ask('POST', path, body)).toMatchObject(refused(expect.stringMatching(/expected|Arrange one/)));
  expect(await ask('POST', '/release', { tenant: 'nobody' })).toMatchObject(refused(expect.any(String)));
});

test('a sandbox is observed in the contract that it was arranged for', async () => {
  const [, { tenant = '' }] = await ask('POST', '/arrange', { contract: 'tiny', given: { seats: 3 } });
  expect(await ask('POST', '/observe', { contract: 'tiny', tenant })).toMatchObject([200, { seats: 3, users: [] }]);
  expect(await ask('POST', '/observe', { contract: 'other', tenant })).toMatchObject(
    refused(expect.stringMatching(/^other has no sandbox "run-1"\. Arrange one/)),
  );
});

test('the default sandbox can be observed before the first request', async () => {
  expect(await ask('POST', '/observe', { contract: 'tiny' })).toEqual([200, { seats: 5, users: [], mails: [] }]);
});

test('an address is found whatever its letter case', async () => {
  const users = [{ email: 'Ada@example.com' }, { email: 'bob@example.com' }];
  const [, { tenant = '' }] = await ask('POST', '/arrange', { contract: 'tiny', given: { users } });
  const [, { users: found }] = await ask('POST', '/observe', { contract: 'tiny', tenant, email: 'ADA@example.com' });
  expect(found).toMatchObject([{ email: 'Ada@example.com' }]);
});

test.each(['sanbox=x', 'sandbox=default&sandbox=default', 'sandbox=default&all', 'Sandbox=x'])(
  'a reset with ?%s forgets nothing, and names the parameter that there is',
  async (query) => {
    const users = [{ email: 'ada@example.com' }];
    const [, { tenant = '' }] = await ask('POST', '/arrange', { contract: 'tiny', given: { users } });
    expect(await ask('POST', `/reset?${query}`)).toMatchObject(refused(expect.stringContaining('"sandbox"')));
    expect(await ask('POST', '/observe', { contract: 'tiny', tenant })).toMatchObject([200, { users }]);
  },
);

test('a sandbox is observed by the URL that arrange answered; a tenant goes first', async () => {
  const [, one] = await ask('POST', '/arrange', { contract: 'tiny', given: { seats: 3 } });
  const [, two] = await ask('POST', '/arrange', { contract: 'tiny', given: { seats: 4 } });
  const baseUrl = `${one['baseUrl']}/`;
  expect(await ask('POST', '/observe', { contract: 'tiny', baseUrl })).toMatchObject([200, { seats: 3 }]);
  const both = { contract: 'tiny', baseUrl, tenant: two['tenant'] ?? '' };
  expect(await ask('POST', '/observe', both)).toMatchObject([200, { seats: 4 }]);
  const outside = { contract: 'tiny', baseUrl: 'http://mock.test/tiny' };
  expect(await ask('POST', '/observe', outside)).toMatchObject([200, { seats: 5 }]);
});

test('facts that are set from the start hold in arranged sandboxes, unless they are given', async () => {
  mock = await createMock({ contracts: [{ contract: tiny, set: { seats: 9 } }] });
  expect(await ask('POST', '/arrange', {})).toMatchObject([200, { facts: { seats: 9 } }]);
  expect(await ask('POST', '/arrange', { given: { seats: 2 } })).toMatchObject([200, { facts: { seats: 2 } }]);
});

test.each<[string, Json[], string]>([
  [
    'no address',
    [{ email: 'a@b.c' }, {}],
    'given.users[1].email is missing; expected the e-mail address of the record.',
  ],
  ['an empty one', [{ email: '' }], 'given.users[0].email is ""; expected the e-mail address of the record.'],
  ['a number for one', [{ email: 7 }], 'given.users[0].email is 7; expected the e-mail address of the record.'],
  [
    'that of another',
    [{ email: 'a@b.c' }, { email: 'A@B.c' }],
    'given.users[1].email is "A@B.c"; expected another address than that of given.users[0].',
  ],
  ['an unknown member', [{ email: 'a', Mail: 'b' }], 'given.users[0].Mail is "b"; expected only id, email, password.'],
])('a given record with %s is refused', async (_, users, detail) => {
  const properties = { email: { type: 'string' }, password: { type: 'string' } };
  const schema = { type: 'array', items: { allOf: [{ type: 'object', properties }] } };
  const requestBody = { required: true, content: { 'application/json': { schema } } };
  mock = await createMock({ contracts: [{ contract: aContract(aDocument({ requestBody })) }] });
  expect(await ask('POST', '/arrange', { given: { users } })).toMatchObject(refused(detail));
  expect(await ask('POST', '/arrange', { given: { users: [{ email: 'a', password: 'b' }] } })).toMatchObject([200, {}]);
});
