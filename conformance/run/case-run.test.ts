import { describe, expect, test, vi } from 'vitest';
import type { JsonObject } from '../../specs/json.ts';
import { aCase, aRunContext, aStep, CREATE } from '../../test/case-runs.ts';
import { anArrangedTarget, aServer, aTarget, recorded, SILENCE } from '../../test/targets.ts';
import { SERVICE } from '../../test/tiny-contract.ts';
import type { Case } from '../cases/case.ts';
import { type Arranged, HookError, type Observed, type Target } from '../target/target.ts';
import { type CaseRun, runCase } from './case-run.ts';
import type { Judgement } from './judgement.ts';

/** How a case ends against a right server, and what it says about a clause. */
async function run(kase: Case, target: Target, attempt: number = 0): Promise<CaseRun> {
  return await runCase(kase, attempt, await aRunContext(SERVICE, target));
}

function about(clause: string, { judgements }: CaseRun): Judgement['outcome'][] {
  return judgements.filter((each) => each.clause === clause).map(({ outcome }) => outcome);
}

async function aStandingTarget(more: Partial<Target> = {}): Promise<Target> {
  return aTarget(SERVICE, await aServer(SERVICE), more);
}

const noRoom = { facts: { places: 0 }, records: {} };

describe('what a case says', () => {
  test('of a good request: that it creates, and what it was judged by', async () => {
    const result = await run(CREATE, await aStandingTarget());
    expect(result.creates).toBe(1);
    expect(about('tiny/created', result)).toEqual(['passed']);
    expect(about('tiny/answers', result)).toEqual(['passed']);
    expect(result.judgements.filter(({ outcome }) => outcome === 'failed')).toEqual([]);
  });

  test('of a faulty one: that the clause of its fault is kept', async () => {
    const result = await run(
      aCase(() => ({ steps: [aStep({})] })),
      await aStandingTarget(),
    );
    expect(about('tiny/email-required', result)).toEqual(['passed']);
    expect(result.creates).toBe(0);
  });

  test('when no complete answer comes: that there was none', async () => {
    const serve = await aServer(SERVICE);
    const right = aTarget(SERVICE, serve).transport;
    let count = 0;
    const transport = recorded(async (request) => (count++ === 0 ? right.send('http://127.0.0.1', request) : SILENCE));
    const result = await run(CREATE, aTarget(SERVICE, transport));
    expect(result.judgements).toMatchObject([{ clause: 'tiny/answers', outcome: 'failed' }]);
  });

  test('in order, with every request and its answer', async () => {
    const twice = aCase((fresh) => {
      const email = fresh.email();
      return { steps: [aStep({ email }), aStep({ email })] };
    });
    const { trace, judgements } = await run(twice, await aStandingTarget());
    expect(trace.map(({ exchange }) => exchange.kind === 'answer' && exchange.status)).toEqual([200, 409]);
    expect(trace[0]).toMatchObject({ baseUrl: 'http://127.0.0.1', note: 'create', persona: 'caller' });
    expect(judgements).toContainEqual({ clause: 'tiny/unique', outcome: 'passed' });
  });

  test('and it ends with the first disagreement: what follows would rest on a wrong belief', async () => {
    const wrong = await anArrangedTarget(SERVICE, async (answer, request) =>
      (await request.clone().text()).includes('bad') ? Response.json([]) : answer,
    );
    const steps = [aStep({ email: 'bad' }), aStep({ email: 'bad' })];
    const { trace } = await run(
      aCase(() => ({ steps })),
      wrong,
    );
    expect(trace).toHaveLength(1);
  });
});

