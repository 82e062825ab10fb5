import { describe, expect, test } from 'vitest';
import type { RunEvent } from '../conformance/report/events.ts';
import { conformantRun } from '../test/report-runs.ts';
import { aFinding, HOSTILE } from '../test/report-samples.ts';
import { foldProgress, type Progress, startProgress } from './progress.ts';
import { heartbeatLine, progressLine } from './progress-line.ts';

const { run, contract, target } = conformantRun();
const caseEnded = (requests = 2): RunEvent => ({
  type: 'case-ended',
  phase: 'probes',
  case: 'probes/1',
  judged: [],
  requests,
  creates: 1,
  ms: 5,
});
const started: RunEvent[] = [
  { type: 'run-started', run, contract, target },
  { type: 'phase-started', phase: 'probes', planned: 400 },
];

/** The progress after these events, 10 ms after one another from 1,000 on. */
function folded(...events: readonly RunEvent[]): Progress {
  return events.reduce((progress, event, index) => foldProgress(progress, event, 1000 + index * 10), startProgress(0));
}
const line = (progress: Progress, nowMs: number, width = 100): string =>
  progressLine(progress, { width, hasColours: false, nowMs });

test('a phase is told with its cases, findings, requests a second and the time left', () => {
  const progress = folded(...started, ...Array.from({ length: 100 }, () => caseEnded()), {
    type: 'finding',
    finding: aFinding(),
  });
  expect(line(progress, 2010)).toBe(
    'probes  [####............]  100/400 cases  1 finding  200 requests/s  about 3.0 s left',
  );
  expect(heartbeatLine(progress, 2010)).toBe(
    'acme: phase probes, 100/400 cases, 100 cases in all, 200 requests, 1 finding, 200 requests/s, about 3.0 s left, 1.0 s so far',
  );
});

test('a finding that is told again when it is shrunk counts once', () => {
  const again = [aFinding(), aFinding({ title: 'smaller' }), aFinding({ id: 'F-2', flaky: true })];
  const progress = folded(...started, ...again.map((finding): RunEvent => ({ type: 'finding', finding })));
  expect([progress.findings, progress.failures]).toEqual([['F-0001', 'F-2'], ['F-0001']]);
});

test('requests that belong to no case come from the end of the phase, and none is counted twice', () => {
  const ended: RunEvent = { type: 'phase-ended', phase: 'probes', cases: 2, requests: 10, ms: 50 };
  const progress = folded(...started, caseEnded(), caseEnded(), ended);
  expect([progress.cases, progress.requests, progress.phase]).toEqual([2, 10, undefined]);
});

test('shrinking is shown until it is over', () => {
  const shrinking: RunEvent = { type: 'shrinking', clause: 'acme/email-in-use', tried: 7, budget: 40 };
  expect(line(folded(...started, shrinking), 2000)).toContain('shrinking 7/40 acme/email-in-use');
  expect(line(folded(...started, shrinking, { type: 'finding', finding: aFinding() }), 2000)).not.toContain(
    'shrinking',
  );
});

test('before the first phase and behind the last', () => {
  expect(line(startProgress(0), 10)).toBe('preparing  0 findings');
  const ended = folded(...started, caseEnded(), { type: 'run-ended', report: conformantRun() });
  expect(line(ended, 2000)).toMatch(/^done/);
  expect(heartbeatLine(ended, 2000)).toBe(
    'acme: done, 1 case in all, 2 requests, 0 findings, 2 requests/s, 1.0 s so far',
  );
});

test('a phase of which nobody knows the length has neither bar nor time left', () => {
  const progress = folded({ type: 'phase-started', phase: 'random', planned: 0 }, caseEnded());
  expect(line(progress, 2000)).toBe('random  1 case  0 findings  2 requests/s');
});

describe('the line', () => {
  const hostile = folded(...started, { type: 'phase-started', phase: HOSTILE, planned: 10 }, caseEnded());
  test.each([10, 40, 80, 200])('fits %i columns', (width) => {
    for (const progress of [hostile, folded(...started, caseEnded())])
      expect(line(progress, 5000, width).length).toBeLessThanOrEqual(width);
  });
  test('is one line of ASCII', () => {
    expect(line(hostile, 5000, 500)).toMatch(/^[\x20-\x7e]+$/);
    expect(heartbeatLine(hostile, 5000)).toMatch(/^[\x20-\x7e]+$/);
  });
  test('has colours that take no columns', () => {
    const progress = folded(...started, { type: 'finding', finding: aFinding() });
    const shown = progressLine(progress, { width: 60, hasColours: true, nowMs: 2000 });
    expect(shown).toContain('\u001b[31m1 finding\u001b[39m');
  });
});
