import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { RunReport } from '../conformance/report/report.ts';
import { conformantRun, inconclusiveRun, interruptedRun, nonconformantRun } from '../test/report-runs.ts';
import { aClauseResult, aFinding, anAnswer, aReport, aRequest, HOSTILE } from '../test/report-samples.ts';
import { markdownReport } from './markdown-report.ts';
import { markdownBlock, markdownCode, markdownText } from './markdown-text.ts';

/** The lines of a page that are not in a fenced block, and how many blocks there are. */
function outsideFences(text: string): { lines: string[]; blocks: number } {
  const lines: string[] = [];
  let fence = '';
  let blocks = 0;
  for (const line of text.split('\n')) {
    const [opening = ''] = /^`{3,}/.exec(line) ?? [];
    if (fence === '' && opening !== '') {
      fence = opening;
      blocks += 1;
    } else if (fence !== '' && opening.length >= fence.length && /^`+\s*$/.test(line)) fence = '';
    else if (fence === '') lines.push(line);
  }
  expect(fence, 'the last fence is closed').toBe('');
  return { lines, blocks };
}

const failing = (count: number, body = '{}'): RunReport => {
  const ids = Array.from({ length: count }, (_, index) => index);
  return aReport({
    clauses: ids.map((index) => aClauseResult({ id: `acme/c-${index}`, outcome: 'failed', findings: [`F-${index}`] })),
    findings: ids.map((index) =>
      aFinding({
        id: `F-${index}`,
        clause: `acme/c-${index}`,
        actual: { status: 200 + index, reason: null, fields: [], state: null },
        response: anAnswer({ body }),
      }),
    ),
  });
};

test('says the verdict, why, the counts, and what failed with expected and actual', () => {
  const text = markdownReport(nonconformantRun());
  expect(text).toMatch(/^# ❌ acme: nonconformant\n\n3 clauses failed\./);
  expect(text).toContain('| must | 0 | 3 | 0 | 1 | 0 | 0 |');
  expect(text).toContain('| expected | 400 "EmailInUse", blaming email; one user has the address |');
  expect(text).toContain('| actual | 201; two users have the address |');
  expect(text).toContain('| acme/email-in-use | must | document | yes | failed | 12 | acme-users.txt:65 |');
});

test('says what could not be told, and that a run was cut short', () => {
  expect(markdownReport(inconclusiveRun())).toContain('(2 clauses: acme/restricted-domain, acme/restricted-subdomain)');
  expect(markdownReport(interruptedRun())).toContain('**The run did not come to its end.**');
  expect(markdownReport(conformantRun())).toContain('compared with regard to letter case? **no** (12 of 12)');
});

describe('hostile text', () => {
  const { lines, blocks } = outsideFences(markdownReport(nonconformantRun()));
  test('closes no block', () => {
    expect(blocks).toBeGreaterThan(8);
    expect(lines.filter((line) => line.startsWith('curl') || line.startsWith('{'))).toEqual([]);
  });
  test('is no HTML, no link, no mention, no heading', () => {
    const code = (line: string): string => line.replace(/(`+) .*? \1(?!`)/g, '');
    const plain = lines
      .map(code)
      .join('\n')
      .replace(/<\/?(details|summary)>/g, '');
    expect(plain).not.toMatch(/[<>@]/);
    expect(plain).not.toMatch(/[^\\]\[x/);
    expect(plain.match(/^# /gm)).toHaveLength(1);
  });
  test('adds no cell to a table', () => {
    const rows = lines.filter((line) => line.startsWith('|'));
    const widths = new Set(rows.map((line) => line.split('|').length - 2));
    expect(widths).toEqual(new Set([2, 7]));
  });
  test('brings no control characters', () => {
    expect(markdownReport(nonconformantRun()).replaceAll('\n', '')).not.toMatch(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u);
  });
  test.each(['a\n```\nb', '````\n`````\n', '\n~~~\n```js\n'])('closes no fence: %j', (text) => {
    expect(outsideFences(`${markdownBlock(text, 'sh', 1000)}\nend`)).toEqual({ lines: ['end'], blocks: 1 });
  });
  test('of any kind stays inside its fence, its code span, its cell', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom('`', '\n', '|', '\\', '~', 'a', ' ', '<', '\r') }), (text) => {
        expect(outsideFences(`${markdownBlock(text, '', 1000)}\nend`).lines).toEqual(['end']);
        expect(markdownCode(text).replace(/^(`+) [\s\S]* \1$/, '')).toBe('');
        expect(markdownText(text)).not.toMatch(/[|<\n]/);
      }),
    );
  });
});

describe('the budget', () => {
  test('is 900 KiB, and what is cut is named, the least important first', () => {
    const text = markdownReport(failing(400, 'é'.repeat(4096)));
    expect(Buffer.byteLength(text)).toBeLessThanOrEqual(900 * 1024);
    expect(Buffer.byteLength(text)).toBeGreaterThan(800 * 1024);
    expect(text).toMatch(/\*\*Cut to fit:\*\* \d+ of 400 failed clauses.*report\.html/);
    outsideFences(text);
  });
  test.each([2000, 5000, 20_000, 60_000])('of %i bytes is kept', (maxBytes) => {
    const text = markdownReport(failing(60, HOSTILE), { maxBytes });
    expect(Buffer.byteLength(text)).toBeLessThanOrEqual(maxBytes);
    expect(text).toContain('acme: nonconformant');
    expect(text).toContain('**Cut to fit:**');
    outsideFences(text);
  });
  test('that suffices cuts nothing', () => {
    expect(markdownReport(failing(20))).not.toContain('Cut to fit');
  });
});

test('a huge body is cut, and a huge curl line is left out', () => {
  const huge = 'x'.repeat(1_000_000);
  const clauses = [aClauseResult({ outcome: 'failed', findings: ['F-0001'] })];
  const finding = aFinding({ request: aRequest({ body: huge }), curl: huge });
  const text = markdownReport(aReport({ clauses, findings: [finding] }));
  expect(text.length).toBeLessThan(10_000);
  expect(text).toContain('more characters)');
  expect(text).toContain('The curl line is long');
});
