import { randomInt } from 'node:crypto';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { setTimeout as wait } from 'node:timers/promises';
import type { CheckOptions } from '../../conformance/run/check-options.ts';
import { isLoopback } from '../../conformance/target/loopback.ts';
import type { Target } from '../../conformance/target/target.ts';
import { TargetError } from '../../conformance/target/target-error.ts';
import { printableLine } from '../../conformance/target/printable-line.ts';
import { prepareFolder, writeArtefacts } from '../check/artefacts.ts';
import { askedClauses, uncountedLines } from '../check/asked-clauses.ts';
import { budgetOf, hasConsent } from '../check/budget.ts';
import { type Connections, openConnections, proxySettings } from '../check/connections.ts';
import { catchInterruption, type Interruption, SIGNAL_CODES } from '../check/interruption.ts';
import { openUserJournal } from '../check/left-behind.ts';
import { openReport } from '../check/open-report.ts';
import type { CheckCommandOptions } from '../check/options.ts';
import { planText } from '../check/plan-text.ts';
import { missingCredentials, reachTarget, statedTarget } from '../check/reach-target.ts';
import { rehearse } from '../check/rehearsal.ts';
import { runCheck } from '../check/run-check.ts';
import { keepSecrets, type SecretKeeper } from '../check/secret-keeper.ts';
import { readSubject, type Subject } from '../check/subject.ts';
import { watchTarget } from '../check/watched-target.ts';
import type { Terminal } from '../terminal.ts';
import { UsageError } from '../usage-error.ts';

/** What is at hand while one command runs. */
interface Desk {
  readonly subject: Subject;
  readonly options: CheckCommandOptions;
  readonly connections: Connections;
  readonly keeper: SecretKeeper;
  readonly interruption: Interruption;
  readonly terminal: Terminal;
  readonly seed: number;
  readonly tag: string;
}

/** Milliseconds since the epoch, by a clock that never goes back. */
const now = (): number => performance.timeOrigin + performance.now();

/**
 * Checks a target, or with `plan` shows what would be sent; sets the exit code.
 * @throws UsageError, ContractError, TargetFileError or TargetError for what cannot be used.
 */
export async function check(name: string | undefined, options: CheckCommandOptions, terminal: Terminal): Promise<void> {
  const interruption = catchInterruption(terminal);
  const connections = openConnections(options, process.env, now);
  try {
    const subject = await readSubject(name, options, process.env);
    const { seed = randomInt(2 ** 31), run: tag = freshTag() } = options;
    const keeper = keepSecrets(subject, proxyPasswords());
    const desk = { subject, options, connections, keeper, interruption, terminal, seed, tag };
    process.exitCode = options.plan ? await plan(desk) : await examine(desk);
  } finally {
    await connections.close();
    interruption.release();
  }
}

async function plan(desk: Desk): Promise<number> {
  const { subject, options, connections, terminal, interruption } = desk;
  const target = statedTarget(subject, connections);
  const text = await planned(desk, runOptions(desk, target, askedClauses(options.only, subject.contract)));
  const cause = interruption.cause();
  if (cause !== undefined) return SIGNAL_CODES[cause];
  terminal.out(text);
  return 0;
}

/** Reports of what cannot be carried out are written too, as soon as it is clear what the run was to be. */
async function examine(desk: Desk): Promise<number> {
  const { subject, options, connections, interruption } = desk;
  const { signal } = interruption;
  const stated = statedTarget(subject, connections);
  prepareFolder(options);
  try {
    const only = askedClauses(options.only, subject.contract);
    if (!hasConsent(subject, stated.baseUrl, options)) return await refuse(desk, stated, only);
    const target = await reachTarget(subject, connections, { detect: options.detect, signal });
    return await start(desk, target, only);
  } catch (error) {
    if (error instanceof UsageError || error instanceof TargetError)
      await leaveReport(desk, stated, error.message, options.only.length > 0 ? options.only : undefined);
    throw error;
  }
}

async function start(desk: Desk, reached: Target, only: readonly string[] | undefined): Promise<number> {
  const { subject, options, keeper, interruption, terminal, tag } = desk;
  keeper.addPersonas(reached.personas);
  const users = openUserJournal(join(options.out, 'created.ndjson'), tag, subject.contract.id, now);
  const watched = watchTarget(reached, keeper, tag, interruption.signal);
  const run = { ...runOptions(desk, watched.target, only), journal: users.journal };
  const whose = reached.isKitMock ? " (the kit's own mock)" : '';
  terminal.err(
    `Checking ${subject.contract.id} at ${printableLine(reached.baseUrl)}${whose}: profile ${options.profile}, seed ${run.seed}, run ${tag}`,
  );
  const missing = missingCredentials(subject.contract, reached);
  const notes = [
    ...(missing === undefined ? [] : [missing]),
    ...uncountedLines(only ?? [], subject.contract, options.profile),
  ];
  for (const note of notes) terminal.err(note);
  return await runCheck(run, options, { terminal, interruption, keeper, watched, users });
}

/** Users are created on machines of others only where somebody has said how many. @throws UsageError always. */
async function refuse(desk: Desk, target: Target, only: readonly string[] | undefined): Promise<never> {
  desk.terminal.out(await planned(desk, runOptions(desk, target, only)));
  throw new UsageError(
    'The target is not on this machine, and a run creates users there. Say how many it may create: --yes-create-users N, or budget: in the target file.',
    'DC_CONSENT',
  );
}

async function leaveReport(
  desk: Desk,
  target: Target,
  why: string,
  only: readonly string[] | undefined,
): Promise<void> {
  const { options, keeper, terminal } = desk;
  const report = await openReport(runOptions(desk, target, only), why);
  const reporter = options.reporter.filter((each) => each !== 'console');
  await writeArtefacts(report, [], { ...options, reporter }, keeper, terminal);
}

async function planned(desk: Desk, run: CheckOptions): Promise<string> {
  const { subject, options } = desk;
  const { target, budget } = run;
  const hasOwn = target.hooks.arrange !== undefined || Object.keys(target.personas).length > 0;
  const isTakenForMock = options.detect && isLoopback(target.baseUrl) && !hasOwn;
  const report = await rehearse(run, { target, isTakenForMock });
  const hasArrange = target.hooks.arrange !== undefined;
  const missing = isTakenForMock ? undefined : missingCredentials(subject.contract, target);
  return planText(report, { budget, isTakenForMock, hasArrange, missing, emailDomain: subject.emailDomain });
}

function runOptions(desk: Desk, target: Target, only: readonly string[] | undefined): CheckOptions {
  const { subject, options, interruption, seed, tag } = desk;
  const { signal } = interruption;
  return {
    contract: subject.contract,
    target,
    profile: options.profile,
    seed,
    tag,
    budget: budgetOf(subject, target.baseUrl, options),
    ...(only && { only }),
    now,
    pause: (ms) => pause(ms, signal),
    signal,
    node: process.version,
  };
}

/** Ends early when the run is interrupted. */
async function pause(ms: number, signal: AbortSignal): Promise<void> {
  if (ms > 0) await wait(ms, undefined, { signal }).catch(() => undefined);
}

/** Six letters and digits: two runs of one day hardly ever share it. */
function freshTag(): string {
  return randomInt(36 ** 5, 36 ** 6).toString(36);
}

/** Failures may tell of the proxy that was used. */
function proxyPasswords(): string[] {
  return Object.values(proxySettings(process.env)).flatMap((text = '') => {
    const { password = '' } = URL.canParse(text) ? new URL(text) : {};
    return password === '' ? [] : [password, decodeURIComponent(password)];
  });
}
