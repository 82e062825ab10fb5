import { appendFileSync, mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { RunEvent } from '../../conformance/report/events.ts';
import { createRedactor } from '../../conformance/report/redactor.ts';
import type { RunReport } from '../../conformance/report/report.ts';
import { messageOf } from '../../conformance/target/printable-line.ts';
import { markdownReport } from '../../reports/markdown-report.ts';
import { systemFiles } from '../../reports/report-files.ts';
import { type ReporterName, writeReports } from '../../reports/write-reports.ts';
import type { Terminal } from '../terminal.ts';
import { UsageError } from '../usage-error.ts';
import type { SecretKeeper } from './secret-keeper.ts';
import { shownEvent, shownReport } from './shown-report.ts';

/** Where the reports of a run go. */
export interface ArtefactOptions {
  readonly out: string;
  readonly reporter: readonly ReporterName[];
}

const FILES: Readonly<Record<ReporterName, string>> = {
  console: 'report.json',
  json: 'report.json',
  junit: 'junit.xml',
  html: 'report.html',
  markdown: 'summary.md',
};

/**
 * Makes the folder, and takes those files away that the run will write, so that an old one is never taken for its own.
 * @throws UsageError when the folder cannot be written.
 */
export function prepareFolder({ out, reporter }: ArtefactOptions): void {
  try {
    mkdirSync(out, { recursive: true });
    for (const name of ['report.json', 'events.ndjson', ...reporter.map((each) => FILES[each])])
      rmSync(join(out, name), { force: true });
  } catch (error) {
    throw new UsageError(`--out ${out} cannot be written: ${messageOf(error)}. Name a folder that can.`);
  }
}

/** Writes all reports, shows the summary, and tells what went wrong on the way. True when all is written and sound. */
export async function writeArtefacts(
  report: RunReport,
  events: readonly RunEvent[],
  { out, reporter }: ArtefactOptions,
  keeper: SecretKeeper,
  terminal: Terminal,
): Promise<boolean> {
  const secrets = keeper.forText(JSON.stringify([report, events]));
  const redactor = createRedactor(secrets);
  const shown = shownReport(report, redactor);
  const { hasColours, columns: width } = terminal;
  const { summary, errors } = await writeReports(shown, {
    dir: out,
    reporters: reporter,
    secrets,
    files: systemFiles,
    hasColours,
    width,
    events: events.map((event) => shownEvent(event, redactor)),
  });
  terminal.live?.write('');
  if (summary !== undefined) terminal.out(summary);
  appendJobSummary(shown, terminal);
  for (const { message, code } of errors) terminal.err(`doublecheck: ${message}. [${code}]`);
  return errors.length === 0;
}

/** On GitHub the page of the job shows what is in this file. */
function appendJobSummary(report: RunReport, terminal: Terminal): void {
  const file = process.env['GITHUB_STEP_SUMMARY'];
  if (file === undefined || file === '') return;
  try {
    appendFileSync(file, `${markdownReport(report)}\n`);
  } catch (error) {
    terminal.err(`GITHUB_STEP_SUMMARY cannot be written: ${messageOf(error)}`);
  }
}
