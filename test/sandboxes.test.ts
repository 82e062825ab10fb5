import { beforeEach, describe, expect, test } from 'vitest';
import { createMock, type Mock } from '../mock/index.ts';
import { asArray, asObject, type Json, type JsonObject } from '../specs/json.ts';

const ORIGIN = 'http://mock.test';
const CALLER = { Authorization: 'Bearer mk_global-admin', AppKey: 'demo-app-key', 'Content-Type': 'application/json' };
const LEGALESIGN_CALLER = { Authorization: 'ApiKey demo:mk_caller', 'Content-Type': 'application/json' };
const CONTRACTS = [{ contract: 'syncplicity' }, { contract: 'legalesign' }];

let mock: Mock;
beforeEach(async () => {
  mock = await createMock({ contracts: CONTRACTS, clock: () => new Date(0) });
});

function send(path: string, headers: Record<string, string> = {}, body?: string): Promise<Response> {
  const url = new URL(path, ORIGIN);
  return mock.fetch(new Request(url, { method: body === undefined ? 'GET' : 'POST', headers, body: body ?? null }));
}

async function admin(action: string, body: JsonObject = {}): Promise<JsonObject> {
  return asObject(await jsonOf(await send(`/__admin/${action}`, {}, JSON.stringify(body))));
}

async function jsonOf(answer: Response): Promise<Json> {
  return JSON.parse(await answer.text());
}

const observe = (tenant?: string): Promise<JsonObject> =>
  admin('observe', { contract: 'syncplicity', ...(tenant !== undefined && { tenant }) });

/** Creates a user in a sandbox, as whom the headers say, and answers the user as it was answered. */
async function create(sandbox: string, email: string, headers: Record<string, string> = CALLER): Promise<JsonObject> {
  const body = JSON.stringify([{ EmailAddress: email, FirstName: 'Ada', Password: 'Passw0rd!x' }]);
  const answer = await send(`${sandbox}/syncplicity/provisioning/users.svc/`, headers, body);
  return { status: answer.status, ...asObject(asArray(await jsonOf(answer))[0]) };
}

async function token(sandbox: string): Promise<string> {
  const headers = {
    'Content-Type': 'application/x-www-form-urlencoded',
    Authorization: 'Basic ZGVtby1hcHAta2V5OmRlbW8tYXBwLXNlY3JldA==',
    'Sync-App-Token': 'app_global-admin',
  };
  const answer = await send(`${sandbox}/syncplicity/oauth/token`, headers, 'grant_type=client_credentials');
  return String(asObject(await jsonOf(answer))['access_token']);
}

function bearer(value: string): Record<string, string> {
  return { ...CALLER, Authorization: `Bearer ${value}` };
}

describe('sandboxes know nothing of each other', () => {
  test('neither users nor seats nor mails', async () => {
    const before = await observe();
    expect([await create('/_s/one', 'ada@example.com'), await create('/_s/two', 'ada@example.com')]).toMatchObject([
      { status: 200 },
      { status: 200 },
    ]);
    await create('/_s/one', 'bob@example.com');
    const [one, two] = [await observe('one'), await observe('two')];
    expect(one).toMatchObject({
      freeSeats: Number(before['freeSeats']) - 2,
      users: [{ EmailAddress: 'ada@example.com' }, { EmailAddress: 'bob@example.com' }],
      mails: [{ to: 'ada@example.com' }, { to: 'bob@example.com' }],
    });
    expect(two).toMatchObject({ freeSeats: Number(before['freeSeats']) - 1, mails: [{ to: 'ada@example.com' }] });
    expect(await observe()).toEqual(before);
  });

  test('nor tokens', async () => {
    const value = await token('/_s/one');
    expect((await create('/_s/one', 'ada@example.com', bearer(value)))['status']).toBe(200);
    expect((await create('/_s/two', 'ada@example.com', bearer(value)))['status']).toBe(401);
    expect((await create('', 'ada@example.com', bearer(value)))['status']).toBe(401);
  });

  test('what happens in one does not change the ids of another', async () => {
    const alone = await create('/_s/one', 'ada@example.com');
    await create('/_s/two', 'first@example.com');
    await create('/_s/two', 'second@example.com');
    const first = (await observe('two'))['users'];
    expect(first).toMatchObject([{ Id: alone['Id'] }, { Id: expect.not.stringMatching(String(alone['Id'])) }]);
    await create('/_s/one', 'second@example.com');
    expect((await observe('one'))['users']).toMatchObject([{ Id: alone['Id'] }, (first as { Id: string }[])[1]]);
  });
});

