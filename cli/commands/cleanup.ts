import { performance } from 'node:perf_hooks';
import { createRedactor } from '../../conformance/report/redactor.ts';
import { journalFile, openJournal } from '../../conformance/target/journal.ts';
import { type PendingUser, pendingUsers } from '../../conformance/target/pending-users.ts';
import { printableLine } from '../../conformance/target/printable-line.ts';
import { countText } from '../../reports/describe.ts';
import { openConnections } from '../check/connections.ts';
import { catchInterruption, type Interruption, SIGNAL_CODES } from '../check/interruption.ts';
import type { TargetOptions } from '../check/options.ts';
import { keepSecrets } from '../check/secret-keeper.ts';
import { readSubject } from '../check/subject.ts';
import { type LeftUser, removeAll } from '../cleanup/remove-all.ts';
import type { Terminal } from '../terminal.ts';
import { UsageError } from '../usage-error.ts';

/** Options of `doublecheck cleanup`. */
export interface CleanupOptions extends TargetOptions {
  readonly journal: string;
}

/** Exit code when users are left. */
const EXIT_LEFT = 1;
const MOST_LISTED = 50;

/**
 * Removes the users that a journal says were created, and says which are left and why; exit code 1 when some are. What was removed is
 * written into the journal, so that it may be done again.
 * @throws UsageError when there is no journal; ContractError, TargetFileError or TargetError for what cannot be used.
 */
export async function cleanup(name: string | undefined, options: CleanupOptions, terminal: Terminal): Promise<void> {
  const text = journalFile(options.journal).read();
  if (text === '') throw new UsageError(`--journal ${options.journal}: there is no such file, or nothing in it.`);
  const users = pendingUsers(text);
  if (users.length === 0) terminal.out('Nothing is left to remove.');
  else await cleanUp(name, users, options, terminal);
}

async function cleanUp(
  name: string | undefined,
  users: readonly PendingUser[],
  options: CleanupOptions,
  terminal: Terminal,
): Promise<void> {
  const interruption = catchInterruption(terminal);
  const now = (): number => performance.timeOrigin + performance.now();
  const connections = openConnections(options, process.env, now);
  try {
    const subject = await readSubject(
      name ?? (options.config === undefined ? onlyContract(users) : undefined),
      options,
      process.env,
    );
    const { id } = subject.contract;
    const own = users.filter(({ contract }) => contract === id);
    // Those who are there for certain come first: once one is removed, a refusal of another is about that other.
    const inOrder = own.toSorted((a, b) => Number(b.isCertain) - Number(a.isCertain));
    const journal = openJournal(journalFile(options.journal), { run: 'cleanup', contract: id, now });
    const { signal } = interruption;
    const left = await removeAll(inOrder, { subject, options, connections, signal, journal });
    const redactor = createRedactor(keepSecrets(subject, []).forText(''));
    terminal.out(redactor.text(resultText(inOrder.length, left, users.length - own.length)));
    process.exitCode = exitCode(interruption, left);
  } finally {
    await connections.close();
    interruption.release();
  }
}

function exitCode(interruption: Interruption, left: readonly LeftUser[]): number {
  const cause = interruption.cause();
  if (cause !== undefined) return SIGNAL_CODES[cause];
  return left.length > 0 ? EXIT_LEFT : 0;
}

function onlyContract(users: readonly PendingUser[]): string {
  const [only = '', ...more] = new Set(users.map(({ contract }) => contract));
  if (more.length === 0) return only;
  throw new UsageError(`The journal has users of ${[only, ...more].join(' and ')}. Name one of these contracts.`);
}

function resultText(count: number, left: readonly LeftUser[], others: number): string {
  const lines = left.slice(0, MOST_LISTED).map(({ email, baseUrl, isCertain, why }) => {
    const who = isCertain ? email : `${email} (perhaps never created)`;
    return `  ${who} at ${baseUrl}: ${why}`;
  });
  const rest = left.length - MOST_LISTED;
  return [
    `${countText(count - left.length, 'user')} of ${count} removed or not there.`,
    ...(left.length > 0 ? [`${countText(left.length, 'user')} left:`, ...lines] : []),
    ...(rest > 0 ? [`  and ${rest} more`] : []),
    ...(others > 0 ? [`${countText(others, 'user')} of other contracts in the journal.`] : []),
  ]
    .map((line) => printableLine(line, 400))
    .join('\n');
}
