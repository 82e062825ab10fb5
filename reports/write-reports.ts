import { join } from 'node:path';
import type { RunEvent } from '../conformance/report/events.ts';
import { redactEvent, redactReport } from '../conformance/report/redact-report.ts';
import { createRedactor, type Secret } from '../conformance/report/redactor.ts';
import type { RunReport } from '../conformance/report/report.ts';
import { checkReport } from './check-report.ts';
import { consoleReport } from './console-report.ts';
import { ReportError } from './error.ts';
import type { Pages } from './html/clauses.ts';
import { htmlReport } from './html/html-report.ts';
import { junitReport } from './junit-report.ts';
import { markdownReport } from './markdown-report.ts';
import type { ReportFiles } from './report-files.ts';

/** What `--reporter` may name. */
export const reporterNames = ['console', 'json', 'junit', 'html', 'markdown'] as const;
export type ReporterName = (typeof reporterNames)[number];

/** Where and how reports are written. */
export interface WriteOptions {
  readonly dir: string;
  /** Besides `report.json`, which is always written. */
  readonly reporters: readonly ReporterName[];
  /** Taken out of everything that is written. */
  readonly secrets: readonly Secret[];
  readonly files: ReportFiles;
  readonly hasColours?: boolean;
  /** Columns of the console. */
  readonly width?: number;
  /** Written as `events.ndjson` when given. */
  readonly events?: Iterable<RunEvent>;
  /** Lines of the vendors' pages, for `report.html`. */
  readonly pages?: Pages;
}

/** What became of it. */
export interface WrittenReports {
  /** Paths of the files that were written. */
  readonly files: readonly string[];
  /** Text for the terminal, when `console` was asked for. */
  readonly summary: string | undefined;
  /** Why something is missing or not what it should be; each makes the run a fault of the kit. */
  readonly errors: readonly ReportError[];
}

/**
 * Writes report.json, and what else was asked for, each in one step: a reader sees the whole file or none. One that cannot be made or written
 * keeps no other from being written. Never rejects.
 */
export async function writeReports(report: RunReport, options: WriteOptions): Promise<WrittenReports> {
  const { dir, files, reporters, secrets } = options;
  const redacted = redactReport(report, secrets);
  const written: string[] = [];
  const errors: ReportError[] = await attempt(() => files.makeFolder(dir), dir);
  if (errors.length === 0)
    for (const { name, text } of outputsOf(redacted, options)) {
      const path = join(dir, name);
      const failures = await attempt(() => writeWhole(files, dir, name, report.run.id, text()), path);
      errors.push(...failures);
      if (failures.length === 0) written.push(path);
    }
  errors.push(...jsonErrors(redacted));
  const { hasColours = false, width } = options;
  const look = { hasColours, files: written, ...(width === undefined ? {} : { width }) };
  return { files: written, summary: reporters.includes('console') ? consoleReport(redacted, look) : undefined, errors };
}

interface Output {
  readonly name: string;
  readonly text: () => string;
}

function outputsOf(report: RunReport, { reporters, secrets, events, pages }: WriteOptions): readonly Output[] {
  const optional: readonly (readonly [ReporterName, Output])[] = [
    ['junit', { name: 'junit.xml', text: () => junitReport(report) }],
    ['markdown', { name: 'summary.md', text: () => markdownReport(report) }],
    ['html', { name: 'report.html', text: () => htmlReport(report, pages === undefined ? {} : { pages }) }],
  ];
  return [
    { name: 'report.json', text: () => jsonReport(report) },
    ...(events === undefined ? [] : [{ name: 'events.ndjson', text: () => eventLines(events, secrets) }]),
    ...optional.filter(([name]) => reporters.includes(name)).map(([, output]) => output),
  ];
}

function jsonReport(report: RunReport): string {
  return `${JSON.stringify(report, null, 2)}\n`;
}

function eventLines(events: Iterable<RunEvent>, secrets: readonly Secret[]): string {
  const redactor = createRedactor(secrets);
  return Array.from(events, (event) => `${JSON.stringify(redactEvent(event, redactor))}\n`).join('');
}

/** What a reader will find wrong with `report.json`; it is written all the same, since it is the evidence. */
function jsonErrors(report: RunReport): ReportError[] {
  const problems = checkReport(JSON.parse(jsonReport(report)));
  if (problems.length === 0) return [];
  const shown = problems.slice(0, 5).join('; ');
  const rest = problems.length > 5 ? `; and ${problems.length - 5} more` : '';
  return [
    new ReportError('DC_REPORT', `report.json is not what it must be: ${shown}${rest}. This is a fault of the kit`),
  ];
}

/** Beside the file first, under a name that no other run uses, then in place. */
async function writeWhole(files: ReportFiles, dir: string, name: string, run: string, text: string): Promise<void> {
  const draft = join(dir, `.${name}.${run.replace(/[^\w-]/g, '')}.tmp`);
  try {
    await files.write(draft, text);
    await files.rename(draft, join(dir, name));
  } catch (error) {
    // What went wrong first is what is told; the draft may not even be there.
    await files.remove(draft).catch(() => undefined);
    throw error;
  }
}

async function attempt(write: () => Promise<void>, path: string): Promise<ReportError[]> {
  try {
    await write();
    return [];
  } catch (error) {
    if (error instanceof ReportError) return [error];
    const why = error instanceof Error ? error.message : String(error);
    return [
      new ReportError(
        'DC_REPORT_WRITE',
        `${path} cannot be written: ${why}. Name a folder that can be written with --out`,
      ),
    ];
  }
}
