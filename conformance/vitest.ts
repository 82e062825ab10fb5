import { beforeAll, describe, type TestContext, test } from 'vitest';
import { askedClauses, contractOf, type ExamineOptions, examine } from './examine.ts';
import type { RunReport } from './report/report.ts';
import { countingClauses, runOutcomeOf, type TestOutcome, testOutcomeOf } from './report/test-outcome.ts';
import type { TargetSubject } from './target/target-of.ts';

/** How a target is examined inside vitest. */
export interface ConformanceOptions extends ExamineOptions {
  /** What the tests are under. Default: the contract's name. */
  readonly name?: string;
  /** For the whole run, in milliseconds. Default 5 minutes. */
  readonly runTimeoutMs?: number;
}

const RUN_TIMEOUT_MS = 5 * 60_000;

/**
 * Declares the tests of a target: a `describe` for the contract, in it a test for every clause that can fail the target, and one for the run as a
 * whole. The suite runs once, before the first of them. A failed clause fails with what was expected, what came and a curl line; a must clause
 * that cannot be told fails with what would unlock it; what does not apply is skipped, with the reason.
 */
export function conformance(target: TargetSubject, options: ConformanceOptions): void {
  const { contract: named, profile, only, runTimeoutMs = RUN_TIMEOUT_MS } = options;
  const { name = typeof named === 'string' ? named : named.id } = options;
  describe(name, async () => {
    const contract = await contractOf(named);
    const clauses = countingClauses(contract, profile, only && askedClauses(only, contract));
    let report: RunReport | undefined;
    beforeAll(async () => {
      report = await examine(target, { ...options, contract });
    }, runTimeoutMs);

    for (const { id, says } of clauses)
      test(`${id}: ${says}`, (context) => settle(context, report, (done) => testOutcomeOf(done, id)));
    test('the run as a whole', (context) => settle(context, report, runOutcomeOf));
  });
}

function settle(
  context: TestContext,
  report: RunReport | undefined,
  outcomeOf: (report: RunReport) => TestOutcome,
): void {
  if (!report) throw new Error('The suite did not run.');
  const outcome = outcomeOf(report);
  if (outcome.kind === 'skipped') context.skip(outcome.note);
  if (outcome.kind === 'failed') throw failureOf(outcome.message);
}

/** Where the error was made says nothing about the target. */
function failureOf(message: string): Error {
  const error = new Error(message);
  error.stack = `${error.name}: ${message}`;
  return error;
}
