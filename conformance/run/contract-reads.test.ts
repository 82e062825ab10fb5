import { describe, expect, test } from 'vitest';
import { builtInIds } from '../../specs/catalog.ts';
import type { Contract } from '../../specs/contract.ts';
import type { Json, JsonObject } from '../../specs/json.ts';
import { loadContract } from '../../specs/load-contract.ts';
import { aContract } from '../../test/builders.ts';
import { aWireAnswer } from '../../test/oracle.ts';
import { aCheck, aPreparedRun, aServer, aTarget, personasOf, recorded, SILENCE, textOf } from '../../test/targets.ts';
import { aServiceDocument } from '../../test/tiny-contract.ts';
import type { Exchange, WireRequest } from '../target/exchange.ts';
import type { Observed } from '../target/target.ts';
import { createContractObserve } from './contract-reads.ts';

describe.each(builtInIds)('by the reads of %s', (id) => {
  test('a user is found who was created, and nobody else, where one of them finds users by the address', async () => {
    const contract = await loadContract(id);
    const transport = recorded(aTarget(contract, await aServer(contract)).transport);
    const target = aTarget(contract, transport, { observesByContract: true });
    const { context } = await aPreparedRun(aCheck(contract, target));
    const { observe } = await context.commonTenant();
    expect(observe !== undefined).toBe(canFind(contract));
    if (!observe) return;
    const [created] = transport.sent.map(({ request }) => textOf(request));
    const [email = ''] = /[\w-]+@example\.com/.exec(created ?? '') ?? [];
    expect(email).not.toBe('');
    const { users } = await observe(email);
    expect(users).toHaveLength(1);
    expect(JSON.stringify(users)).toContain(email);
    expect(await observe(email.toUpperCase())).toEqual({ users });
    expect(await observe(`not-${email}`)).toEqual({ users: [] });
    expect(transport.sent.slice(-1)).toMatchObject([{ request: { method: 'GET' } }]);
  });
});

/** True when a read of the contract finds a user by the address, or lists all. */
function canFind({ operations, collections }: Contract): boolean {
  const [primary] = operations;
  const name = primary?.effect?.create ?? '';
  return operations.some(({ method, effect, path }) => {
    const isByEmail = effect?.find === name && effect.by.some(({ at }) => at === collections[name]?.email);
    return method === 'get' && (isByEmail || (effect?.list === name && !path.includes('{')));
  });
}

/** The contract of the small service with other reads. */
function withReads(paths: JsonObject): Contract {
  const document = aServiceDocument();
  const slots: Json = [
    { in: 'header', name: 'Key', secret: true, schema: { type: 'string' } },
    { in: 'query', name: 'token', secret: true, schema: { type: 'string' } },
  ];
  const personas = { caller: { attributes: {}, headers: { Key: 'k' }, query: { token: 't' } } };
  const all = { ...(document['paths'] as JsonObject), ...paths };
  return aContract({ ...document, paths: all, 'x-credentials': slots, 'x-personas': personas });
}

function aRead(effect: JsonObject, more: JsonObject = {}): JsonObject {
  const schema = { type: 'object' };
  const responses = { '200': { description: 'done', content: { 'application/json': { schema } } } };
  return { get: { operationId: 'read', 'x-effect': effect, 'x-clauses': [], responses, ...more } };
}

const byPath = aRead({ find: 'users', by: [{ at: '/email', equals: '{$request.path.email}' }] });
const byQuery = aRead(
  { find: 'users', by: [{ at: '/email', equals: '{$request.query.mail}' }] },
  {
    parameters: [
      { in: 'query', name: 'mail', required: true, schema: { type: 'string' } },
      { in: 'query', name: 'page', required: true, schema: { type: 'integer', example: 1 } },
      { in: 'query', name: 'sort', schema: { type: 'string', example: 'up' } },
      { in: 'header', name: 'X-Id', required: true, schema: { type: 'string', examples: ['one'] } },
    ],
  },
);
const byId = aRead({ find: 'users', by: [{ at: '/id', equals: '{$request.path.id}' }] });
const list = aRead({ list: 'users' });

/** What is observed through these reads, and what was asked. */
async function observed(
  paths: JsonObject,
  answer: Exchange,
  email: string = 'a@example.com',
): Promise<{ found: Observed | undefined; asked: WireRequest[] }> {
  const contract = withReads(paths);
  const asked: WireRequest[] = [];
  const send = async (request: WireRequest): Promise<Exchange> => {
    asked.push(request);
    return answer;
  };
  const { users } = contract.collections;
  const observe = users && createContractObserve(users, { contract, personas: personasOf(contract), send });
  return { found: await observe?.(email), asked };
}

const ada = { id: 1, email: 'A@example.com' };

describe('the read that is asked', () => {
  test('names the address in its path, escaped, with the credentials of the first persona', async () => {
    const { asked } = await observed({ '/by/{email}': byPath }, aWireAnswer(200, ada), 'a/b@example.com');
    expect(asked).toEqual([
      { method: 'GET', path: '/by/a%2Fb%40example.com?token=t', headers: [['Key', 'k']], body: undefined },
    ]);
  });

  test('names it in a parameter, and has what else is required', async () => {
    const { asked } = await observed({ '/find': byQuery }, aWireAnswer(200, ada));
    const [request] = asked;
    expect(new URLSearchParams(request?.path.split('?')[1])).toEqual(
      new URLSearchParams({ token: 't', mail: 'a@example.com', page: '1' }),
    );
    expect(request?.headers).toEqual([
      ['X-Id', 'one'],
      ['Key', 'k'],
    ]);
  });

  test('is the list of all where none finds one by its address', async () => {
    const { asked } = await observed({ '/users/{id}': byId, '/all': list }, aWireAnswer(200, [ada]));
    expect(asked.map(({ path }) => path)).toEqual(['/all?token=t']);
  });

  test.each<readonly [string, JsonObject]>([
    ['no read', {}],
    ['only one by an id', { '/users/{id}': byId }],
    ['only a list below something unknown', { '/groups/{id}/users': list }],
    ['only one that is no GET', { '/by/{email}': { post: byPath['get'] ?? null } }],
  ])('is none where there is %s', async (_, paths) => {
    expect((await observed(paths, aWireAnswer(200, [ada]))).found).toBeUndefined();
  });
});

describe('what an answer shows', () => {
  test.each<readonly [string, Json, Json[]]>([
    ['the user itself', ada, [ada]],
    [
      'a list',
      [ada, { id: 2, email: 'b@example.com' }, { id: 3, email: 'a@example.com' }],
      [ada, { id: 3, email: 'a@example.com' }],
    ],
    ['a user inside something', { data: { users: [ada] }, query: 'x' }, [ada]],
    ['the innermost object that has the address', { email: 'a@example.com', user: ada }, [ada]],
    ['nobody', [], []],
    ['somebody else', { id: 2, email: 'ba@example.com' }, []],
  ])('%s', async (_, body, users) => {
    expect((await observed({ '/all': list }, aWireAnswer(200, body))).found).toEqual({ users });
  });

  test('is nobody where the read finds none', async () => {
    expect((await observed({ '/all': list }, aWireAnswer(404, ada))).found).toEqual({ users: [] });
    expect((await observed({ '/all': list }, aWireAnswer(204))).found).toEqual({ users: [] });
  });

  test.each([aWireAnswer(401, ada), aWireAnswer(403), aWireAnswer(500), aWireAnswer(503, ada), SILENCE])(
    'is nothing at all where the read fails: %#',
    async (answer) => {
      expect((await observed({ '/all': list }, answer)).found).toEqual({});
    },
  );
});
