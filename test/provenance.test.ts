import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { builtInIds } from '../specs/catalog.ts';
import type { Clause } from '../specs/contract.ts';
import { type LoadedDocument, loadDocument } from '../specs/load.ts';
import { loadContract } from '../specs/load-contract.ts';
import { describeProblem } from '../specs/problem.ts';
import { checkSources } from '../specs/sources.ts';

/** The vendors' pages are not part of this project; where they are missing these tests are skipped and show it. */
const pages = fileURLToPath(new URL('../../shared/documents', import.meta.url));
const withPages = test.skipIf(!existsSync(pages));

function readPage(name: string): Uint8Array | undefined {
  const path = join(pages, basename(name));
  return existsSync(path) ? readFileSync(path) : undefined;
}

function documentOf(id: string): Promise<LoadedDocument> {
  return loadDocument(fileURLToPath(new URL(`../specs/${id}/openapi.yaml`, import.meta.url)));
}

describe.each(builtInIds)('%s', (id) => {
  withPages('accounts for every line of its page, unchanged', async () => {
    expect(checkSources(await documentOf(id), readPage).map(describeProblem)).toEqual([]);
  });
  withPages('would notice another page', async () => {
    const changed = (name: string): Uint8Array =>
      Buffer.concat([Buffer.from('One more line\n'), readPage(name) ?? Buffer.of()]);
    const codes = checkSources(await documentOf(id), changed).map(({ code }) => code);
    expect(codes).toContain('source-document-changed');
    expect(codes).toContain('source-lines-changed');
  });
  withPages('would notice a new line', async () => {
    const longer = (name: string): Uint8Array =>
      Buffer.concat([readPage(name) ?? Buffer.of(), Buffer.from('\nOne more line')]);
    const codes = checkSources(await documentOf(id), longer).map(({ code }) => code);
    expect(codes).toContain('source-line-unclaimed');
  });
  test('says for every clause where it comes from', async () => {
    const { clauses } = await loadContract(id);
    const written = clauses.filter(({ kind }) => kind !== 'built-in');
    expect(written.filter((clause) => !namesItsSource(clause)).map((clause) => clause.id)).toEqual([]);
  });
  test('claims few lines at a time, lists of values apart', async () => {
    const { clauses } = await loadContract(id);
    expect(clauses.filter((clause) => !isList(clause) && claimedLines(clause) > 3).map((clause) => clause.id)).toEqual(
      [],
    );
  });
});

withPages('every page belongs to a contract', async () => {
  const contracts = await Promise.all(builtInIds.map((id) => loadContract(id)));
  const claimed = contracts.flatMap(({ sources }) => sources.map(({ file }) => file));
  expect(claimed.sort()).toEqual(readdirSync(pages).sort());
});

/** A clause of the document names lines and their hash, one of the vendor another page; what is assumed names nothing. */
function namesItsSource({ basis, source }: Clause): boolean {
  if (basis === 'assumed') return true;
  const hasLines = source?.lines !== undefined && source.sha256 !== undefined;
  return basis === 'document' ? hasLines : hasLines || source?.page !== undefined;
}

function claimedLines({ source }: Clause): number {
  const [first, last] = source?.lines ?? [1, 1];
  return last - first + 1;
}

function isList({ source }: Clause): boolean {
  return source?.list === true;
}
