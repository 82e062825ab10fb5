import { beforeAll, describe, expect, test } from 'vitest';
import type { PlainResponse } from '../../mock/plain.ts';
import type { Json } from '../../specs/json.ts';
import { type Base, loadBase } from '../base.ts';
import type { Mutant } from '../deviation.ts';
import { mutantsOf } from '../mutants.ts';
import { NoAnswer, type Serve } from '../serve.ts';
import { createServer, type Stage } from '../stage.ts';

let base: Base;
let mutants: ReadonlyMap<string, Mutant>;

beforeAll(async () => {
  base = await loadBase('syncplicity');
  mutants = new Map((await mutantsOf(base)).map((mutant) => [mutant.id, mutant]));
}, 60_000);

interface Desk {
  readonly stage: Stage;
  readonly send: (users: Json, query?: string, token?: string) => Promise<PlainResponse>;
  readonly emails: () => Json[];
  readonly seats: () => Json | undefined;
}

/** A server of the mutant with one company of so many seats. */
async function aDesk(id: string, freeSeats = 25): Promise<Desk> {
  const mutant = mutants.get(`syncplicity/${id}`);
  if (!mutant) throw new Error(`no mutant ${id}`);
  const { serve, stage } = createServer(await mutant.make());
  const engine: Serve = mutant.engine ? mutant.engine(serve, stage) : serve;
  const origin = 'http://mock.test';
  const given = JSON.stringify({
    contract: 'syncplicity',
    run: 't',
    given: { freeSeats, users: [{ EmailAddress: 'given@example.com' }] },
  });
  await serve({ method: 'POST', target: '/__admin/arrange', headers: {}, origin, body: Buffer.from(given) });
  const target = '/_s/t-1/provisioning/users.svc/';
  const world = stage.worldOf({ method: 'POST', target, headers: {}, origin, body: Buffer.from('') });
  return {
    stage,
    send: (users, query = '', token = 'Bearer mk_global-admin') => {
      const headers = {
        host: 'mock.test',
        authorization: token,
        appkey: 'demo-app-key',
        'content-type': 'application/json',
      };
      return engine({
        method: 'POST',
        target: target + query,
        headers,
        origin,
        body: Buffer.from(JSON.stringify(users)),
      });
    },
    emails: () => world?.records('users').map((record) => record['EmailAddress'] ?? null) ?? [],
    seats: () => world?.values()['freeSeats'],
  };
}

function user(name: string, more: { [member: string]: Json } = {}): { [member: string]: Json } {
  return { EmailAddress: `${name}@example.com`, ...base.surface.user, ...more };
}

describe('duplicates', () => {
  test('two calls at once both win the race', async () => {
    const { send, emails } = await aDesk('email-in-use:engine:duplicate:race');
    const answers = await Promise.all([send([user('a')]), send([user('A')])]);
    expect(answers.map(({ status }) => status)).toEqual([200, 200]);
    expect(emails()).toHaveLength(3);
    expect((await send([user('a')])).status).toBe(400);
  });

  test.each([
    ['of-created', 'a', 200],
    ['of-created', 'given', 400],
    ['of-given', 'a', 400],
    ['of-given', 'given', 200],
  ])('%s: a second %s is answered %i', async (name, local, status) => {
    const { send } = await aDesk(`email-in-use:engine:duplicate:${name}`);
    await send([user('a')]);
    expect((await send([user(local)])).status).toBe(status);
  });

  test('a second try passes, a first one does not', async () => {
    const { send } = await aDesk('email-in-use:engine:duplicate:second-try');
    expect((await send([user('given')])).status).toBe(400);
    expect((await send([user('given')])).status).toBe(200);
  });

  test('the users of one batch are not compared with each other', async () => {
    const { send, emails } = await aDesk('email-in-use:engine:duplicate:in-one-batch');
    const answer = await send([user('a'), user('a')]);
    expect(JSON.parse(String(answer.body)).map((each: { EmailAddress: string }) => each.EmailAddress)).toEqual([
      'a@example.com',
      'a@example.com',
    ]);
    expect(emails()).toEqual(['given@example.com', 'a@example.com', 'a@example.com']);
  });

  test('an address that is only alike is refused', async () => {
    const { send } = await aDesk('users-created:engine:duplicate:plus-ignored');
    expect((await send([user('a+1')])).status).toBe(200);
    expect((await send([user('a+2')])).status).toBe(400);
  });
});

