import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { SaxesParser } from 'saxes';
import { describe, expect, test } from 'vitest';
import type { RunReport } from '../../conformance/report/report.ts';
import { conformantRun, inconclusiveRun, interruptedRun, nonconformantRun } from '../../test/report-runs.ts';
import { aClauseResult, aFinding, anAnswer, aReport, aRequest, HOSTILE } from '../../test/report-samples.ts';
import { safeText } from '../safe-text.ts';
import { htmlReport } from './html-report.ts';
import { html, markupText } from './markup.ts';
import { palettes } from './style.ts';

/** An element of the page, and the text directly inside. */
interface Element {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  text: string;
}

/** The page is well-formed XML, which a parser reads without guessing as HTML parsers do. */
function elementsOf(page: string): Element[] {
  const found: Element[] = [];
  const open: Element[] = [];
  const parser = new SaxesParser();
  parser.on('error', (error) => {
    throw error;
  });
  parser.on('opentag', ({ name, attributes }) => {
    const element: Element = { name, attributes, text: '' };
    found.push(element);
    open.push(element);
  });
  parser.on('text', (text) => {
    const top = open.at(-1);
    if (top !== undefined) top.text += text;
  });
  parser.on('closetag', () => open.pop());
  parser.write(page).close();
  return found;
}
const named = (elements: readonly Element[], name: string): Element[] => elements.filter((each) => each.name === name);

describe.each([
  ['conformant', conformantRun],
  ['nonconformant', nonconformantRun],
  ['inconclusive', inconclusiveRun],
  ['interrupted', interruptedRun],
])('the page of a run that is %s', (_, run) => {
  const page = htmlReport(run());
  const elements = elementsOf(page);

  test('loads nothing and runs nothing but its own script', () => {
    const policy = elements.find(({ attributes }) => attributes['http-equiv'] === 'Content-Security-Policy');
    const content = policy?.attributes['content'] ?? '';
    expect(content).toMatch(/^default-src 'none'; style-src 'sha256-\S+'; script-src 'sha256-\S+'; base-uri 'none'/);
    for (const name of ['style', 'script']) {
      const [block, ...more] = named(elements, name);
      expect(more).toEqual([]);
      expect(content).toContain(
        createHash('sha256')
          .update(block?.text ?? '')
          .digest('base64'),
      );
    }
    const names = new Set(elements.map(({ name }) => name));
    for (const name of ['img', 'link', 'iframe', 'object', 'form', 'base', 'svg']) expect(names).not.toContain(name);
    for (const { attributes } of elements)
      for (const [name, value] of Object.entries(attributes)) {
        expect(name).not.toMatch(/^(on.*|src|style|action|xmlns)$/);
        if (name === 'href') expect(value).toMatch(/^#[a-z0-9-]+$/);
      }
  });
  test('has landmarks, one h1, headings without gaps, captions, names and places that can be focused', () => {
    for (const name of ['header', 'nav', 'main', 'h1', 'title']) expect(named(elements, name)).toHaveLength(1);
    expect(named(elements, 'html')[0]?.attributes['lang']).toBe('en');
    const levels = elements.flatMap(({ name }) => (/^h\d$/.test(name) ? [Number(name[1])] : []));
    expect(Math.max(...levels.map((level, index) => level - (levels[index - 1] ?? 0)))).toBe(1);
    expect(named(elements, 'caption')).toHaveLength(named(elements, 'table').length);
    for (const { name, attributes } of elements)
      if (name === 'pre' || attributes['role'] === 'region') expect(attributes['tabindex']).toBe('0');
  });
  test('has every id once, and links that lead somewhere', () => {
    const ids = elements.flatMap(({ attributes }) => attributes['id'] ?? []);
    expect(new Set(ids).size).toBe(ids.length);
    for (const { attributes } of named(elements, 'a')) expect(ids).toContain(attributes['href']?.slice(1));
  });
  test('can be read without script: nothing but a search box is hidden', () => {
    const hidden = elements.filter(({ attributes }) => 'hidden' in attributes);
    expect(hidden.map(({ attributes }) => attributes['id'])).toEqual(['find']);
  });
});

const elements = elementsOf(htmlReport(nonconformantRun()));
const texts = (name: string): string[] => named(elements, name).map(({ text }) => text);

test('the verdict and why come first', () => {
  expect(texts('h1')).toEqual(['acme: nonconformant']);
  expect(texts('p')[0]).toMatch(/^3 clauses failed\./);
});

test('a finding has request, answer, curl and trace', () => {
  const page = htmlReport(nonconformantRun());
  expect(texts('code')).toContain(
    'POST http://127.0.0.1:8080/users?notify=false\nAuthorization: Bearer $' +
      '{ADMIN_TOKEN}\nContent-Type: application/json\n\n{"email":"dc7f3a-12@example.com","firstName":"Zoë O\'Neil"}',
  );
  expect(texts('code')).toContain(
    '201 Created\nContent-Type: application/json\nLocation: /users/17\n\n{"id":17,"email":"dc7f3a-12@example.com"}',
  );
  expect(texts('code')).toContain(aFinding().curl);
  expect(page).toContain('//5hAA== (base64)');
  expect(page).toContain('1 request before it');
});

test('hostile text is text, whole and escaped', () => {
  const shown = safeText(HOSTILE, { isMultiline: true });
  expect(texts('dd').filter((text) => text.includes(shown)).length).toBeGreaterThan(3);
  expect(texts('code').some((text) => text.includes(shown))).toBe(true);
  expect(htmlReport(nonconformantRun())).not.toMatch(/<script>alert|<img/);
});

test('text of any kind is text', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      const [element] = elementsOf(markupText(html`<p title="${text}">${text}</p>`));
      const shown = safeText(text, { isMultiline: true });
      expect([element?.attributes['title']?.replace(/[\t\n]/g, ' '), element?.text]).toEqual([
        shown.replace(/[\t\n]/g, ' '),
        shown,
      ]);
    }),
  );
});

