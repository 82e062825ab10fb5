import { type Entry, type RunningMock, startMock } from '../../mock/index.ts';
import { ruleSchemas } from '../../rules/index.ts';
import { builtInIds } from '../../specs/catalog.ts';
import type { Contract } from '../../specs/contract.ts';
import type { Json } from '../../specs/json.ts';
import { loadContract } from '../../specs/load-contract.ts';
import { bannerText, requestLine } from '../banner.ts';
import { rejectUnknown, type Setting, settingsFor } from '../settings.ts';
import type { Terminal } from '../terminal.ts';
import { UsageError } from '../usage-error.ts';

/** Options of `doublecheck mock`. */
export interface MockCommandOptions {
  readonly port: number;
  readonly host: string;
  readonly set: readonly Setting<Json>[];
  readonly reading: readonly Setting<string>[];
  readonly seed: number;
  readonly cors: boolean;
  readonly strict: boolean;
  readonly maxBody: number;
}

/**
 * Serves contracts until SIGINT or SIGTERM; then finishes the answers under way and ends with 0.
 * @throws UsageError when the port cannot be had or an option names nothing that the contracts know.
 */
export async function mock(names: readonly string[], options: MockCommandOptions, terminal: Terminal): Promise<void> {
  const contracts = await loadAll(names.length > 0 ? names : builtInIds, options.reading);
  rejectUnknown('--set', options.set, contracts, ({ facts }) => Object.keys(facts));
  for (const contract of contracts) tellProblems(contract, terminal);
  const running = await start(contracts, options, (entry) => terminal.out(requestLine(entry, terminal)));
  terminal.out(bannerText(running, terminal));
  const end = (): void => void running.stop();
  process.once('SIGINT', end);
  process.once('SIGTERM', end);
}

/** Somebody else's document is served although it has errors; the person who typed the command should know. */
function tellProblems({ file, problems }: Contract, terminal: Terminal): void {
  const errors = problems.filter(({ severity }) => severity === 'error').length;
  if (errors === 0) return;
  const what = errors === 1 ? '1 error' : `${errors} errors`;
  terminal.err(
    `${file} has ${what} and is served all the same; operations may answer oddly. See doublecheck lint ${file}`,
  );
}

/** The contracts under the readings. They are read once to know their ambiguities, and again where a reading changes them. */
async function loadAll(names: readonly string[], readings: readonly Setting<string>[]): Promise<Contract[]> {
  const plain = await Promise.all(names.map((name) => loadContract(name, { ruleSchemas })));
  rejectUnknown('--reading', readings, plain, ({ ambiguities }) => ambiguities.map(({ id }) => id));
  return Promise.all(
    plain.map((contract) => {
      const own = settingsFor(readings, contract.id, (name) => contract.ambiguities.some(({ id }) => id === name));
      return Object.keys(own).length === 0 ? contract : loadContract(contract.file, { readings: own, ruleSchemas });
    }),
  );
}

async function start(
  contracts: readonly Contract[],
  options: MockCommandOptions,
  onAnswer: (entry: Entry) => void,
): Promise<RunningMock> {
  const { host, port, seed, cors, strict, set, maxBody: maxBodyBytes } = options;
  const served = contracts.map((contract) => ({
    contract,
    set: settingsFor(set, contract.id, (name) => Object.hasOwn(contract.facts, name)),
  }));
  try {
    return await startMock({ contracts: served, host, port, seed, cors, strict, maxBodyBytes, onAnswer });
  } catch (error) {
    throw socketError(error, host, port) ?? error;
  }
}

/** What a failed `listen` means for the person who typed the command. */
function socketError(error: unknown, host: string, port: number): UsageError | undefined {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  if (code === 'EADDRINUSE')
    return new UsageError(
      `Port ${port} of ${host} is taken by another program. End it, or choose another port: -p 0 takes any free one.`,
    );
  if (code === 'EACCES')
    return new UsageError(`Port ${port} of ${host} needs more rights than this user has. Choose one above 1023.`);
  if (code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND' || code === 'EAI_AGAIN') {
    return new UsageError(`${host} is not an address of this machine. Use 127.0.0.1, or 0.0.0.0 for all.`);
  }
  return undefined;
}
