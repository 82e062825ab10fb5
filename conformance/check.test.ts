import { describe, expect, test } from 'vitest';
import { builtInIds } from '../specs/catalog.ts';
import { loadContract } from '../specs/load-contract.ts';
import { eventsOf, resultOf, runSmall, takingTwice } from '../test/small-runs.ts';
import { NO_LIMIT } from '../test/targets.ts';
import { SIMPLE } from '../test/tiny-contract.ts';
import { PHASES } from './cases/case.ts';
import { judgeOf } from './check.ts';
import { countsByLevel } from './report/counts.ts';
import { exitCodeOf } from './report/exit-code.ts';

describe('a run against a right server', async () => {
  const { report, events } = await runSmall();

  test('is conformant and complete, for the budget ended in the random phase', () => {
    expect(report.summary).toMatchObject({ verdict: 'conformant', requests: 400 });
    expect(report.run).toMatchObject({ complete: true, contact: 'reached', profile: 'document', filter: null });
    expect(report.findings).toEqual([]);
    expect(exitCodeOf(report)).toBe(0);
  });

  test('says who was examined, by what, and when', () => {
    expect(report.run).toMatchObject({ id: 'tiny-t1', tag: 't1', seed: 1, startedAt: '2026-01-02T03:04:05.678Z' });
    expect(report.contract).toMatchObject({ id: 'tiny', title: 'Tiny' });
    expect(report.target).toMatchObject({ kitMock: false, personas: ['caller'], capabilities: { arrange: false } });
  });

  test('tells events in order: its start, its phases with their cases, its end', () => {
    const types = events.map(({ type }) => type);
    expect(types[0]).toBe('run-started');
    expect(types.at(-1)).toBe('run-ended');
    expect(eventsOf('phase-started', events).map(({ phase }) => phase)).toEqual(PHASES);
    expect(eventsOf('phase-ended', events).map(({ phase }) => phase)).toEqual(PHASES);
    let current: string | undefined;
    for (const event of events) {
      if (event.type === 'phase-started') current = event.phase;
      if (event.type === 'case-ended') expect(event.phase).toBe(current);
      if (event.type === 'phase-ended') current = undefined;
    }
  });

  test('reports what the events told', () => {
    expect(eventsOf('run-ended', events)).toEqual([{ type: 'run-ended', report }]);
    const { endedAt: _, complete: __, contact: ___, ...started } = report.run;
    expect(eventsOf('run-started', events)).toMatchObject([
      { run: started, contract: report.contract, target: report.target },
    ]);
    const cases = eventsOf('case-ended', events);
    expect(cases).toHaveLength(report.summary.cases);
    for (const phase of report.summary.phases) {
      const own = cases.filter((each) => each.phase === phase.name);
      expect(own).toHaveLength(phase.cases);
      expect(eventsOf('phase-ended', events).find((each) => each.phase === phase.name)).toMatchObject(phase);
      expect(own.reduce((sum, { requests }) => sum + requests, 0)).toBe(phase.requests);
    }
    expect(report.summary.phases.reduce((sum, { requests }) => sum + requests, 1)).toBe(report.summary.requests);
    expect(cases.reduce((sum, { creates }) => sum + creates, 1)).toBe(report.summary.creates);
  });

  test('counts each clause in as many cases as judged it', () => {
    // Of an answer that need not show what a clause is about no event tells.
    for (const { id, cases } of report.clauses.filter(({ id }) => !id.includes('response.'))) {
      const judged = eventsOf('case-ended', events).filter((each) => each.judged.some(({ clause }) => clause === id));
      expect([id, judged.length]).toEqual([id, cases]);
    }
    expect(report.summary.byLevel).toEqual(countsByLevel(report.clauses));
  });

  test('says how many cases are planned, where that is known', () => {
    const planned = eventsOf('phase-started', events).map(({ phase, planned: count }) => [phase, count]);
    const ran = report.summary.phases.map(({ name, cases }) => [name, name === 'random' ? 0 : cases]);
    expect(planned).toEqual(ran);
  });
});