test('the Location of an answer leads back into its sandbox', async () => {
  const user = { first_name: 'Ada', last_name: 'Lovelace', email: 'ada@example.com', timezone: 'Europe/London' };
  const body = JSON.stringify({ ...user, password: 'Passw0rd!x', groups: '/api/v1/group/main/', permission: '2' });
  const created = await send('/_s/one/legalesign/api/v1/user/', LEGALESIGN_CALLER, body);
  expect(created.status).toBe(201);
  const location = created.headers.get('Location') ?? '';
  expect(location.startsWith(`${ORIGIN}/_s/one/legalesign/`)).toBe(true);
  const read = await send(location, LEGALESIGN_CALLER);
  expect([read.status, await read.json()]).toMatchObject([200, { email: 'ada@example.com' }]);
  const { pathname } = new URL(location);
  expect((await send(pathname.replace('/_s/one', ''), LEGALESIGN_CALLER)).status).toBe(404);
});

describe('arrange', () => {
  test('gives a sandbox of its own with records and facts, and says what it could not do', async () => {
    const given = { freeSeats: 2, users: [{ EmailAddress: 'ada@example.com' }], colour: 'red' };
    const arranged = await admin('arrange', { contract: 'syncplicity', run: 'my run!', given });
    expect(arranged).toMatchObject({
      baseUrl: `${ORIGIN}/_s/myrun-1/syncplicity`,
      tenant: 'myrun-1',
      facts: { freeSeats: 2 },
      unsupported: ['colour'],
    });
    expect((await create('/_s/myrun-1', 'ADA@example.com'))['status']).toBe(400);
    const created = await create('/_s/myrun-1', 'bob@example.com');
    const { users } = await observe('myrun-1');
    expect(users).toMatchObject([{ EmailAddress: 'ada@example.com' }, { Id: created['Id'] }]);
    expect((users as { Id: string }[])[0]?.Id).not.toBe(created['Id']);
    expect((await observe())['users']).toEqual([]);
  });

  test('names are counted through all contracts, and pass over those in use', async () => {
    await create('/_s/run-2', 'ada@example.com');
    const tenants = [];
    for (const contract of ['syncplicity', 'legalesign', 'syncplicity'])
      tenants.push((await admin('arrange', { contract }))['tenant']);
    expect(tenants).toEqual(['run-1', 'run-3', 'run-4']);
    await create('/_s/run-1', 'ada@example.com');
    await admin('release', { tenant: 'run-3' });
    expect((await observe('run-1'))['users']).toHaveLength(1);
  });

  test('refuses facts and records that cannot be, and makes nothing', async () => {
    const refused = await admin('arrange', { contract: 'syncplicity', given: { freeSeats: 'many' } });
    expect(refused['detail']).toMatch(
      /^"given.freeSeats" cannot be: freeSeats is "many"; expected it to be an integer\. /,
    );
    expect((await admin('arrange', { contract: 'syncplicity', given: { users: ['ada'] } }))['code']).toBe(
      'bad-admin-request',
    );
    const users = [{ EmailAddress: 'ada@example.com', Password: 'Passw0rd!x' }, { emailAddress: 'bob@example.com' }];
    expect((await admin('arrange', { contract: 'syncplicity', given: { users } }))['detail']).toMatch(
      /^given\.users\[1\]\.emailAddress is "bob@example\.com"; expected only .*\bEmailAddress\b.*\bPassword\b/,
    );
  });
});

