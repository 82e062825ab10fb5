import { describe, expect, test } from 'vitest';
import type { JsonObject } from '../../specs/json.ts';
import { aContract } from '../../test/builders.ts';
import { aWireAnswer } from '../../test/oracle.ts';
import { aCheck, aPreparedRun, aTarget, recorded, SILENCE } from '../../test/targets.ts';
import { aServiceDocument } from '../../test/tiny-contract.ts';
import type { Exchange, WireRequest } from '../target/exchange.ts';
import { createFollow, type Read } from './follow.ts';

const document = aServiceDocument();
const read = {
  operationId: 'getUser',
  'x-effect': { find: 'users', by: [{ at: '/id', equals: '{$request.path.id}' }] },
  responses: { '200': { description: 'done', content: { 'application/json': { schema: { type: 'object' } } } } },
};
const paths = { ...(document['paths'] as JsonObject), '/users/{id}': { get: read } };

/** What following a Location gives at a target with this base URL, and the URLs that were asked for. */
async function followed(
  location: string,
  answer: (request: WireRequest) => Exchange,
  baseUrl: string = 'http://127.0.0.1:8080/v1',
): Promise<{ found: Read | undefined; urls: string[]; headers: unknown }> {
  const contract = aContract({ ...document, paths });
  const transport = recorded(answer);
  const { context } = await aPreparedRun(aCheck(contract, aTarget(contract, transport, { baseUrl })));
  const tenant = await context.commonTenant();
  const before = transport.sent.length;
  const found = await createFollow('caller', tenant, context)?.(location);
  const asked = transport.sent.slice(before);
  return {
    found,
    urls: asked.map(({ baseUrl: origin, request: { path } }) => origin + path),
    headers: asked[0]?.request.headers,
  };
}

const ok = (): Exchange => aWireAnswer(200, { id: 7 });
const onlyAt =
  (path: string) =>
  (request: WireRequest): Exchange =>
    request.path === path ? aWireAnswer(200, { id: 7 }) : aWireAnswer(404);

describe('a Location is read', () => {
  test('with the credentials of the caller, and gives status and body', async () => {
    const { found, headers } = await followed('/v1/users/7', ok);
    expect(found).toEqual({ status: 200, body: { id: 7 } });
    expect(headers).toEqual([['Key', 'k-caller']]);
  });

  test.each([
    ['/v1/users/7', ['http://127.0.0.1:8080/v1/users/7']],
    ['/v1/users/7?full=1', ['http://127.0.0.1:8080/v1/users/7?full=1']],
    ['http://127.0.0.1:8080/v1/users/7', ['http://127.0.0.1:8080/v1/users/7']],
    ['https://public.example/v1/users/7', ['http://127.0.0.1:8080/v1/users/7']],
    ['/users/7', ['http://127.0.0.1:8080/v1/users/7']],
  ])('by its path at the target itself: %s', async (location, urls) => {
    expect(await followed(location, ok)).toMatchObject({ urls });
  });

  test('as it stands where it is not below the base URL', async () => {
    const { found, urls } = await followed('/users/7', onlyAt('/users/7'));
    expect(found?.status).toBe(200);
    expect(urls).toEqual(['http://127.0.0.1:8080/v1/users/7', 'http://127.0.0.1:8080/users/7']);
  });

  test('once where the base URL has no path', async () => {
    const { urls } = await followed('/users/7', onlyAt('/other'), 'http://127.0.0.1:8080');
    expect(urls).toEqual(['http://127.0.0.1:8080/users/7']);
  });
});

describe('what cannot be read', () => {
  test('is 404 where it is no URL, and nothing is asked', async () => {
    expect(await followed('http://[', ok)).toMatchObject({ found: { status: 404 }, urls: [] });
  });

  test('is as the target answers', async () => {
    expect((await followed('/v1/users/7', () => aWireAnswer(404))).found?.status).toBe(404);
    expect((await followed('/v1/users/7', () => aWireAnswer(500))).found?.status).toBe(500);
  });

  test('has no status without a complete answer', async () => {
    expect((await followed('/v1/users/7', () => SILENCE)).found).toEqual({ status: 0, body: undefined });
  });
});

test('nothing can be followed where the contract reads no record', async () => {
  const contract = aContract(document);
  const { context } = await aPreparedRun(aCheck(contract, aTarget(contract, recorded(ok))));
  expect(createFollow('caller', await context.commonTenant(), context)).toBeUndefined();
});
