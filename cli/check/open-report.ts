import { check } from '../../conformance/check.ts';
import type { RunReport } from '../../conformance/report/report.ts';
import type { CheckOptions } from '../../conformance/run/check-options.ts';

/** The report of a run that did not take place, and why: nothing is sent, every clause is left open. */
export async function openReport(options: CheckOptions, why: string): Promise<RunReport> {
  const { journal: _, emit: __, ...rest } = options;
  const target = { ...options.target, hooks: {} };
  const report = await check({ ...rest, target, signal: AbortSignal.abort() });
  const clauses = report.clauses.map((clause) => (clause.outcome === 'untested' ? { ...clause, reason: why } : clause));
  return { ...report, summary: { ...report.summary, why }, clauses };
}
