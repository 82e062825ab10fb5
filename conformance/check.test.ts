import { expect, test } from 'vitest';
import { aCheck, anArrangedTarget } from '../test/targets.ts';
import { SERVICE } from '../test/tiny-contract.ts';
import { check } from './check.ts';
test('x', async () => {
  const target = await anArrangedTarget(SERVICE);
  const t = performance.now();
  const report = await check(aCheck(SERVICE, target));
  console.log(performance.now() - t, report.summary, report.clauses.map(({id,outcome,counts,cases,reason})=>`${id} ${outcome} ${counts} ${cases} ${reason}`).join('\n'), JSON.stringify(report.findings.map(f=>[f.clause,f.title,f.request.body, f.response?.status])));
});
