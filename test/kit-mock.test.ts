import { afterEach, describe, expect, test } from 'vitest';
import { createMock, startMock } from '../mock/index.ts';
import type { JsonObject } from '../specs/json.ts';
import { aContract, aDocument } from './builders.ts';
import { detectKitMock } from '../conformance/target/kit-mock.ts';
import { targetOf } from '../conformance/target/target-of.ts';

const limits = { timeoutMs: 2_000, now: (): number => performance.now() };
const closers: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0).toReversed()) await close();
});

describe('our own mock', () => {
  const facts = { seats: { says: 'Users that fit.', schema: { type: 'integer' } } };
  const document = aDocument(
    { 'x-effect': { create: 'users', uses: { seats: 1 } } },
    { 'x-facts': facts, 'x-initial': { seats: 5 } },
  );
  const tiny = aContract(document);
  const other = { ...aContract(document), id: 'other' };

  test.each([
    ['alone', [tiny], '', ''],
    ['with others', [tiny, other], '', '/tiny'],
    ['with others, at its mount', [tiny, other], '/tiny', '/tiny'],
    ['with others, in a sandbox', [tiny, other], '/_s/a/tiny', '/_s/a/tiny'],
  ])('is found %s, and arranges, observes and releases', async (_, contracts, path, found) => {
    const mock = await startMock({ contracts: contracts.map((each) => ({ contract: each })) });
    closers.push(() => mock.stop());
    const { transport } = targetOf(mock.url, limits);
    closers.push(() => transport.close());
    const kit = await detectKitMock(mock.url + path, transport, tiny);
    expect(kit?.baseUrl).toBe(mock.url + found);
    const given: JsonObject = { seats: 3, users: [{ email: 'a@example.com' }] };
    const arranged = (await kit?.hooks.arrange?.({ contract: 'tiny', run: 'r', given })) ?? {};
    expect(arranged).toMatchObject({ facts: { seats: 3 }, unsupported: [] });
    const created = await transport.send(arranged.baseUrl ?? '', {
      method: 'POST',
      path: '/users',
      headers: [['Content-Type', 'application/json']],
      body: Buffer.from('{"email":"b@example.com"}'),
    });
    expect(created).toMatchObject({ status: 200 });
    const { tenant = '' } = arranged;
    expect(await kit?.hooks.observe?.({ contract: 'tiny', tenant, email: 'B@example.com' })).toMatchObject({
      seats: 2,
      users: [{ email: 'b@example.com' }],
    });
    await kit?.hooks.release?.({ run: 'r', tenant });
    await expect(kit?.hooks.observe?.({ contract: 'tiny', tenant })).rejects.toThrow(
      /failed twice: .*tiny has no sandbox/,
    );
  });

  test('is found in this process', async () => {
    const mock = await createMock({ contracts: [{ contract: tiny }] });
    const { baseUrl, transport } = targetOf(mock, limits);
    const kit = await detectKitMock(baseUrl, transport, tiny);
    expect(await kit?.hooks.arrange?.({})).toMatchObject({
      baseUrl: expect.stringMatching(/^http:\/\/127\.0\.0\.1\/_s\//),
    });
  });

  test('that serves another contract is told of', async () => {
    const mock = await createMock({ contracts: [{ contract: other }] });
    const { baseUrl, transport } = targetOf(mock, limits);
    await expect(detectKitMock(baseUrl, transport, tiny)).rejects.toThrow(/serves other; expected tiny/);
  });

  test.each([
    ['on another machine', 'http://mock.example', '{"product":"doublecheck","mounts":{"tiny":"/"}}', 200],
    ['that is another product', 'http://127.0.0.1', '{"product":"x","mounts":{"tiny":"/"}}', 200],
    ['that refuses', 'http://127.0.0.1', '{"product":"doublecheck","mounts":{"tiny":"/"}}', 404],
    ['that answers no JSON', 'http://127.0.0.1', '<html>', 200],
    ['that answers null', 'http://127.0.0.1', 'null', 200],
  ])('is no server %s', async (_, baseUrl, text, status) => {
    const { transport } = targetOf({ fetch: () => new Response(text, { status }) }, limits);
    expect(await detectKitMock(baseUrl, transport, tiny)).toBeUndefined();
  });
});
