import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { rules } from '../rules/index.ts';
import { asObject } from '../specs/json.ts';

const page = readFileSync(fileURLToPath(new URL('../docs/contract-language.md', import.meta.url)), 'utf8');

/** The rows of the table of rules: what the first cell names, and the row itself. */
const rows = page
  .split('\n')
  .filter((line) => line.startsWith('| `'))
  .map((line) => ({ names: line.split('|')[1] ?? '', line }));

test.each(rules.map(({ kind, params }) => [kind, params] as const))(
  'the table of rules explains %s',
  (kind, params) => {
    const row = rows.find(({ names }) => names.includes(`\`${kind}\``));
    const missing = Object.keys(asObject(params['properties'])).filter(
      (param) => !row || !new RegExp(`\`[^\`]*\\b${param}\\b`).test(row.line),
    );
    expect([row === undefined, missing]).toEqual([false, []]);
  },
);
