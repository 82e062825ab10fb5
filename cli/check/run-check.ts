import { check } from '../../conformance/check.ts';
import type { RunEvent } from '../../conformance/report/events.ts';
import { exitCodeOf } from '../../conformance/report/exit-code.ts';
import { createRedactor } from '../../conformance/report/redactor.ts';
import type { RunReport } from '../../conformance/report/report.ts';
import type { CheckOptions } from '../../conformance/run/check-options.ts';
import { safeText } from '../../reports/safe-text.ts';
import type { Terminal } from '../terminal.ts';
import { writeArtefacts } from './artefacts.ts';
import type { Interruption } from './interruption.ts';
import type { UserJournal } from './left-behind.ts';
import { openReport } from './open-report.ts';
import type { CheckCommandOptions } from './options.ts';
import { tellProgress } from './progress-teller.ts';
import type { SecretKeeper } from './secret-keeper.ts';
import type { WatchedTarget } from './watched-target.ts';

/** What one run needs besides its options. */
export interface RunSurroundings {
  readonly terminal: Terminal;
  readonly interruption: Interruption;
  readonly keeper: SecretKeeper;
  readonly watched: WatchedTarget;
  readonly users: UserJournal;
}

/** Runs the suite, shows how far it is, writes the reports and gives back the exit code. Whatever happens, a report is written. */
export async function runCheck(
  run: CheckOptions,
  options: CheckCommandOptions,
  surroundings: RunSurroundings,
): Promise<number> {
  const { terminal, interruption, keeper, watched, users } = surroundings;
  const events: RunEvent[] = [];
  const progress = tellProgress(terminal, run.now);
  const safe = (text: string): string =>
    safeText(createRedactor(keeper.forText(text)).text(text), { isMultiline: true });
  const emit = (event: RunEvent): void => {
    events.push(event);
    progress.tell(event);
    if (event.type === 'note') progress.say(safe(event.text));
  };
  const { report, fault } = await examined({ ...run, emit });
  users.forget(await watched.releaseTenants());
  progress.end();
  if (fault !== undefined) terminal.err(safe(fault));
  const isWritten = await writeArtefacts(report, events, options, keeper, terminal);
  const { verdict, why } = report.summary;
  if (!options.reporter.includes('console')) terminal.err(`${verdict}: ${safe(why)} See ${options.out}.`);
  const failure = watched.lastFailure();
  if (watched.isUnreachable() && failure !== undefined) terminal.err(`No complete answer came: ${safe(failure)}`);
  const left = users.leftText();
  if (left !== undefined) terminal.err(left);
  return exitCodeOf(report, {
    interrupted: interruption.cause(),
    isKitFault: fault !== undefined || !isWritten,
    target: watched.isUnreachable() ? 'unreachable' : 'reached',
    allowInconclusive: options.allowInconclusive,
  });
}

/** The report of the run; when the kit fails, one that leaves everything open, and what happened. */
async function examined(run: CheckOptions): Promise<{ readonly report: RunReport; readonly fault?: string }> {
  try {
    return { report: await check(run) };
  } catch (error) {
    const report = await openReport(run, 'the kit has failed');
    const what = error instanceof Error ? error.stack : String(error);
    return { report, fault: `doublecheck: this is a fault of the kit, please report it.\n${what}` };
  }
}