test('clauses stand by page and line, with what was asked for first', () => {
  const clauses = [70, 12, 65].map((line) =>
    aClauseResult({ id: `acme/line-${line}`, source: { file: 'b.txt', lines: [line, line] } }),
  );
  const kit = aClauseResult({ id: 'acme/answers', source: {} });
  const page = htmlReport(aReport({ clauses: [kit, ...clauses] }));
  const order = [...page.matchAll(/class="id">(acme\/[\w-]+)<\/td>/g)].map(([, id]) => id);
  expect(order).toEqual(['acme/line-12', 'acme/line-65', 'acme/line-70', 'acme/answers']);
});

test('the words of the page are shown where the user has it', () => {
  const pages = new Map([['acme-users.txt', Array.from({ length: 80 }, (_, index) => `line ${index + 1} <b>`)]]);
  expect(htmlReport(conformantRun(), { pages })).toContain('<code>line 70 &lt;b&gt;\nline 71 &lt;b&gt;</code>');
  expect(htmlReport(conformantRun())).not.toContain('own words');
});

test('what is flaky is shown under what could not be told', () => {
  const page = htmlReport(inconclusiveRun());
  expect(page.indexOf('comes and goes')).toBeGreaterThan(page.indexOf('id="open"'));
});

test('a run with much to tell stays a page that opens', () => {
  const huge = 'x'.repeat(200_000);
  const ids = Array.from({ length: 100 }, (_, index) => `F-${index}`);
  const findings = ids.map((id) =>
    aFinding({ id, request: aRequest({ body: huge }), response: anAnswer({ body: huge }), trace: [] }),
  );
  const report: RunReport = aReport({ clauses: [aClauseResult({ outcome: 'failed', findings: ids })], findings });
  expect(htmlReport(report).length).toBeLessThan(300_000);
  expect(htmlReport(report)).toContain('95 more findings');
});

/** @source WCAG 2.2, relative luminance and contrast ratio */
function contrast(one: string, other: string): number {
  const luminance = (colour: string): number => {
    const [r = 0, g = 0, b = 0] = [1, 3, 5]
      .map((at) => Number.parseInt(colour.slice(at, at + 2), 16) / 255)
      .map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4));
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const [dark = 0, light = 0] = [luminance(one), luminance(other)].toSorted((a, b) => a - b);
  return (light + 0.05) / (dark + 0.05);
}

test.each(Object.entries(palettes))('text of the %s scheme can be read on both backgrounds', (_, palette) => {
  const { bg = '', soft = '', line: _line, ...colours } = palette;
  for (const [name, colour] of Object.entries(colours))
    for (const background of [bg, soft])
      expect(contrast(colour, background), `${name} on ${background}`).toBeGreaterThan(4.5);
});
