import { expect, test } from 'vitest';
import { aClauseResult } from '../../test/report-samples.ts';
import { countsByLevel } from './counts.ts';

const none = { passed: 0, failed: 0, cantTell: 0, inapplicable: 0, untested: 0, waived: 0 };

test('counting clauses are counted by level, waived failures apart', () => {
  const counts = countsByLevel([
    aClauseResult(),
    aClauseResult({ outcome: 'failed' }),
    aClauseResult({ outcome: 'failed', waived: true }),
    aClauseResult({ outcome: 'cantTell', waived: true }),
    aClauseResult({ outcome: 'failed', counts: false }),
    aClauseResult({ level: 'should', outcome: 'untested' }),
  ]);
  expect(counts).toEqual({
    must: { ...none, passed: 1, failed: 1, waived: 1, cantTell: 1 },
    should: { ...none, untested: 1 },
    may: none,
  });
});
