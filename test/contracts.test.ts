import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { ruleSchemas } from '../rules/index.ts';
import { builtInIds, resolveContract } from '../specs/catalog.ts';
import { asArray, asObject } from '../specs/json.ts';
import { loadDocument } from '../specs/load.ts';
import { describeProblem } from '../specs/problem.ts';

/** What the lint says about a contract, a line for each problem. */
async function lint(id: string, readings: Record<string, string> = {}): Promise<string> {
  const { problems } = await loadDocument(resolveContract(id), { ruleSchemas, readings });
  return problems.map(describeProblem).join('\n');
}

const whiteLabels = readdirSync('specs', { recursive: true, encoding: 'utf8' })
  .filter((path) => path.endsWith('.overlay.yaml'))
  .map((path) => join('specs', path));

describe.each(builtInIds)('the contract %s', (id) => {
  test('passes the lint', async () => {
    expect(await lint(id)).toBe('');
  });

  test('passes the lint under every reading', async () => {
    const { raw } = await loadDocument(resolveContract(id));
    const failures: string[] = [];
    for (const entry of asArray(raw['x-ambiguities'])) {
      const ambiguity = asObject(entry);
      for (const choice of Object.keys(asObject(ambiguity['choices']))) {
        if (choice === ambiguity['default']) continue;
        const problems = await lint(id, { [String(ambiguity['id'])]: choice });
        if (problems !== '') failures.push(`${ambiguity['id']}=${choice}\n${problems}`);
      }
    }
    expect(failures.join('\n')).toBe('');
  });
});

test.each(whiteLabels)('the white label %s passes the lint', async (path) => {
  expect(await lint(path)).toBe('');
});
