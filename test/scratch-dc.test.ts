import { test } from 'vitest';
import { loadContract } from '../specs/load-contract.ts';
test('x', async () => {
for (const id of ['syncplicity','formsonfire','syncari','legalesign']) { try { const c = await loadContract(id); console.log(id, c.operations.map(o=>o.id+':'+o.clauses.length+':'+Object.keys(o.body?.content??{}).join('|')).join(' ')); } catch (e) { console.log(id, String((e as Error).message).slice(0,1500)); } }
});
