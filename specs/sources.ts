import { createHash } from 'node:crypto';
import { newProblem, type ProblemCode } from './codes.ts';
import { keywordRemarks, writtenClauses } from './contract-words.ts';
import { asArray, asObject, isObject, type Json, type JsonObject, toPointer } from './json.ts';
import { walkDocument } from './openapi-nodes.ts';
import type { Place } from './positions.ts';
import type { Problem } from './problem.ts';

/** What is checked: the document before its references are followed, and its places. */
export interface SourcedDocument {
  readonly raw: JsonObject;
  readonly locate: (pointer: string) => Place;
}

interface Claim {
  readonly pointer: string;
  readonly lines: Json | undefined;
  readonly file: Json | undefined;
  /** Undefined for lines that are listed as no claims. */
  readonly sha256: Json | undefined;
}

interface Page {
  readonly file: string;
  readonly pointer: string;
  readonly lines: readonly Buffer[];
  readonly claimed: Set<number>;
}

/**
 * Compares the claims of a contract with the vendor's pages: every page and every claimed range of lines has the hash
 * that the contract gives, and every line that is not blank is claimed, or listed under `notClaims`.
 * @param readPage Contents of a page, undefined when there is none.
 */
export function checkSources(
  { raw, locate }: SourcedDocument,
  readPage: (file: string) => string | Uint8Array | undefined,
): Problem[] {
  const problems: Problem[] = [];
  const report = (code: ProblemCode, pointer: string, found: string, expected: string): void => {
    problems.push(newProblem(code, locate(pointer), pointer, found, expected));
  };
  const pages = readPages(raw, readPage, report);
  const only = pages.size === 1 ? [...pages.keys()][0] : undefined;
  for (const claim of claimsOf(raw)) {
    const page = pages.get(typeof claim.file === 'string' ? claim.file : (only ?? ''));
    if (page !== undefined) checkClaim(claim, page, report);
  }
  for (const page of pages.values()) reportUnclaimed(page, report);
  return problems.toSorted((a, b) => a.line - b.line || a.column - b.column);
}

type Report = (code: ProblemCode, pointer: string, found: string, expected: string) => void;

/** The lines' bytes joined by LF, without a final one, as a hash. */
function hashLines(lines: readonly Buffer[]): string {
  const hash = createHash('sha256');
  lines.forEach((line, index) => {
    if (index > 0) hash.update('\n');
    hash.update(line);
  });
  return hash.digest('hex');
}

function readPages(
  raw: JsonObject,
  readPage: (file: string) => string | Uint8Array | undefined,
  report: Report,
): Map<string, Page> {
  const pages = new Map<string, Page>();
  asArray(asObject(raw['x-contract'])['documents']).forEach((entry, index) => {
    const { file, sha256 } = asObject(entry);
    if (typeof file !== 'string') return;
    const pointer = toPointer(['x-contract', 'documents', index]);
    const content = readPage(file);
    if (content === undefined) {
      report('source-document-missing', `${pointer}/file`, file, 'a document that can be read');
      return;
    }
    const bytes = Buffer.from(content);
    const hash = createHash('sha256').update(bytes).digest('hex');
    if (hash !== sha256) report('source-document-changed', `${pointer}/sha256`, String(sha256), hash);
    pages.set(file, { file, pointer, lines: splitLines(bytes), claimed: new Set() });
  });
  return pages;
}

function splitLines(bytes: Buffer): Buffer[] {
  const lines: Buffer[] = [];
  let start = 0;
  for (let end = bytes.indexOf(10); end !== -1; end = bytes.indexOf(10, start)) {
    lines.push(bytes.subarray(start, end));
    start = end + 1;
  }
  return start < bytes.length ? [...lines, bytes.subarray(start)] : lines;
}

function claimsOf(raw: JsonObject): Claim[] {
  const nodes = [...walkDocument(raw).values()];
  const claimed = [...writtenClauses(nodes), ...keywordRemarks(nodes)].flatMap(({ pointer, value }): Claim[] => {
    const { source } = value;
    if (!isObject(source) || source['lines'] === undefined) return [];
    const { lines, file, sha256 } = source;
    return [{ pointer: `${pointer}/source`, lines, file, sha256 }];
  });
  const listed = asArray(asObject(raw['x-contract'])['documents']).flatMap((entry, document) =>
    asArray(asObject(entry)['notClaims']).map((notClaim, index): Claim => {
      const pointer = toPointer(['x-contract', 'documents', document, 'notClaims', index]);
      return { pointer, lines: asObject(notClaim)['lines'], file: asObject(entry)['file'], sha256: undefined };
    }),
  );
  return [...claimed, ...listed];
}

function checkClaim({ pointer, lines, sha256 }: Claim, page: Page, report: Report): void {
  const [first, last] = asArray(lines).map(Number);
  const count = page.lines.length;
  if (first === undefined || last === undefined || !(first >= 1 && first <= last && last <= count)) {
    const expected = `a range of lines of ${page.file}, from 1 to ${count}`;
    report('source-lines-invalid', `${pointer}/lines`, JSON.stringify(lines ?? null), expected);
    return;
  }
  for (let line = first; line <= last; line += 1) page.claimed.add(line);
  if (sha256 === undefined) return;
  const hash = hashLines(page.lines.slice(first - 1, last));
  if (hash !== sha256) report('source-lines-changed', `${pointer}/sha256`, String(sha256), hash);
}

function reportUnclaimed(page: Page, report: Report): void {
  let first: number | undefined;
  page.lines.forEach((text, index) => {
    const isOpen = text.toString().trim() !== '' && !page.claimed.has(index + 1);
    if (isOpen) first ??= index + 1;
    const isEnd = index === page.lines.length - 1;
    if (first === undefined || (isOpen && !isEnd)) return;
    const last = isOpen ? index + 1 : index;
    const hash = hashLines(page.lines.slice(first - 1, last));
    const expected = `a clause with source: { lines: [${first}, ${last}], sha256: ${hash} }, or an entry of notClaims`;
    report('source-line-unclaimed', page.pointer, `lines ${first} to ${last} of ${page.file}`, expected);
    first = undefined;
  });
}
