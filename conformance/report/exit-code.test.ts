import { describe, expect, test } from 'vitest';
import { conformantRun, inconclusiveRun, interruptedRun, nonconformantRun } from '../../test/report-runs.ts';
import { aClauseResult, aFinding, aReport } from '../../test/report-samples.ts';
import { type Circumstances, type ExitCode, exitCodeOf } from './exit-code.ts';
import type { RunReport } from './report.ts';

const passed = aClauseResult({ id: 'acme/a' });
const failed = aClauseResult({ id: 'acme/b', outcome: 'failed', findings: ['F-0001'] });
const waived = { ...failed, waived: true };
const cannotTell = aClauseResult({ id: 'acme/c', outcome: 'cantTell', reason: 'Why.', cases: 0 });
const untested = aClauseResult({ id: 'acme/d', outcome: 'untested', reason: 'Why.', cases: 0 });
const inapplicable = aClauseResult({ id: 'acme/e', outcome: 'inapplicable', reason: 'Why.', cases: 0 });
const should = { level: 'should', counts: true } as const;
const finding = aFinding({ clause: 'acme/b' });
const filter = (...ids: string[]): { run: Partial<RunReport['run']> } => ({ run: { filter: ids } });
const lost = { summary: { verdict: 'inconclusive' } } as const;

type Row = [row: string, code: ExitCode, report: RunReport | undefined, circumstances?: Circumstances];

describe('the table of design.md, section 6.2', () => {
  test.each<Row>([
    ['a counting must clause was tested, none failed, none is open', 0, conformantRun()],
    ['a failure that a waiver covers', 0, aReport({ clauses: [passed, waived], findings: [finding] })],
    ['a failed clause that does not count', 0, aReport({ clauses: [passed, { ...failed, counts: false }] })],
    ['a should clause that cannot be told', 0, aReport({ clauses: [passed, { ...cannotTell, ...should }] })],
    [
      'a must clause that cannot be told and does not count',
      0,
      aReport({ clauses: [passed, { ...cannotTell, counts: false }] }),
    ],
    ['a counting must clause failed', 1, nonconformantRun()],
    [
      'a counting should clause failed',
      1,
      aReport({ clauses: [passed, { ...failed, ...should }], findings: [finding] }),
    ],
    ['a failure beside what cannot be told', 1, aReport({ clauses: [failed, cannotTell], findings: [finding] })],
    ['a usage error', 2, undefined, { isUsageError: true }],
    ['a filter that matches nothing', 2, aReport({ clauses: [passed], ...filter('acme/nothing') })],
    ['an empty filter', 2, aReport({ clauses: [passed], ...filter() })],
    ['a filter that matches', 0, aReport({ clauses: [passed], ...filter('acme/a', 'acme/nothing') })],
    ['a must clause cannot be told', 3, inconclusiveRun()],
    ['a must clause is untested', 3, aReport({ clauses: [passed, untested] })],
    [
      'a must clause is flaky',
      3,
      aReport({ clauses: [passed], findings: [aFinding({ clause: 'acme/a', flaky: true })] }),
    ],
    [
      'a waived failure beside what cannot be told',
      3,
      aReport({ clauses: [passed, waived, cannotTell], findings: [finding] }),
    ],
    ['the target was lost', 3, aReport({ clauses: [passed] }), { target: 'lost' }],
    [
      'the target was lost behind a confirmed finding',
      1,
      aReport({ clauses: [failed], findings: [finding] }),
      { target: 'lost' },
    ],
    ['the run itself is inconclusive', 3, aReport({ clauses: [passed], ...lost })],
    ['no answer before the first judged case', 4, aReport({ clauses: [untested] }), { target: 'unreachable' }],
    ['no answer, and no report', 4, undefined, { target: 'unreachable' }],
    ['a stale waiver', 5, conformantRun(), { hasStaleWaiver: true }],
    ['a fault of the kit', 6, conformantRun(), { isKitFault: true }],
    ['no report and no reason', 6, undefined],
    ['an interrupt', 130, interruptedRun(), { interrupted: 'SIGINT' }],
    ['a termination', 143, interruptedRun(), { interrupted: 'SIGTERM' }],
  ])('%s: %i', (_, code, report, circumstances) => {
    expect(exitCodeOf(report, circumstances)).toBe(code);
  });
});

describe('nothing tested is never a pass', () => {
  const nothing: [string, RunReport][] = [
    ['no clause', aReport()],
    ['inapplicable clauses only', aReport({ clauses: [inapplicable] })],
    ['clauses that do not count only', aReport({ clauses: [{ ...passed, counts: false }] })],
    ['should clauses only', aReport({ clauses: [{ ...passed, ...should }] })],
    [
      'a filter on a clause that does not count',
      aReport({ clauses: [{ ...passed, counts: false }], ...filter('acme/a') }),
    ],
    ['everything untested', aReport({ clauses: [untested, cannotTell] })],
  ];
  test.each(nothing)('%s: 3, also when inconclusive is allowed', (_, report) => {
    expect(exitCodeOf(report)).toBe(3);
    expect(exitCodeOf(report, { allowInconclusive: true })).toBe(3);
  });
});

test('allowing inconclusive lets a run with a passed clause through, and no failure', () => {
  const options = { allowInconclusive: true };
  expect(exitCodeOf(inconclusiveRun(), options)).toBe(0);
  expect(exitCodeOf(nonconformantRun(), options)).toBe(1);
  expect(exitCodeOf(aReport({ clauses: [waived, cannotTell], findings: [finding] }), options)).toBe(3);
  expect(exitCodeOf(inconclusiveRun(), { ...options, hasStaleWaiver: true })).toBe(5);
});

test('a summary that is greener or redder than its clauses is a fault of the kit', () => {
  const clauses = [failed];
  expect(exitCodeOf(aReport({ clauses, findings: [finding], summary: { verdict: 'conformant' } }))).toBe(6);
  expect(exitCodeOf(aReport({ clauses: [passed], summary: { verdict: 'nonconformant' } }))).toBe(6);
  expect(exitCodeOf(aReport({ clauses: [cannotTell], summary: { verdict: 'conformant' } }))).toBe(6);
});

test('the order is 130, 6, 2, 1, 4, 5, 3, 0', () => {
  const everything: Circumstances = {
    interrupted: 'SIGINT',
    isKitFault: true,
    isUsageError: true,
    target: 'unreachable',
    hasStaleWaiver: true,
  };
  const { interrupted: _, ...second } = everything;
  const { isKitFault: _fault, ...third } = second;
  const { isUsageError: _usage, ...fourth } = third;
  const { target: _target, ...sixth } = fourth;
  const open = aReport({ clauses: [passed, cannotTell] });
  expect(exitCodeOf(nonconformantRun(), everything)).toBe(130);
  expect(exitCodeOf(nonconformantRun(), second)).toBe(6);
  expect(exitCodeOf(nonconformantRun(), third)).toBe(2);
  expect(exitCodeOf(nonconformantRun(), fourth)).toBe(1);
  expect(exitCodeOf(open, fourth)).toBe(4);
  expect(exitCodeOf(open, sixth)).toBe(5);
  expect(exitCodeOf(open)).toBe(3);
});
