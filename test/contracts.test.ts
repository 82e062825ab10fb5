import { readdirSync } from 'node:fs';
import { expect, test } from 'vitest';
import { ruleSchemas } from '../rules/index.ts';
import { loadDocument } from '../specs/load.ts';
import { describeProblem } from '../specs/problem.ts';

const contracts = readdirSync('specs', { withFileTypes: true })
  .filter((entry) => entry.isDirectory() && entry.name !== 'lint')
  .map(({ name }) => name);

test.each(contracts)('the contract %s passes the lint', async (id) => {
  const { problems } = await loadDocument(`specs/${id}/openapi.yaml`, { ruleSchemas });
  expect(problems.map(describeProblem).join('\n')).toBe('');
});
