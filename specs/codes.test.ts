import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { CODES } from './codes.ts';
import { LINT_CHECKS } from './lint/index.ts';

const file = new URL('../docs/errors.md', import.meta.url);
const heading = '## Lint\n';

/** The part of `docs/errors.md` that lists the codes. */
function lintSection(): string {
  const rows = Object.entries(CODES)
    .map(([code, [severity, means, advice]]) => `| \`${code}\` | ${severity} | ${means} | ${advice} |`)
    .join('\n');
  return `${heading}
What \`doublecheck lint\` finds. Errors make a document unusable, warnings do not.

| code | severity | what it means | what to do |
| --- | --- | --- | --- |
${rows}
`;
}

test('docs/errors.md lists exactly the codes that exist (UPDATE_DOCS=1 writes it)', () => {
  const text = existsSync(file) ? readFileSync(file, 'utf8') : '# Errors\n\n';
  const start = text.includes(heading) ? text.indexOf(heading) : text.length;
  const next = text.indexOf('\n## ', start + 1);
  const end = next === -1 ? text.length : next;
  if (process.env['UPDATE_DOCS'] === '1') writeFileSync(file, text.slice(0, start) + lintSection() + text.slice(end));
  else expect(text.slice(start, end)).toBe(lintSection());
});

test('every code stands in a test of what finds it', () => {
  const folders = [new URL('./', import.meta.url), new URL('./lint/', import.meta.url)];
  const tests = folders.flatMap((folder) =>
    readdirSync(folder)
      .filter((name) => name.endsWith('.test.ts'))
      .map((name) => readFileSync(new URL(name, folder), 'utf8')),
  );
  expect(Object.keys(CODES).filter((code) => !tests.some((text) => text.includes(code)))).toEqual([]);
});

test('every check has a code of its own', () => {
  const codes = LINT_CHECKS.map(({ code }) => code);
  expect(new Set(codes).size).toBe(codes.length);
});

test('what a code means and what to do about it are sentences', () => {
  for (const [code, [, means, advice]] of Object.entries(CODES)) {
    expect(means, code).toMatch(/^[A-Z].*\.$/s);
    expect(advice, code).toMatch(/^[A-Z].*\.$/s);
  }
});
