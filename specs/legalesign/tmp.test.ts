import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { startMock } from '../../mock/index.ts';
import { parseHttpFile } from '../../test/http-file.ts';
import { replay } from '../../test/replay.ts';
import { sendRequest } from '../../test/send-request.ts';
import { loadDocument } from '../load.ts';
import { loadContract } from '../load-contract.ts';
import { describeProblem } from '../problem.ts';
const dir='specs/legalesign/examples/readings/';
test.each(readdirSync(dir))('%s fails without its reading', async (f) => {
  const e = parseHttpFile(f, readFileSync(dir+f,'utf8'));
  const mock = await startMock({ contracts: [{ contract: 'legalesign', set: e.set, given: e.given }], port: 0, seed: 1 });
  try { let r: string[]; try { r = await replay(e.exchanges, (q) => sendRequest(mock.url, q)); } catch (x) { r=[String(x)]; } expect(r).not.toEqual([]); } finally { await mock.stop(); }
});
test('all readings lint', async () => {
  const c = await loadContract('legalesign');
  const out: string[] = [];
  for (const a of c.ambiguities) for (const n of Object.keys(a.choices)) {
    const { problems } = await loadDocument('specs/legalesign/openapi.yaml', { readings: { [a.id]: n } });
    out.push(...problems.map(p=>a.id+'='+n+' '+describeProblem(p)));
  }
  const ids=new Set(c.clauses.map(x=>x.id));
  for (const a of c.ambiguities) for (const id of a.clauses) if(!ids.has(id)) out.push('unknown '+id);
  console.log(c.clauses.map(x=>`${x.id} ${x.level} ${x.basis} | ${x.says}`).join('\n'));
  expect(out).toEqual([]);
});