describe('requests at once', () => {
  test('are judged in an order in which they can have happened, successes first', async () => {
    const { transport } = await aStandingTarget();
    const waiting: (() => void)[] = [];
    // The last one to be sent is the first to be carried out.
    const reversed = recorded(async (request) => {
      const isBurst = reversed.sent.length > 1;
      if (isBurst) await new Promise<void>((resolve) => waiting.push(resolve));
      const exchange = await transport.send('http://127.0.0.1', request);
      waiting.pop()?.();
      return exchange;
    });
    const context = await aRunContext(SERVICE, aTarget(SERVICE, reversed));
    const burst = aCase((fresh) => {
      const step = aStep({ email: fresh.email() });
      return { steps: [{ ...step, beside: [step.draft, step.draft, step.draft] }] };
    });
    const running = runCase(burst, 0, context);
    await vi.waitFor(() => expect(waiting).toHaveLength(4));
    waiting.pop()?.();
    const result = await running;
    expect(result.trace.map(({ exchange }) => exchange.kind === 'answer' && exchange.status)).toEqual([
      200, 409, 409, 409,
    ]);
    expect(result.judgements.filter(({ outcome }) => outcome === 'failed')).toEqual([]);
    expect(about('tiny/unique', result)).toEqual(['passed', 'passed', 'passed']);
    expect(result.creates).toBe(1);
  });

  test('may be different ones', async () => {
    const beside = aCase((fresh) => {
      const [one, other] = [aStep({ email: fresh.email() }), aStep({ email: fresh.email() })];
      return { steps: [{ ...one, beside: [other.draft] }] };
    });
    expect((await run(beside, await aStandingTarget())).creates).toBe(2);
  });
});

describe('a case that needs a state', () => {
  const full = aCase((fresh) => ({ given: noRoom, steps: [aStep({ email: fresh.email() })] }), {
    aims: ['tiny/quota'],
  });

  test('has a tenant of its own, which is given back', async () => {
    const target = await anArrangedTarget(SERVICE);
    const released: unknown[] = [];
    const release = async (input: object): Promise<void> => void released.push(input);
    const context = await aRunContext(SERVICE, { ...target, hooks: { ...target.hooks, release } });
    const result = await runCase(full, 0, context);
    expect(about('tiny/quota', result)).toEqual(['passed']);
    expect(released).toMatchObject([{ run: 't1', tenant: expect.anything() }]);
    expect(about('tiny/created', await runCase(CREATE, 0, context))).toEqual(['passed']);
    expect(released).toHaveLength(1);
  });

  test('is not spoiled by a tenant that cannot be given back', async () => {
    const target = await anArrangedTarget(SERVICE);
    const release = async (): Promise<void> => {
      throw new HookError('release', 'no');
    };
    const result = await run(full, { ...target, hooks: { ...target.hooks, release } });
    expect(about('tiny/quota', result)).toEqual(['passed']);
  });

  test('cannot be told where the target does not support it, and sends nothing', async () => {
    const target = await anArrangedTarget(SERVICE);
    const arrange = async (): Promise<Arranged> => ({ unsupported: ['places'] });
    const { judgements, trace } = await run(full, { ...target, hooks: { ...target.hooks, arrange } });
    const reason = "the target's arrange hook does not support places";
    expect(judgements).toEqual([{ clause: 'tiny/quota', outcome: 'cantTell', reason }]);
    expect(trace).toEqual([]);
  });

  test('is told all the same where something else is not supported', async () => {
    const target = await anArrangedTarget(SERVICE);
    const { arrange } = target.hooks;
    const hooks = {
      ...target.hooks,
      arrange: async (input: JsonObject) => ({ ...(await arrange?.(input)), unsupported: ['other'] }),
    };
    expect(about('tiny/quota', await run(full, { ...target, hooks }))).toEqual(['passed']);
  });
});

