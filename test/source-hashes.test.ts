import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, expect, test } from 'vitest';

const script = fileURLToPath(new URL('../scripts/source-hashes.mjs', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'source-hashes-'));
afterAll(() => rmSync(folder, { recursive: true }));

const page = 'one\n\n  drei é\nfour';
writeFileSync(join(folder, 'page.txt'), page);

/** Runs the script on a contract with this text and returns what became of it. */
function run(text: string): { status: number | null; text: string; errors: string } {
  const file = join(folder, 'openapi.yaml');
  writeFileSync(file, text);
  const { status, stderr } = spawnSync(process.execPath, [script, '--documents', folder, file], { encoding: 'utf8' });
  return { status, text: readFileSync(file, 'utf8'), errors: stderr };
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

const head = `x-contract: { documents: [{ file: page.txt, sha256: ${sha256(page)} }] }\n`;
const third = sha256('  drei é');
const twoLines = sha256('\n  drei é');

test.each([
  [
    'flow style',
    'a: { source: { lines: [3, 3] }, says: x } # why\n',
    `a: { source: { lines: [3, 3], sha256: ${third} }, says: x } # why\n`,
  ],
  [
    'block style',
    'a:\n    lines: [2, 3]   # why\n\nb: 1\n',
    `a:\n    lines: [2, 3]   # why\n    sha256: ${twoLines}\n\nb: 1\n`,
  ],
  [
    'lines as a block list',
    'a:\n  lines:\n    - 2\n    - 3\nb: 1',
    `a:\n  lines:\n    - 2\n    - 3\n  sha256: ${twoLines}\nb: 1`,
  ],
  ['a list element', 'a:\n  - lines: [3, 3]\n', `a:\n  - lines: [3, 3]\n    sha256: ${third}\n`],
  ['a wrong hash', 'a: {  lines: [3,3],sha256: "00" }\n', `a: {  lines: [3,3],sha256: ${third} }\n`],
  ['a hash left empty', 'a:\n  sha256:\n  lines: [3, 3]\n', `a:\n  sha256: ${third}\n  lines: [3, 3]\n`],
  ['lines without a clause', 'a: { lines: [3, 3], why: heading }\n', 'a: { lines: [3, 3], why: heading }\n'],
])('%s gets its hash and nothing else changes', (_, before, after) => {
  expect(run(head + before)).toEqual({ status: 0, text: head + after, errors: '' });
});
test('the document gets its own hash', () => {
  const before = 'x-contract:\n  documents:\n    - file: page.txt\n      notClaims: []\n';
  expect(run(before).text).toBe(before.replace('page.txt\n', `page.txt\n      sha256: ${sha256(page)}\n`));
});
test('what is right stays as it is', () => {
  const text = `${head}a: { lines: [3, 3], sha256: '${third}' }\n`;
  expect(run(text)).toEqual({ status: 0, text, errors: '' });
});
test.each([
  ['lines that do not exist', 'a: { lines: [4, 5] }', ':2:4: lines [4, 5] do not exist: the document has 4'],
  ['a document that does not exist', 'a: { lines: [1, 1], file: nope.txt }', ':2:4: ENOENT'],
  ['YAML that is broken', 'a: {', 'openapi.yaml: Flow map'],
])('%s leave the file alone', (_, before, message) => {
  const result = run(head + before);
  expect(result).toMatchObject({ status: 1, text: head + before });
  expect(result.errors).toContain(message);
});
