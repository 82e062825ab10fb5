import { describe, expect, test } from 'vitest';
import type { JsonObject } from '../specs/json.ts';
import { eventsOf, runAgainst, runSmall, takingTwice } from '../test/small-runs.ts';
import { anArrangedTarget, aServer, aTarget, NO_LIMIT, recorded, SILENCE } from '../test/targets.ts';
import { SIMPLE } from '../test/tiny-contract.ts';
import { exitCodeOf } from './report/exit-code.ts';
import type { FetchFunction } from './target/fetch-transport.ts';
import { type Arranged, HookError } from './target/target.ts';

describe('a run that ends early', () => {
  test('is inconclusive when the budget ends in a phase that is the same for all', async () => {
    const { report } = await runSmall(undefined, { budget: { ...NO_LIMIT, requests: 120 } });
    expect(report.run.complete).toBe(false);
    expect(report.summary.verdict).toBe('inconclusive');
    expect(report.summary.requests).toBe(120);
    expect(exitCodeOf(report)).toBe(3);
  });

  test('is inconclusive when it is interrupted, and reports what it found until then', async () => {
    const ending = new AbortController();
    let count = 0;
    const serve = await aServer(SIMPLE);
    const target = aTarget(SIMPLE, (request) => {
      if (++count === 50) ending.abort();
      return serve(request);
    });
    const { report, events } = await runAgainst(target, { signal: ending.signal });
    expect(report.run).toMatchObject({ complete: false, contact: 'reached' });
    expect(report.summary).toMatchObject({ verdict: 'inconclusive', requests: 50 });
    expect(report.clauses.some(({ outcome }) => outcome === 'passed')).toBe(true);
    expect(events.slice(-2).map(({ type }) => type)).toEqual(['phase-ended', 'run-ended']);
  });

  test('stays nonconformant when something was found before', async () => {
    const { report } = await runSmall(
      takingTwice(() => true),
      { budget: { ...NO_LIMIT, requests: 120 } },
    );
    expect(report.run.complete).toBe(false);
    expect(report.summary.verdict).toBe('nonconformant');
  });

  test('says that the target was lost', async () => {
    let count = 0;
    const { transport } = aTarget(SIMPLE, await aServer(SIMPLE));
    const fading = recorded((request) => (++count > 50 ? SILENCE : transport.send('http://127.0.0.1', request)));
    const { report, events } = await runAgainst(aTarget(SIMPLE, fading), {});
    expect(report.run).toMatchObject({ complete: false, contact: 'lost' });
    expect(report.summary.verdict).not.toBe('conformant');
    expect(eventsOf('note', events)).toHaveLength(1);
  });
});

describe('a run that cannot begin', () => {
  const refusing =
    (status: number): FetchFunction =>
    () =>
      Response.json({}, { status });

  test('because nobody answers', async () => {
    const { report } = await runAgainst(
      aTarget(
        SIMPLE,
        recorded(() => SILENCE),
      ),
      {},
    );
    expect(report.run.contact).toBe('unreachable');
    expect(report.summary).toMatchObject({ verdict: 'inconclusive', cases: 0 });
    expect(exitCodeOf(report)).toBe(4);
  });

  test.each([
    [401, /credentials refused/],
    [403, /credentials refused/],
    [400, /no good request succeeds \(answered with 400\)/],
    [500, /no good request succeeds \(answered with 500\)/],
  ])('because good requests are answered with %i', async (status, reason) => {
    const { report } = await runAgainst(aTarget(SIMPLE, refusing(status)), {});
    expect(report.summary).toMatchObject({ verdict: 'inconclusive', cases: 0, why: expect.stringMatching(reason) });
    expect(report.clauses.every(({ outcome, reason: why }) => outcome === 'cantTell' && reason.test(why ?? ''))).toBe(
      true,
    );
    expect(report.run.contact).toBe('reached');
    expect(exitCodeOf(report)).toBe(3);
  });

  test('because nothing can be arranged', async () => {
    const target = await anArrangedTarget(SIMPLE);
    const arrange = async (): Promise<never> => {
      throw new HookError('arrange', 'no database');
    };
    const { report } = await runAgainst({ ...target, hooks: { ...target.hooks, arrange } }, {});
    expect(report.summary).toMatchObject({ verdict: 'inconclusive', why: expect.stringContaining('no database') });
  });
});

test('a hook that fails in some cases leaves the run inconclusive', async () => {
  const target = await anArrangedTarget(SIMPLE);
  let count = 0;
  const arrange = async (input: JsonObject): Promise<Arranged> => {
    if (++count === 5) throw new HookError('arrange', 'no room');
    return (await target.hooks.arrange?.(input)) ?? {};
  };
  const { report } = await runAgainst({ ...target, hooks: { ...target.hooks, arrange } });
  expect(report.summary).toMatchObject({ verdict: 'inconclusive', why: expect.stringContaining('no room') });
});

test('a fault of the kit is no result', async () => {
  const transport = recorded(() => {
    throw new TypeError('a bug');
  });
  await expect(runAgainst(aTarget(SIMPLE, transport), {})).rejects.toThrow('a bug');
});
