import { describe, expect, test } from 'vitest';
import { aCase, aRunContext, aStep } from '../../test/case-runs.ts';
import { aServer, aTarget } from '../../test/targets.ts';
import { SERVICE } from '../../test/tiny-contract.ts';
import type { Phase } from '../cases/case.ts';
import { runCase } from './case-run.ts';
import { type Confirmation, confirm, failuresOf } from './confirm.ts';

/** How often a disagreement comes again at a target that is wrong in these of its attempts, the first one counting as 0. */
async function confirmed(isWrong: (attempt: number) => boolean, phase: Phase = 'probes'): Promise<Confirmation> {
  const serve = await aServer(SERVICE);
  let attempt = -1;
  const target = aTarget(SERVICE, async (request) => {
    const isAsked = (await request.clone().text()).includes('no-address');
    if (isAsked) attempt += 1;
    return isAsked && isWrong(attempt) ? Response.json([]) : serve(request);
  });
  const context = await aRunContext(SERVICE, target);
  const kase = aCase(() => ({ steps: [aStep({ email: 'no-address' })] }), { phase });
  const first = await runCase(kase, 0, context);
  const [failure] = failuresOf(first);
  if (!failure) return expect.fail('the first attempt did not fail');
  expect(failure.clause).toBe('tiny/email-format');
  return await confirm(kase, failure, context);
}

describe('a disagreement', () => {
  test('that comes again each time is confirmed by two tries', async () => {
    expect(await confirmed(() => true)).toEqual({ confirmed: 2, tried: 2 });
  });

  test('that never comes again is tried twice', async () => {
    expect(await confirmed((attempt) => attempt === 0)).toEqual({ confirmed: 0, tried: 2 });
  });

  test('that comes again now and then is tried up to five times', async () => {
    expect(await confirmed((attempt) => attempt < 2)).toEqual({ confirmed: 1, tried: 5 });
    expect(await confirmed((attempt) => attempt % 2 === 0)).toEqual({ confirmed: 2, tried: 4 });
  });

  test('of requests at once is tried five times before it is taken for chance', async () => {
    expect(await confirmed((attempt) => attempt === 0, 'bursts')).toEqual({ confirmed: 0, tried: 5 });
    expect(await confirmed((attempt) => attempt === 0 || attempt === 5, 'bursts')).toEqual({ confirmed: 1, tried: 5 });
    expect(await confirmed(() => true, 'bursts')).toEqual({ confirmed: 2, tried: 2 });
  });
});

test('the disagreements of a case are the first of each clause', () => {
  const problem = { title: 'no', expected: [], expectedState: undefined, actualState: undefined, at: 0 };
  const failed = (clause: string, at: number) => ({ clause, outcome: 'failed' as const, problem: { ...problem, at } });
  const judgements = [{ clause: 'c', outcome: 'passed' as const }, failed('a', 0), failed('b', 1), failed('a', 2)];
  const found = failuresOf({ judgements, trace: [], creates: 0 });
  expect(found.map(({ clause, problem: { at } }) => [clause, at])).toEqual([
    ['a', 0],
    ['b', 1],
  ]);
});

test('another clause that fails in the meantime confirms nothing', async () => {
  const serve = await aServer(SERVICE);
  let count = 0;
  const target = aTarget(SERVICE, async (request) => {
    if (!(await request.clone().text()).includes('no-address')) return serve(request);
    return count++ === 0 ? Response.json([]) : Response.json({}, { status: 401 });
  });
  const context = await aRunContext(SERVICE, target);
  const kase = aCase(() => ({ steps: [aStep({ email: 'no-address' })] }));
  const [failure] = failuresOf(await runCase(kase, 0, context));
  if (!failure) return expect.fail('the first attempt did not fail');
  expect(failuresOf(await runCase(kase, 1, context)).map(({ clause }) => clause)).toEqual(['tiny/schema']);
  expect(await confirm(kase, failure, context)).toEqual({ confirmed: 0, tried: 2 });
});
