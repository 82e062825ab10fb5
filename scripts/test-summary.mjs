// Prints `N passed, N failed, N skipped` from the JSON report of vitest: `node scripts/test-summary.mjs FILE`.
// A test file that could not even be loaded counts as one failed test, and so does a report that is missing.
import { existsSync, readFileSync } from 'node:fs';

const [file = ''] = process.argv.slice(2);
const report = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : undefined;

/** Counts of the report; `skipped` holds what was left for later (`todo`) too. */
function counts({ numPassedTests, numFailedTests, numPendingTests, numTodoTests, testResults }) {
  const unloaded = testResults.filter(
    ({ status, assertionResults }) => status === 'failed' && assertionResults.length === 0,
  );
  return { passed: numPassedTests, failed: numFailedTests + unloaded.length, skipped: numPendingTests + numTodoTests };
}

const { passed, failed, skipped } = report === undefined ? { passed: 0, failed: 1, skipped: 0 } : counts(report);
console.log(`${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`);
process.exitCode = failed > 0 ? 1 : 0;
