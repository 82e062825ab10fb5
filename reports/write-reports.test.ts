import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { RunEvent } from '../conformance/report/events.ts';
import { nonconformantRun } from '../test/report-runs.ts';
import { aClauseResult, aFinding, aReport } from '../test/report-samples.ts';
import { checkReport } from './check-report.ts';
import { type ReportFiles, systemFiles } from './report-files.ts';
import { reporterNames, type WriteOptions, writeReports } from './write-reports.ts';

/** Files in memory, and everything that was done to them. */
function memory(
  broken: (path: string) => boolean = () => false,
): ReportFiles & { texts: Map<string, string>; done: string[] } {
  const texts = new Map<string, string>();
  const done: string[] = [];
  const act = async (what: string, path: string, change: () => void): Promise<void> => {
    done.push(`${what} ${path}`);
    if (broken(path)) throw new Error('the disk is full');
    change();
  };
  return {
    texts,
    done,
    makeFolder: (path) => act('folder', path, () => undefined),
    write: (path, text) => act('write', path, () => texts.set(path, text)),
    rename: (from, to) =>
      act('rename', to, () => {
        texts.set(to, texts.get(from) ?? '');
        texts.delete(from);
      }),
    remove: (path) => act('remove', path, () => texts.delete(path)),
  };
}

const options = (files: ReportFiles, more: Partial<WriteOptions> = {}): WriteOptions => ({
  dir: 'out',
  reporters: [...reporterNames],
  secrets: [],
  files,
  ...more,
});

test('all that was asked for is written, report.json always', async () => {
  const files = memory();
  const all = await writeReports(nonconformantRun(), options(files));
  expect(all.errors).toEqual([]);
  expect(all.files).toEqual(
    ['out/report.json', 'out/junit.xml', 'out/summary.md', 'out/report.html'].map((path) => join(path)),
  );
  expect([...files.texts.keys()]).toEqual(all.files);
  expect(all.summary).toMatch(/^NONCONFORMANT[\s\S]*out.report\.html$/);
  expect(checkReport(JSON.parse(files.texts.get(join('out/report.json')) ?? ''))).toEqual([]);

  const least = await writeReports(nonconformantRun(), options(memory(), { reporters: [] }));
  expect([least.files, least.summary]).toEqual([[join('out/report.json')], undefined]);
});

test('each file is written beside and renamed', async () => {
  const files = memory();
  await writeReports(nonconformantRun(), options(files, { reporters: ['junit'] }));
  expect(files.done.map((line) => line.replaceAll('\\', '/'))).toEqual([
    'folder out',
    'write out/.report.json.0199c1de-7f3a-7000-8000-000000000001.tmp',
    'rename out/report.json',
    'write out/.junit.xml.0199c1de-7f3a-7000-8000-000000000001.tmp',
    'rename out/junit.xml',
  ]);
});

test('events are one JSON object a line, without secrets', async () => {
  const events: RunEvent[] = [
    { type: 'note', text: 'two\nlines with s3cret-1' },
    { type: 'finding', finding: aFinding() },
  ];
  const files = memory();
  await writeReports(nonconformantRun(), options(files, { events, secrets: ['s3cret-1'] }));
  const lines = files.texts.get(join('out/events.ndjson'))?.trimEnd().split('\n') ?? [];
  expect(lines.map((line) => JSON.parse(line))).toEqual([{ type: 'note', text: 'two\nlines with ***' }, events[1]]);
});

describe('what goes wrong is told, and the rest is written', () => {
  test('a file that cannot be written', async () => {
    const files = memory((path) => path.includes('junit'));
    const { errors, files: written, summary } = await writeReports(nonconformantRun(), options(files));
    expect(errors.map(({ code, message }) => [code, message])).toEqual([
      [
        'DC_REPORT_WRITE',
        `${join('out/junit.xml')} cannot be written: the disk is full. Name a folder that can be written with --out`,
      ],
    ]);
    expect(written).toEqual(['report.json', 'summary.md', 'report.html'].map((name) => join('out', name)));
    expect(summary).toBeDefined();
  });
  test('a file that cannot take its name leaves no draft', async () => {
    const files = memory((path) => path.endsWith('report.json'));
    const { errors } = await writeReports(nonconformantRun(), options(files, { reporters: [] }));
    expect(errors.map(({ code }) => code)).toEqual(['DC_REPORT_WRITE']);
    expect([...files.texts.keys()]).toEqual([]);
  });
  test('a folder that cannot be made', async () => {
    const { errors, files, summary } = await writeReports(
      nonconformantRun(),
      options(memory((path) => path === 'out')),
    );
    expect(errors.map(({ code }) => code)).toEqual(['DC_REPORT_WRITE']);
    expect([files, summary?.split(':')[0]]).toEqual([[], 'NONCONFORMANT']);
  });
  test('a report that contradicts itself', async () => {
    const report = aReport({ clauses: [aClauseResult()], summary: { why: '', requests: Number.NaN } });
    const { errors, files } = await writeReports(report, options(memory(), { reporters: [] }));
    expect(errors.map(({ code }) => code)).toEqual(['DC_REPORT']);
    expect(errors[0]?.message).toContain('/summary/requests must be integer');
    expect(files).toHaveLength(1);
  });
});

describe('on a disk', () => {
  let dir = '';
  beforeEach(() => {
    dir = mkdtempSync(join(tmpdir(), 'reports-'));
  });
  afterEach(() => rmSync(dir, { recursive: true }));

  test('folders are made, old reports replaced, and nothing else is left behind', async () => {
    const out = join(dir, 'a', 'b');
    const more = { dir: out };
    await writeReports(aReport({ clauses: [aClauseResult()] }), options(systemFiles, more));
    const { errors } = await writeReports(nonconformantRun(), options(systemFiles, more));
    expect(errors).toEqual([]);
    expect(readdirSync(out).toSorted()).toEqual(['junit.xml', 'report.html', 'report.json', 'summary.md']);
    expect(JSON.parse(readFileSync(join(out, 'report.json'), 'utf8'))).toMatchObject({
      summary: { verdict: 'nonconformant' },
    });
  });
  test('a folder that is a file is told', async () => {
    writeFileSync(join(dir, 'file'), '');
    const { errors } = await writeReports(nonconformantRun(), options(systemFiles, { dir: join(dir, 'file') }));
    expect(errors.map(({ code }) => code)).toEqual(['DC_REPORT_WRITE']);
  });
});
