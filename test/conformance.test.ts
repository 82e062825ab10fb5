import { performance } from 'node:perf_hooks';
import { expect, test } from 'vitest';
import { check } from '../conformance/check.ts';
import { createMock } from '../mock/index.ts';
import { builtInIds } from '../specs/catalog.ts';
import { loadContract } from '../specs/load-contract.ts';
import { ownMockTarget } from './own-mock.ts';

test.each(builtInIds)('%s: our own mock is conformant', { timeout: 120_000 }, async (id) => {
  const contract = await loadContract(id);
  const mock = createMock({ contracts: [{ contract }] });
  const m = await mock;
  const target = await ownMockTarget((request) => m.fetch(request), contract);
  const start = performance.now();
  const report = await check({
    contract,
    target,
    seed: 1,
    tag: 'own',
    budget: { requests: Number(process.env['REQ'] ?? 3000), creates: 0, perSecond: 0, timeMs: 0 },
    now: () => performance.now(),
  });
  console.log(
    id,
    Math.round(performance.now() - start),
    'ms',
    report.summary.verdict,
    report.summary.why,
    report.summary.requests,
    JSON.stringify(report.summary.phases),
  );
  for (const finding of report.findings)
    console.log(
      finding.clause,
      finding.counts,
      finding.title,
      finding.path,
      JSON.stringify(finding.confirmations),
      '\n   ',
      finding.request.body?.slice(0, 300),
      JSON.stringify(finding.response).slice(0, 400),
    );
  for (const clause of report.clauses)
    if (clause.counts && clause.outcome !== 'passed') console.log(clause.id, clause.outcome, clause.reason);
  expect(report.summary.verdict).toBe('conformant');
});