describe('forgetting', () => {
  test('one sandbox, with its requests, or all of them', async () => {
    const first = await send('/_s/one/syncplicity/provisioning/users.svc/', CALLER, '[');
    await create('/_s/two', 'ada@example.com');
    await create('', 'ada@example.com');
    const idOf = (answer: Response): string => answer.headers.get('X-Mock-Request-Id') ?? '';
    const explained = async (id: string): Promise<number> => (await send(`/__admin/requests/${id}/explain`)).status;
    expect([idOf(first), await explained('r1'), await explained('r2')]).toEqual(['r1', 200, 200]);
    await send('/__admin/reset?sandbox=one', {}, '');
    expect([await explained('r1'), await explained('r2'), (await observe('two'))['users']]).toMatchObject([
      404,
      200,
      [{ EmailAddress: 'ada@example.com' }],
    ]);
    await send('/__admin/reset', {}, '');
    expect([await explained('r2'), (await observe())['users'], (await observe('two'))['code']]).toEqual([
      404,
      [],
      'bad-admin-request',
    ]);
    expect(idOf(await send('/syncplicity/provisioning/users.svc/', CALLER, '['))).toBe('r1');
  });

  test('a tenant that is released is gone, and cannot be released again', async () => {
    const { tenant = '' } = await admin('arrange', { contract: 'syncplicity' });
    expect(await admin('release', { tenant })).toEqual({ released: 'run-1' });
    expect(await admin('release', { tenant })).toMatchObject({ code: 'bad-admin-request' });
    expect(await observe('run-1')).toMatchObject({ code: 'bad-admin-request' });
  });
});

test('there are no more sandboxes than the option says; a released one makes room', async () => {
  mock = await createMock({ contracts: CONTRACTS, maxSandboxes: 1 });
  await create('/_s/one', 'ada@example.com');
  const refused = await send('/_s/two/syncplicity/provisioning/users.svc/', CALLER, '[]');
  expect([refused.status, await refused.json()]).toMatchObject([
    503,
    { code: 'too-many-sandboxes', detail: expect.stringContaining('/__admin/release') },
  ]);
  expect(await admin('arrange', { contract: 'syncplicity' })).toMatchObject({ code: 'too-many-sandboxes' });
  expect((await create('', 'ada@example.com'))['status']).toBe(200);
  await admin('release', { tenant: 'one' });
  expect((await create('/_s/two', 'ada@example.com'))['status']).toBe(200);
});

describe('records that are given from the start', () => {
  const given = { users: [{ EmailAddress: 'ada@example.com' }, { EmailAddress: 'bob@example.com', Id: 'b' }] };

  test('are in every sandbox, completed as if they had been created', async () => {
    mock = await createMock({ contracts: [{ contract: 'syncplicity', given }, { contract: 'legalesign' }] });
    expect((await create('/_s/one', 'ADA@example.com'))['status']).toBe(400);
    const created = await create('', 'eve@example.com');
    const { users } = await observe();
    const ids = (users as { Id: string }[]).map(({ Id }) => Id);
    expect(ids).toEqual([expect.stringMatching(/^[0-9a-f-]{36}$/), 'b', created['Id']]);
    expect(new Set(ids).size).toBe(3);
  });

  test('must be records of the contract', async () => {
    const start = (users: Json[]): Promise<Mock> =>
      createMock({ contracts: [{ contract: 'syncplicity', given: { users } }] });
    await expect(start([{ EmailAddress: 'ada@example.com' }, 'ada'])).rejects.toMatchObject({
      code: 'DC_RECORD',
      message: 'given.users[1] is "ada"; expected an object of which syncplicity can make a record.',
    });
    const unknown = createMock({ contracts: [{ contract: 'syncplicity', given: { rooms: [{}] } }] });
    await expect(unknown).rejects.toMatchObject({ code: 'DC_COLLECTION' });
  });
});
