import { describe, expect, test } from 'vitest';
import type { GivenState } from '../../rules/violate.ts';
import { aCall, aContract } from '../../test/builders.ts';
import { SOURCES } from '../../test/oracle.ts';
import { aTarget, SILENCE } from '../../test/targets.ts';
import { aServiceDocument } from '../../test/tiny-contract.ts';
import { expectationOf } from '../judge/expectation.ts';
import { createJudge } from '../judge/judge.ts';
import type { Arranged, Observed, Target } from '../target/target.ts';
import { countsAt } from './run-context.ts';
import { arrangeTenant, standingTenant, type Tenant } from './tenant.ts';

const number = { says: 'A number.', schema: { type: 'integer' } };
const contract = aContract(
  aServiceDocument(
    {},
    {
      'x-facts': { places: number, other: number, pinned: { ...number, premise: true } },
      'x-initial': { places: 1, other: 1, pinned: 1 },
    },
  ),
);
const judge = createJudge(contract);
const silent = (): never => expect.fail('nothing is to be sent');

function choicesOf(target: Target) {
  return { judge, target, run: 't1', now: 0, send: async () => SILENCE };
}

/** A tenant that was arranged so, and what was asked for. */
async function arranged(
  answer: Arranged,
  given: Partial<GivenState> = {},
  more: Partial<Target> = {},
): Promise<{ tenant: Tenant; asked: unknown }> {
  let asked: unknown;
  const arrange = async (input: unknown): Promise<Arranged> => {
    asked = input;
    return answer;
  };
  const target = aTarget(contract, silent, { hooks: { arrange }, facts: {}, ...more });
  return { tenant: await arrangeTenant(choicesOf(target), { facts: {}, records: {}, ...given }), asked };
}

const user = { email: 'a@example.com' };

describe('a tenant that is arranged', () => {
  test('is asked for with facts and records together', async () => {
    const { asked } = await arranged({}, { facts: { places: 2 }, records: { users: [user] } });
    expect(asked).toEqual({ contract: 'tiny', run: 't1', given: { places: 2, users: [user] } });
  });

  test('has the facts of the answer, else those that were given, else those of the target file', async () => {
    const facts = { places: 7, other: 7 };
    const placesOf = async (answer: Arranged, given: Partial<GivenState>): Promise<unknown> =>
      (await arranged(answer, given, { facts })).tenant.model.facts.value('places');
    expect(await placesOf({ facts: { places: 3 } }, { facts: { places: 2 } })).toBe(3);
    expect(await placesOf({}, { facts: { places: 2 } })).toBe(2);
    expect(await placesOf({ unsupported: ['places'] }, { facts: { places: 2 } })).toBe(7);
    expect(await placesOf({ unsupported: ['places'], facts: { places: 4 } }, { facts: { places: 2 } })).toBe(4);
    expect(await placesOf({}, {})).toBe(7);
    expect((await arranged({}, { facts: { places: 2 } }, { facts })).tenant.model.facts.value('other')).toBe(7);
  });

  test('has premises as the contract begins with, unless something is known', async () => {
    const { tenant } = await arranged({});
    expect(tenant.model.values()).toEqual({ pinned: 1 });
    expect((await arranged({}, {}, { facts: { pinned: 2 } })).tenant.model.values()).toEqual({ pinned: 2 });
  });

  test('has the records that were given, unless they are not supported', async () => {
    const records = { users: [user] };
    expect((await arranged({}, { records })).tenant.model.facts.list('users')).toEqual([user]);
    const { tenant } = await arranged({ unsupported: ['users'] }, { records });
    expect(tenant.model.facts.list('users')).toEqual([]);
    expect(tenant.unsupported).toEqual(['users']);
  });

  test('is where the answer says, without a final slash', async () => {
    expect((await arranged({ baseUrl: 'http://127.0.0.1/t/7/' })).tenant).toMatchObject({
      baseUrl: 'http://127.0.0.1/t/7',
    });
    const { tenant } = await arranged({ tenant: { id: 7 } });
    expect(tenant).toMatchObject({ baseUrl: 'http://127.0.0.1', id: { id: 7 }, isArranged: true });
    expect(tenant.sources.base).toBe('http://127.0.0.1');
  });

  test('has the personas of the answer and no others, else those of the target', async () => {
    const own = { caller: { headers: { Key: 'k7' }, query: {}, body: {} } };
    const { tenant } = await arranged({ personas: own });
    expect(tenant.personas).toEqual(own);
    const scale = { counts: countsAt('document'), doubtful: () => [] };
    const call = (key: string) => aCall(user, { headers: { key } });
    const faultsOf = (key: string) => expectationOf(tenant.compiled, call(key), tenant.model, SOURCES, scale).faults;
    expect(faultsOf('k7').some(({ clause }) => clause.id === 'tiny/authenticated')).toBe(false);
    expect(faultsOf('k-caller').some(({ clause }) => clause.id === 'tiny/authenticated')).toBe(true);
    expect(Object.keys((await arranged({ personas: {} })).tenant.personas)).toEqual([]);
    expect(Object.keys((await arranged({})).tenant.personas)).toEqual(['caller']);
  });
});

test('a target as it stands has the facts of its file, and nothing is asked for', () => {
  const target = aTarget(contract, silent, { facts: { places: 7 } });
  const tenant = standingTenant(choicesOf(target));
  expect(tenant.model.values()).toEqual({ places: 7, pinned: 1 });
  expect(tenant).toMatchObject({ id: undefined, unsupported: [], isArranged: false, baseUrl: 'http://127.0.0.1' });
});

describe('observing', () => {
  test('asks the hook for an address, in the tenant that was arranged', async () => {
    const asked: unknown[] = [];
    const observe = async (input: unknown): Promise<Observed> => {
      asked.push(input);
      return { users: [user] };
    };
    const arrange = async (): Promise<Arranged> => ({ tenant: 7, baseUrl: 'http://127.0.0.1/t/7' });
    const target = aTarget(contract, silent, { hooks: { arrange, observe } });
    const tenant = await arrangeTenant(choicesOf(target), { facts: {}, records: {} });
    expect(await tenant.observe?.('a@example.com')).toEqual({ users: [user] });
    await standingTenant(choicesOf(target)).observe?.('b@example.com');
    const personas = { caller: { headers: { Key: 'k-caller' }, query: {}, body: {} } };
    const common = { contract: 'tiny', run: 't1', personas };
    expect(asked).toEqual([
      { ...common, baseUrl: 'http://127.0.0.1/t/7', email: 'a@example.com', tenant: 7 },
      { ...common, baseUrl: 'http://127.0.0.1', email: 'b@example.com' },
    ]);
  });

  test('is impossible without a hook, and where the contract has no read', () => {
    expect(standingTenant(choicesOf(aTarget(contract, silent))).observe).toBeUndefined();
    expect(standingTenant(choicesOf(aTarget(contract, silent, { observesByContract: true }))).observe).toBeUndefined();
  });
});

test('the readings have the credentials of the tenant, too, and are made once', async () => {
  const tenant = standingTenant(choicesOf(aTarget(contract, silent)));
  expect(await tenant.readings()).toBe(await tenant.readings());
});
