import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';

const root = fileURLToPath(new URL('..', import.meta.url));
const pages = ['.', 'docs', 'docs/adr'].flatMap((folder) =>
  readdirSync(join(root, folder))
    .filter((name) => name.endsWith('.md'))
    .map((name) => join(folder, name)),
);

function contentOf(path: string): string {
  return readFileSync(join(root, path), 'utf8');
}

/** Targets of `[text](target)` that are files of the checkout. */
function linkedFiles(text: string): string[] {
  return [...text.matchAll(/\]\(([^)\s]+)\)/g)]
    .map(([, target = '']) => target.replace(/#.*$/, ''))
    .filter((target) => target !== '' && !/^[a-z]+:/.test(target));
}

describe.each(pages)('%s', (page) => {
  test('links to files that are there', () => {
    const missing = linkedFiles(contentOf(page)).filter((target) => !existsSync(join(root, dirname(page), target)));
    expect(missing).toEqual([]);
  });
});

test('a link to nowhere would be found', () => {
  expect(linkedFiles('[a](b.md#c) [d](https://e.example/) [f](#g) ![h](i/j.png)')).toEqual(['b.md', 'i/j.png']);
});
test('the contract language explains every word that the schema of contracts knows', () => {
  const words = contentOf('specs/extension.schema.json').match(/"x-[a-z-]+"(?=:)/g) ?? [];
  const page = contentOf('docs/contract-language.md');
  expect(words.length).toBeGreaterThan(0);
  expect([...new Set(words)].filter((word) => !page.includes(word.slice(1, -1)))).toEqual([]);
});
test('every record of a decision says what it must', () => {
  for (const page of pages.filter((path) => /^docs\/adr\/\d{4}-/.test(path))) {
    const text = contentOf(page);
    for (const part of ['Status: ', '## Context', '## Decision', '## Options', '## Consequences']) {
      expect(text, page).toContain(part);
    }
  }
});
