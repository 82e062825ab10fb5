import { readFileSync } from 'node:fs';
import { parseSync } from 'oxc-parser';
import { describe, expect, test } from 'vitest';
import type { RunReport } from '../conformance/report/report.ts';
import { conformantRun, inconclusiveRun, interruptedRun, nonconformantRun } from '../test/report-runs.ts';
import { aClauseResult, aFinding, aReport } from '../test/report-samples.ts';
import { schemaShapeOf, typeShapeOf } from '../test/type-shape.ts';
import { checkReport } from './check-report.ts';

const runs: [string, () => RunReport][] = [
  ['conformant', conformantRun],
  ['nonconformant and hostile', nonconformantRun],
  ['inconclusive', inconclusiveRun],
  ['interrupted', interruptedRun],
];

test.each(runs)('a good report is one: %s', (_, run) => {
  expect(checkReport(run())).toEqual([]);
  expect(checkReport(JSON.parse(JSON.stringify(run())))).toEqual([]);
});

test('the types and the schema have the same members, of the same types', () => {
  const read = (path: string): string => readFileSync(new URL(path, import.meta.url), 'utf8');
  const programs = ['../conformance/report/report.ts', '../specs/contract.ts'].map(
    (path) => parseSync(path, read(path)).program,
  );
  const type = typeShapeOf(programs, 'RunReport');
  expect(schemaShapeOf(JSON.parse(read('./report.schema.json')), 'RunReport')).toEqual(type);
  expect(JSON.stringify(type)).toContain('historyDependent');
});

/** Every copy of the value in which one member of an object is left out. */
function withoutOne(value: unknown): [string, unknown][] {
  if (typeof value !== 'object' || value === null) return [];
  if (Array.isArray(value))
    return value
      .slice(0, 1)
      .flatMap((first, at) =>
        withoutOne(first).map(([path, left]): [string, unknown] => [`/${at}${path}`, [left, ...value.slice(1)]]),
      );
  return Object.entries(value).flatMap(([name, member]) => {
    const { [name]: _, ...rest } = Object.fromEntries(Object.entries(value));
    const inside = withoutOne(member).map(([path, left]): [string, unknown] => [
      `/${name}${path}`,
      { ...value, [name]: left },
    ]);
    return [[`/${name}`, rest], ...inside];
  });
}

test('a report that lacks a member, or has one too many, is refused', () => {
  const report = inconclusiveRun();
  const lacking = withoutOne(report).filter(([path]) => !/\/source\//.test(path));
  expect(lacking.length).toBeGreaterThan(100);
  expect(lacking.filter(([, value]) => checkReport(value).length === 0).map(([path]) => path)).toEqual([]);
  expect(checkReport({ ...report, extra: 1 })).toEqual(['/ must NOT have additional properties']);
  expect(checkReport(null)).not.toEqual([]);
});

describe('a report that contradicts itself is refused', () => {
  const failed = aClauseResult({ outcome: 'failed', findings: ['F-0001'] });
  test.each<[string, RunReport]>([
    ['counts, but its level is may', aReport({ clauses: [aClauseResult({ level: 'may' })] })],
    ['passed without a case', aReport({ clauses: [aClauseResult({ cases: 0 })] })],
    [
      'passed, but has a confirmed finding',
      aReport({ clauses: [aClauseResult({ findings: ['F-0001'] })], findings: [aFinding()] }),
    ],
    ['failed without a confirmed finding', aReport({ clauses: [aClauseResult({ outcome: 'failed' })] })],
    ['is cantTell without a reason', aReport({ clauses: [aClauseResult({ outcome: 'cantTell' })] })],
    ['is untested without a reason', aReport({ clauses: [aClauseResult({ outcome: 'untested' })] })],
    ['does not list its findings', aReport({ clauses: [{ ...failed, findings: [] }], findings: [aFinding()] })],
    [
      'names no clause',
      aReport({ clauses: [failed], findings: [aFinding(), aFinding({ id: 'F-0002', clause: 'acme/x' })] }),
    ],
    ['twice', aReport({ clauses: [aClauseResult(), aClauseResult()] })],
    [
      'does not count the clauses',
      aReport({ clauses: [aClauseResult()], summary: { byLevel: aReport().summary.byLevel } }),
    ],
    [
      'is not what the clauses amount to',
      aReport({ clauses: [failed], findings: [aFinding()], summary: { verdict: 'conformant' } }),
    ],
  ])('%s', (problem, report) => {
    expect(checkReport(report).join('\n')).toContain(problem);
  });
});
