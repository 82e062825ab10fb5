import { describe, expect, test } from 'vitest';
import { aWireAnswer } from '../../test/oracle.ts';
import { aTarget, NO_LIMIT, recorded, SILENCE } from '../../test/targets.ts';
import { SERVICE } from '../../test/tiny-contract.ts';
import { createJudge } from '../judge/judge.ts';
import type { Exchange, WireRequest } from '../target/exchange.ts';
import { BudgetSpent, Stopped, TargetLost } from './run-context.ts';
import { standingTenant } from './tenant.ts';
import { Traffic, type TrafficSetup } from './traffic.ts';

const request: WireRequest = { method: 'POST', path: '/users', headers: [], body: undefined };
const judge = createJudge(SERVICE);

/** Traffic to a target that answers so, and what was sent. */
function aTraffic(answer: () => Exchange | Promise<Exchange>, more: Partial<TrafficSetup> = {}) {
  const transport = recorded(answer);
  const target = aTarget(SERVICE, transport);
  const setup = { target, budget: NO_LIMIT, now: () => 0, pause: undefined, signal: undefined, journal: undefined };
  const traffic = new Traffic({ ...setup, ...more });
  const tenant = standingTenant({ judge, target, run: 't1', now: 0, send: async () => SILENCE });
  const send = (emails: readonly string[] = []): Promise<Exchange> => traffic.send(tenant, request, emails);
  return { traffic, transport, send };
}

/** Sends so many, one after the other. */
async function sendAll(
  count: number,
  send: (emails?: readonly string[]) => Promise<Exchange>,
  emails?: readonly string[],
): Promise<void> {
  for (let index = 0; index < count; index++) await send(emails);
}

const ok = (): Exchange => aWireAnswer(200, {});
const refused = (): Exchange => aWireAnswer(400, {});

describe('what is counted', () => {
  test('requests, complete answers, and successes of what may create', async () => {
    const answers = [ok(), SILENCE, refused(), ok(), aWireAnswer(302)];
    const { traffic, send } = aTraffic(() => answers.shift() ?? ok());
    await sendAll(3, send, ['a@example.com']);
    await send();
    await send(['a@example.com']);
    expect([traffic.requests, traffic.answers, traffic.creates]).toEqual([5, 4, 1]);
  });

  test('reads, too', async () => {
    const { traffic } = aTraffic(ok);
    await traffic.read('http://127.0.0.1', request);
    expect([traffic.requests, traffic.answers, traffic.creates]).toEqual([1, 1, 0]);
  });
});

describe('the budget', () => {
  test('of requests ends the traffic before the first one too many', async () => {
    const { traffic, transport, send } = aTraffic(ok, { budget: { ...NO_LIMIT, requests: 2 } });
    await sendAll(2, send);
    await expect(send()).rejects.toThrow(BudgetSpent);
    await expect(traffic.read('http://127.0.0.1', request)).rejects.toThrow('2 requests');
    expect(transport.sent).toHaveLength(2);
  });

  test('of creates counts successes only', async () => {
    const answers = [refused(), ok(), refused(), ok()];
    const { transport, send } = aTraffic(() => answers.shift() ?? ok(), { budget: { ...NO_LIMIT, creates: 2 } });
    await sendAll(4, send, ['a@example.com']);
    await expect(send()).rejects.toThrow(BudgetSpent);
    expect(transport.sent).toHaveLength(4);
  });

  test('of time is counted from the start of the run', async () => {
    let now = 1_000;
    const { send } = aTraffic(ok, { budget: { ...NO_LIMIT, timeMs: 500 }, now: () => now });
    now = 1_499;
    await send();
    now = 1_500;
    await expect(send()).rejects.toThrow('0.5 seconds');
  });
});

describe('the rate', () => {
  test('is kept by waiting until each request is due', async () => {
    const waits: number[] = [];
    let now = 1_000;
    const pause = async (ms: number): Promise<void> => {
      waits.push(ms);
      now += ms;
    };
    const { send } = aTraffic(ok, { budget: { ...NO_LIMIT, perSecond: 4 }, now: () => now, pause });
    await sendAll(3, send);
    now += 10_000;
    await send();
    expect(waits).toEqual([0, 250, 250, 0]);
  });

  test('is none without a limit', async () => {
    const { send } = aTraffic(ok, { pause: () => expect.fail('there is nothing to wait for') });
    await send();
  });
});

describe('the journal', () => {
  test('knows who may be created before the request is sent, and how it was answered', async () => {
    const order: string[] = [];
    const { send } = aTraffic(
      () => {
        order.push('sent');
        return refused();
      },
      {
        journal: {
          before: async ({ baseUrl, emails }) => {
            await Promise.resolve();
            order.push(`before ${baseUrl} ${emails}`);
          },
          after: ({ emails, exchange }) => void order.push(`after ${emails} ${exchange.kind}`),
        },
      },
    );
    await send(['a@example.com', 'b@example.com']);
    expect(order).toEqual([
      'before http://127.0.0.1 a@example.com,b@example.com',
      'sent',
      'after a@example.com,b@example.com answer',
    ]);
  });

  test('is not told of what creates nobody', async () => {
    const fail = (): never => expect.fail('there is nothing to write down');
    const { traffic, send } = aTraffic(ok, { journal: { before: fail, after: fail } });
    await send();
    await traffic.read('http://127.0.0.1', request);
  });

  test('that cannot be written keeps the request from being sent', async () => {
    const before = (): never => {
      throw new Error('disk full');
    };
    const { transport, send } = aTraffic(ok, { journal: { before, after: () => undefined } });
    await expect(send(['a@example.com'])).rejects.toThrow('disk full');
    expect(transport.sent).toHaveLength(0);
  });
});

describe('a target that ceases to answer', () => {
  test('is lost after six failures in a row', async () => {
    const { send } = aTraffic(() => SILENCE);
    await sendAll(5, send);
    await expect(send()).rejects.toThrow(TargetLost);
    await expect(send()).rejects.toThrow('No answer came.');
  });

  test('is not lost as long as an answer comes in between', async () => {
    let count = 0;
    const { send } = aTraffic(() => (++count % 6 === 0 ? ok() : SILENCE));
    await sendAll(20, send);
  });
});

describe('a run that is interrupted', () => {
  test('sends nothing more', async () => {
    const { transport, send } = aTraffic(ok, { signal: AbortSignal.abort() });
    await expect(send()).rejects.toThrow(Stopped);
    expect(transport.sent).toHaveLength(0);
  });

  test('takes no answer that came in the meantime', async () => {
    const ending = new AbortController();
    const { send } = aTraffic(
      () => {
        ending.abort();
        return ok();
      },
      { signal: ending.signal },
    );
    await expect(send()).rejects.toThrow(Stopped);
  });
});
