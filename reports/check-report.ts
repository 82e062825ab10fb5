import { readFileSync } from 'node:fs';
import { isDeepStrictEqual } from 'node:util';
import type { ValidateFunction } from 'ajv/dist/2020.js';
import { countsByLevel } from '../conformance/report/counts.ts';
import { isVerdictTrue } from '../conformance/report/exit-code.ts';
import type { ClauseResult, Finding, RunReport } from '../conformance/report/report.ts';
import { createAjv } from '../specs/ajv.ts';
import { lazily } from '../specs/lazily.ts';

/**
 * What is wrong with a report: where it leaves the published schema (`report.schema.json`), or else where it contradicts itself, so that it
 * could look greener than it is. Empty for a good one.
 */
export function checkReport(report: unknown): readonly string[] {
  const validate = validator();
  if (validate(report)) return contradictions(report);
  return (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath || '/'} ${message}`);
}

const validator: () => ValidateFunction<RunReport> = lazily(() => {
  const schema = JSON.parse(readFileSync(new URL('./report.schema.json', import.meta.url), 'utf8'));
  return createAjv().compile<RunReport>(schema);
});

function contradictions(report: RunReport): string[] {
  const { clauses, findings, observations, summary } = report;
  return [
    ...repeated('clauses', clauses),
    ...repeated('findings', findings),
    ...repeated('observations', observations),
    ...clauses.flatMap((clause) => clauseProblems(clause, findings)),
    ...findings.flatMap((finding) => findingProblems(finding, clauses)),
    ...(isDeepStrictEqual(summary.byLevel, countsByLevel(clauses))
      ? []
      : ['/summary/byLevel does not count the clauses']),
    ...(isVerdictTrue(report) ? [] : [`/summary/verdict ${summary.verdict} is not what the clauses amount to`]),
  ];
}

function repeated(list: string, entries: readonly { readonly id: string }[]): string[] {
  const ids = entries.map(({ id }) => id);
  return ids.filter((id, index) => ids.indexOf(id) !== index).map((id) => `/${list} has ${id} twice`);
}

function clauseProblems(clause: ClauseResult, findings: readonly Finding[]): string[] {
  const { id, outcome, counts, level, reason, cases } = clause;
  const own = findings.filter((finding) => finding.clause === id);
  const confirmed = own.filter(({ flaky }) => !flaky);
  const isOpen = outcome === 'cantTell' || outcome === 'untested';
  const problems: readonly (readonly [isWrong: boolean, problem: string])[] = [
    [counts && level === 'may', 'counts, but its level is may'],
    [outcome === 'passed' && cases === 0, 'passed without a case'],
    [outcome === 'passed' && confirmed.length > 0, 'passed, but has a confirmed finding'],
    [outcome === 'failed' && confirmed.length === 0, 'failed without a confirmed finding'],
    [isOpen && reason === null, `is ${outcome} without a reason`],
    [
      !isDeepStrictEqual(own.map((finding) => finding.id).toSorted(), clause.findings.toSorted()),
      'does not list its findings',
    ],
  ];
  return problems.flatMap(([isWrong, problem]) => (isWrong ? [`/clauses: ${id} ${problem}`] : []));
}

function findingProblems({ id, clause }: Finding, clauses: readonly ClauseResult[]): string[] {
  return clauses.some((other) => other.id === clause) ? [] : [`/findings: ${id} names no clause of the report`];
}
