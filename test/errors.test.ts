import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { problemTitles } from '../mock/problem.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
const page = readFileSync(join(root, 'docs/errors.md'), 'utf8');

/** Rows of the table under a heading: what stands between the bars. */
function rowsUnder(heading: string): string[][] {
  const section = page.split(/^## /m).find((text) => text.startsWith(heading)) ?? '';
  return [...section.matchAll(/^\| `(.+?)` \| (.+) \|$/gm)].map(([, code = '', rest = '']) => [code, rest]);
}

/** The codes of errors that the sources throw. */
function thrownCodes(): string[] {
  const files = ['specs', 'wire', 'rules', 'mock', 'generators', 'conformance', 'reports', 'cli'].flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.ts') && !name.endsWith('.test.ts'))
      .map((name) => join(root, folder, name)),
  );
  const codes = files.flatMap((file) => readFileSync(file, 'utf8').match(/'DC_[A-Z_]+'/g) ?? []);
  return [...new Set(codes.map((code) => code.slice(1, -1)))].sort();
}

test('the page lists every code that the mock answers with, and its title', () => {
  expect(Object.fromEntries(rowsUnder('Answers of the mock'))).toEqual(problemTitles);
});

test('the page lists every code that is thrown, and no other', () => {
  const listed = rowsUnder('Command line').map(([code]) => code);
  expect(listed.toSorted()).toEqual(thrownCodes());
});
