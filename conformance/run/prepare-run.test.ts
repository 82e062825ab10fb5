import { describe, expect, test } from 'vitest';
import type { JsonObject } from '../../specs/json.ts';
import { asObject } from '../../specs/json.ts';
import { aContract } from '../../test/builders.ts';
import { aBody, aCountingClause } from '../../test/oracle.ts';
import { aCheck, anArrangedTarget, aPreparedRun, aServer, aTarget, recorded, textOf } from '../../test/targets.ts';
import { aPromise, aServiceDocument, SERVICE, USER } from '../../test/tiny-contract.ts';
import type { Arranged } from '../target/target.ts';

describe('the first good request', () => {
  test('is one of the run, and what it brings about is believed', async () => {
    const { transport } = aTarget(SERVICE, await aServer(SERVICE));
    const sending = recorded(transport);
    const { context, openReason } = await aPreparedRun(aCheck(SERVICE, aTarget(SERVICE, sending)));
    expect(openReason).toBeUndefined();
    expect(sending.sent.map(({ request }) => JSON.parse(textOf(request)))).toEqual([
      { email: 'u1-t1@example.com', name: 'Ada' },
    ]);
    const { model } = await context.commonTenant();
    expect(model.facts.list('users')).toMatchObject([{ email: 'u1-t1@example.com' }]);
    expect(model.facts.value('places')).toBe(99_999);
  });

  test('is sent in a tenant with plenty of room, where one can be arranged', async () => {
    const target = await anArrangedTarget(SERVICE);
    const asked: unknown[] = [];
    const arrange = async (input: JsonObject): Promise<Arranged> => {
      asked.push(asObject(input['given'])['places']);
      return (await target.hooks.arrange?.(input)) ?? {};
    };
    const { context, plan } = await aPreparedRun(aCheck(SERVICE, { ...target, hooks: { ...target.hooks, arrange } }));
    expect(asked).toEqual([100_000]);
    expect(plan.canArrange).toBe(true);
    await context.arrange?.({ facts: { places: 0 }, records: {} });
    expect(asked).toEqual([100_000, 0]);
    expect(await context.commonTenant()).toBe(await context.commonTenant());
  });
});

describe('the shape of the body', () => {
  const content = { requestBody: aBody(USER, { 'x-unwrap': 'User' }) };
  const contract = aContract(aServiceDocument(content));

  test('is plain where the target takes that', async () => {
    const { context } = await aPreparedRun(aCheck(contract, aTarget(contract, await aServer(contract))));
    expect([...context.wraps]).toEqual([]);
  });

  test('is wrapped where the target takes nothing else', async () => {
    const serve = await aServer(contract);
    const target = aTarget(contract, async (request) =>
      (await request.clone().text()).startsWith('{"User":') ? serve(request) : Response.json({}, { status: 400 }),
    );
    const { context, openReason } = await aPreparedRun(aCheck(contract, target));
    expect(openReason).toBeUndefined();
    expect([...context.wraps]).toEqual([['application/json', 'User']]);
  });

  test('is as it was when neither is taken', async () => {
    const target = aTarget(contract, () => Response.json({}, { status: 400 }));
    const { context, openReason } = await aPreparedRun(aCheck(contract, target));
    expect(openReason).toContain('no good request succeeds');
    expect([...context.wraps]).toEqual([]);
  });
});

describe('the caller of good requests', () => {
  const personas = ['clerk', 'boss'].map((name) => [
    name,
    { attributes: { role: name }, headers: { Key: `k-${name}` } },
  ]);
  const contract = aContract(
    aServiceDocument(
      { 'x-clauses': [aCountingClause('role', { anyOf: ['boss'] }), aPromise('created')] },
      { 'x-personas': Object.fromEntries(personas) },
    ),
  );
  const personaOf = async (names: readonly string[]): Promise<string> => {
    const known = names.map((name) => [name, { headers: { Key: `k-${name}` }, query: {}, body: {} }]);
    const target = aTarget(contract, () => Response.json([]), { personas: Object.fromEntries(known) });
    return (await aPreparedRun(aCheck(contract, target))).plan.persona;
  };

  test('is the first whose good request breaks nothing', async () => {
    expect(await personaOf(['clerk', 'boss'])).toBe('boss');
  });

  test('is the first there is where none fits, and nobody where there is none', async () => {
    expect(await personaOf(['clerk'])).toBe('clerk');
    expect(await personaOf([])).toBe('anonymous');
  });
});

test.each([
  ['http://127.0.0.1:8080', true],
  ['https://api.vendor.example', false],
])('at %s long lists are tried out completely: %s', async (baseUrl, isExhaustive) => {
  const { plan } = await aPreparedRun(
    aCheck(
      SERVICE,
      aTarget(SERVICE, () => Response.json([]), { baseUrl }),
    ),
  );
  expect(plan.isExhaustive).toBe(isExhaustive);
});

test('premises are named when no good request succeeds', async () => {
  const premises = [{ id: 'path', says: 'Users are created at /users.', basis: 'vendor' }];
  const contract = aContract(aServiceDocument({}, { 'x-premises': premises }));
  const { openReason } = await aPreparedRun(
    aCheck(
      contract,
      aTarget(contract, () => Response.json({}, { status: 404 })),
    ),
  );
  expect(openReason).toMatch(/answered with 404\).*Users are created at \/users\.$/);
});
