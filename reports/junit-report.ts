import type { RunReport } from '../conformance/report/report.ts';
import { durationMs } from './describe.ts';
import { ReportError } from './error.ts';
import { type JunitCase, type JunitOutcome, junitCase } from './junit-case.ts';
import { countElements, xmlDocument } from './xml.ts';

/**
 * The report as JUnit XML, one test case for each clause. There is an error when the run is inconclusive, even if no clause shows why.
 * @throws ReportError `DC_REPORT` when the document is not well-formed or does not hold what it should.
 */
export function junitReport(report: RunReport): string {
  const { contract, run, target, clauses, findings } = report;
  const ofClauses = clauses.map((clause) => junitCase(clause, findings, contract.id));
  const cases = [...ofClauses, ...verdictCases(report, ofClauses)];
  const count = (outcome: JunitOutcome): number => cases.filter((each) => each.outcome === outcome).length;
  const totals = {
    tests: cases.length,
    failures: count('failure'),
    errors: count('error'),
    skipped: count('skipped'),
    time: (durationMs(report) / 1000).toFixed(3),
  };
  const facts = { target: target.baseUrl, profile: run.profile, seed: run.seed, run: run.tag, kit: run.kit.version };
  const properties = Object.entries(facts).map(([name, value]) => ({
    name: 'property',
    attributes: { name, value: String(value) },
  }));
  const suite = {
    name: 'testsuite',
    attributes: { name: contract.id, ...totals, timestamp: run.startedAt },
    children: [{ name: 'properties', attributes: {}, children: properties }, ...cases.map(({ node }) => node)],
  };
  const text = xmlDocument({ name: 'testsuites', attributes: { name: 'doublecheck', ...totals }, children: [suite] });
  checkCounts(text, totals);
  return text;
}

/** An inconclusive run must not look green, whatever its clauses say: an empty one, a target that was lost. */
function verdictCases({ summary, contract }: RunReport, cases: readonly JunitCase[]): JunitCase[] {
  const isShown = cases.some(({ outcome }) => outcome === 'error' || outcome === 'failure');
  if (summary.verdict !== 'inconclusive' || isShown) return [];
  const error = { name: 'error', attributes: { message: summary.why, type: 'inconclusive' } };
  const attributes = { classname: `${contract.id}.run`, name: `${contract.id}/verdict`, time: 0 };
  return [{ outcome: 'error', node: { name: 'testcase', attributes, children: [error] } }];
}

function checkCounts(
  text: string,
  totals: Readonly<Record<'tests' | 'failures' | 'errors' | 'skipped', number>>,
): void {
  const counts = countElements(text);
  const wanted = { testcase: totals.tests, failure: totals.failures, error: totals.errors, skipped: totals.skipped };
  for (const [name, count] of Object.entries(wanted))
    if ((counts.get(name) ?? 0) !== count)
      throw new ReportError(
        'DC_REPORT',
        `The JUnit report has ${counts.get(name) ?? 0} ${name} elements, expected ${count}`,
      );
}