describe('a hook that fails', () => {
  const needy = aCase((fresh) => ({ given: noRoom, steps: [aStep({ email: fresh.email() })] }), {
    aims: ['tiny/quota', 'tiny/created'],
  });

  test('makes all that the case is about untold, with the reason', async () => {
    const target = await anArrangedTarget(SERVICE);
    let count = 0;
    const arrange = async (): Promise<Arranged> => {
      if (count++ === 0) return {};
      throw new HookError('arrange', 'no room left');
    };
    const result = await run(needy, { ...target, hooks: { ...target.hooks, arrange } });
    const reason = 'The hook arrange failed twice: no room left';
    expect(result.judgements).toEqual([
      { clause: 'tiny/quota', outcome: 'cantTell', reason },
      { clause: 'tiny/created', outcome: 'cantTell', reason },
    ]);
    expect(result).toMatchObject({ trace: [], creates: 0, failedHook: reason });
  });

  test('is the same when it is the one that observes', async () => {
    const target = await anArrangedTarget(SERVICE);
    const observe = async (): Promise<Observed> => {
      throw new HookError('observe', 'no');
    };
    const { judgements } = await run(CREATE, { ...target, hooks: { ...target.hooks, observe } });
    expect(judgements).toMatchObject([{ clause: 'tiny/created', outcome: 'cantTell' }]);
  });

  test('but a fault of the kit is none', async () => {
    const target = await anArrangedTarget(SERVICE);
    const observe = async (): Promise<Observed> => {
      throw new TypeError('a bug');
    };
    await expect(run(CREATE, { ...target, hooks: { ...target.hooks, observe } })).rejects.toThrow(TypeError);
  });
});

test('a case that cannot be run on the target is not told, with the reason, and sends nothing', async () => {
  const kase = { ...CREATE, missing: 'a state would have to be arranged' };
  expect(await run(kase, await aStandingTarget())).toMatchObject({
    judgements: [{ clause: 'tiny/created', outcome: 'cantTell', reason: 'a state would have to be arranged' }],
    trace: [],
  });
});

test('a case that is run again has a tenant of its own, where there can be one', async () => {
  const target = await anArrangedTarget(SERVICE);
  const asked: unknown[] = [];
  const arrange = async (input: JsonObject): Promise<Arranged> => {
    asked.push(input['given']);
    return (await target.hooks.arrange?.(input)) ?? {};
  };
  const context = await aRunContext(SERVICE, { ...target, hooks: { ...target.hooks, arrange } });
  await runCase(CREATE, 0, context);
  expect(asked).toHaveLength(1);
  await runCase(CREATE, 1, context);
  expect(asked).toHaveLength(2);
});

describe('personas', () => {
  test('that are not available leave what the case is about untold', async () => {
    const transport = recorded(() => SILENCE);
    const { judgements } = await run(CREATE, aTarget(SERVICE, transport, { personas: {} }));
    expect(judgements).toMatchObject([
      { clause: 'tiny/created', outcome: 'cantTell', reason: expect.stringContaining('the persona caller') },
    ]);
    expect(transport.sent.filter(({ request }) => request.method === 'POST')).toHaveLength(1);
  });

  test('that no contract declares are always there', async () => {
    const kase = aCase(() => ({ steps: [aStep({ email: 'a@example.com' }, 'stranger')] }), { personas: ['stranger'] });
    expect(about('tiny/authenticated', await run(kase, await aStandingTarget()))).toEqual(['passed']);
  });
});

test('everybody is written down who may come to be, those who must be refused among them', async () => {
  const before: string[] = [];
  const journal = {
    before: ({ emails }: { readonly emails: readonly string[] }) => void before.push(...emails),
    after: () => undefined,
  };
  const context = await aRunContext(SERVICE, await aStandingTarget(), { journal });
  const tooLong = { email: 'eve@example.com', name: 'Eve Adams' };
  await runCase(
    aCase(() => ({ steps: [aStep({ email: 'ada@example.com' }), aStep(tooLong)] })),
    0,
    context,
  );
  expect(before).toEqual(['u1-t1@example.com', 'ada@example.com', 'eve@example.com']);
});

test('every attempt has addresses of its own', async () => {
  const serve = aTarget(SERVICE, await aServer(SERVICE));
  const transport = recorded(serve.transport);
  const context = await aRunContext(SERVICE, aTarget(SERVICE, transport));
  for (const attempt of [0, 1, 2]) expect((await runCase(CREATE, attempt, context)).creates).toBe(1);
  const bodies = transport.sent.map(({ request }) => new TextDecoder().decode(request.body));
  expect(new Set(bodies).size).toBe(bodies.length);
});