describe('seats', () => {
  test.each([
    ['seats-counted:engine:seat:race', 1, 2, [200, 200]],
    ['seats-counted:engine:seat:one-more', 1, 2, [200, 200]],
    ['seats-counted:engine:seat:last-unusable', 1, 1, [402]],
    ['seats-counted:uses:0', 1, 2, [200, 200]],
  ])('%s with %i seats and %i calls', async (id, seats, calls, statuses) => {
    const { send } = await aDesk(id, seats);
    const answers = await Promise.all(Array.from({ length: calls }, (_, index) => send([user(`u${index}`)])));
    expect(answers.map(({ status }) => status)).toEqual(statuses);
  });

  test('a refusal eats a seat', async () => {
    const { send, seats } = await aDesk('seats-counted:engine:seat:eaten-by-refusal', 3);
    await send([user('given')]);
    expect(seats()).toBe(2);
  });

  test('a batch of any size fits while one seat is free', async () => {
    const { send, seats } = await aDesk('seats-counted:engine:seat:any-free', 1);
    expect((await send([user('a'), user('b'), user('c')])).status).toBe(200);
    expect(seats()).toBe(-2);
  });
});

describe('what is left behind', () => {
  test('a user who was refused is there', async () => {
    const { send, emails } = await aDesk('not-business-admin:engine:trace:created-though-403');
    expect((await send([user('a')], '', 'Bearer mk_member')).status).toBe(403);
    expect(emails()).toContain('a@example.com');
  });

  test('an address of a dry run cannot be used', async () => {
    const { send, emails } = await aDesk('dry-run:engine:trace:reserves-address');
    expect((await send([user('a')], '?modifier=simulate')).status).toBe(200);
    expect((await send([user('a')])).status).toBe(400);
    expect(emails()).toEqual(['given@example.com']);
  });
});

describe('batches', () => {
  test('only the first user is looked at', async () => {
    const { send, emails } = await aDesk('failure-not-ok:engine:batch:first-validated-only');
    const answer = await send([user('a'), user('b', { Password: 'short' })]);
    expect(JSON.parse(String(answer.body))).toHaveLength(2);
    expect(emails()).toContain('b@example.com');
  });

  test('a user is listed and not kept', async () => {
    const { send, emails } = await aDesk('users-created:engine:batch:last-of-batch-lost');
    const answer = await send([user('a'), user('b')]);
    expect(JSON.parse(String(answer.body))).toHaveLength(2);
    expect(emails()).toEqual(['given@example.com', 'a@example.com']);
  });
});

test('users who are created at the same time share an id', async () => {
  const { send } = await aDesk('ids-new:engine:id:shared-at-once');
  const bodies = (await Promise.all([send([user('a')]), send([user('b')])])).map(
    ({ body }) => JSON.parse(String(body))[0].Id,
  );
  expect(bodies[0]).toBe(bodies[1]);
  expect(JSON.parse(String((await send([user('c')])).body))[0].Id).not.toBe(bodies[0]);
});

test('a crash ends the connection', async () => {
  const { send } = await aDesk('answers:engine:crash:reset-at-null-body');
  await expect(send(null)).rejects.toThrow(NoAnswer);
  expect((await send([user('a')])).status).toBe(200);
});

test('a stranger is let in by a credential that begins like a good one', async () => {
  const { send } = await aDesk('token-invalid:engine:caller:prefix');
  expect((await send([user('a')], '', 'Bearer mk_global-admin2')).status).toBe(200);
  expect((await send([user('b')], '', 'Bearer other')).status).toBe(401);
});

test('another status leaves the clause where it stands', async () => {
  const { send } = await aDesk('password-not-set:status:402');
  const { Password: _, ...without } = user('a');
  expect((await send([without])).status).toBe(402);
});