describe('a run against a wrong server', async () => {
  const { report, events } = await runSmall(takingTwice(() => true));

  test('is nonconformant, and tells at most three findings of a clause', () => {
    expect(report.summary.verdict).toBe('nonconformant');
    expect(resultOf('tiny/unique', report)).toMatchObject({ outcome: 'failed', findings: ['F1', 'F2', 'F3'] });
    expect(report.findings.every(({ clause }) => clause === 'tiny/unique')).toBe(true);
    expect(exitCodeOf(report)).toBe(1);
  });

  test('tells each finding once, confirmed, with what was sent and how it came about', () => {
    expect(eventsOf('finding', events).map(({ finding }) => finding)).toEqual(report.findings);
    const [first] = report.findings;
    expect(first).toMatchObject({
      id: 'F1',
      counts: true,
      expected: { anyOf: [{ status: 409 }] },
      actual: { status: 200 },
      confirmations: { confirmed: 3, tried: 3 },
      seed: 1,
      flaky: false,
      historyDependent: false,
    });
    expect(first?.path).toMatch(/^probes\//);
    expect(first?.trace).toHaveLength(1);
    expect(first?.trace[0]?.request.body).toContain('@example.com');
    expect(first?.curl).toContain('/users');
  });

  test('counts requests that confirm, too', () => {
    const phases = report.summary.phases.reduce((sum, { requests }) => sum + requests, 1);
    expect(phases).toBe(report.summary.requests);
  });

  test('can end with the first finding that counts', async () => {
    const short = await runSmall(
      takingTwice(() => true),
      { stopAtFirstFinding: true },
    );
    expect(short.report.findings).toHaveLength(1);
    expect(short.report.summary.verdict).toBe('nonconformant');
    expect(short.report.summary.requests).toBeLessThan(report.summary.requests);
    expect(short.events.at(-1)?.type).toBe('run-ended');
  });
});

describe('a disagreement that does not come again', () => {
  test('makes the run inconclusive when it stays alone', async () => {
    const { report, events } = await runSmall(takingTwice((count) => count === 1));
    expect(report.summary.verdict).toBe('inconclusive');
    expect(resultOf('tiny/unique', report)).toMatchObject({ outcome: 'cantTell', findings: ['F1'] });
    expect(report.findings).toMatchObject([{ flaky: true, confirmations: { confirmed: 1, tried: 3 } }]);
    expect(eventsOf('finding', events).map(({ finding }) => finding)).toEqual(report.findings);
    expect(exitCodeOf(report)).toBe(3);
  });

  test('is no chance when it was met three times: it depends on what was sent before', async () => {
    let last = Number.NEGATIVE_INFINITY;
    // It takes an address again only when it has not done so for a while, which is longer than two tries of a case.
    const { report } = await runSmall((answer, count, sent) => {
      if (count === 0 || sent - last <= 6) return answer;
      last = sent;
      return Response.json([]);
    });
    expect(report.summary.verdict).toBe('nonconformant');
    const [finding] = report.findings;
    expect(finding).toMatchObject({ clause: 'tiny/unique', historyDependent: true, flaky: false });
    expect(finding?.confirmations).toEqual({ confirmed: 3, tried: 9 });
  });

  test('is not lost when the budget ends while it is tried again', async () => {
    const first = await indexOfFirst();
    for (const requests of [first, first + 1, first + 2, first + 3]) {
      const { report } = await runSmall(
        takingTwice((count) => count === 1),
        { budget: { ...NO_LIMIT, requests } },
      );
      expect([requests, report.findings.map(({ clause }) => clause)]).toEqual([requests, ['tiny/unique']]);
      expect(report.summary.verdict).toBe('inconclusive');
    }
  });
});

/** How many requests have been sent when the first 409 is answered. */
async function indexOfFirst(): Promise<number> {
  let sent = 0;
  let first = 0;
  await runSmall((answer, count) => {
    sent += 1;
    if (count === 1) first = sent;
    return answer;
  });
  return first;
}

describe('a run that asks for some clauses only', () => {
  test('runs the cases that are about them, and lets no other clause count', async () => {
    const { report } = await runSmall(undefined, { only: ['tiny/unique'] });
    expect(report.run.filter).toEqual(['tiny/unique']);
    expect(report.clauses.filter(({ counts }) => counts).map(({ id }) => id)).toEqual(['tiny/unique']);
    expect(report.summary.verdict).toBe('conformant');
    expect(report.summary.cases).toBe(resultOf('tiny/unique', report).cases);
  });

  test('is not failed by others', async () => {
    const { report } = await runSmall(
      takingTwice(() => true),
      { only: ['tiny/email-format'] },
    );
    expect(report.summary.verdict).toBe('conformant');
    expect(
      (
        await runSmall(
          takingTwice(() => true),
          { only: ['tiny/unique'] },
        )
      ).report.summary.verdict,
    ).toBe('nonconformant');
  });

  test('tells what it finds about others, which does not count', async () => {
    const { report } = await runSmall(
      takingTwice(() => true),
      { only: ['tiny/created'] },
    );
    expect(report.findings.map(({ clause, counts }) => [clause, counts])).toContainEqual(['tiny/unique', false]);
    expect(report.findings.some(({ counts }) => counts)).toBe(false);
    expect(report.summary.verdict).toBe('conformant');
  });

  test('proves nothing when no case is about them', async () => {
    const { report } = await runSmall(undefined, { only: ['tiny/nothing'] });
    expect(report.summary).toMatchObject({ verdict: 'inconclusive', cases: 0 });
    expect(exitCodeOf(report)).toBe(2);
  });
});

test('the judge of a contract is made once', async () => {
  expect(judgeOf(SIMPLE)).toBe(judgeOf(SIMPLE));
  const other = await loadContract(builtInIds[0] ?? '');
  expect(judgeOf(other)).not.toBe(judgeOf(SIMPLE));
});
