import { performance } from 'node:perf_hooks';
import { check } from '../conformance/check.ts';
import { type ExitCode, exitCodeOf } from '../conformance/report/exit-code.ts';
import type { RunReport } from '../conformance/report/report.ts';
import { type FetchFunction, fetchTransport } from '../conformance/target/fetch-transport.ts';
import { detectKitMock } from '../conformance/target/kit-mock.ts';
import type { Hooks, Target, Transport } from '../conformance/target/target.ts';
import { createMock } from '../mock/index.ts';
import type { Contract } from '../specs/contract.ts';
import type { JsonObject } from '../specs/json.ts';

/** A right server of a contract, which a cheat may use for as long as it likes. */
export interface Honest {
  readonly contract: Contract;
  readonly serve: FetchFunction;
  /** True hooks, which look into the right server. */
  readonly hooks: Hooks;
  /** What the server looks like from outside; a cheat changes it. */
  readonly target: Target;
}

/** What a cheat must end with: an exit code, or several where chance decides, and why. */
export interface Ending {
  readonly codes: readonly ExitCode[];
  readonly because: string;
}

/** A target that deserves no pass. */
export interface Cheat extends Ending {
  readonly name: string;
  /** The contracts in which it is a cheat; all when absent. */
  readonly isAbout?: (contract: Contract) => boolean;
  /** The clauses that it is asked about; all when absent. */
  readonly only?: (contract: Contract) => readonly string[];
  readonly stage: (honest: Honest) => Staged | Promise<Staged>;
}

/** A target under test, and what is to be ended with it. */
export interface Staged {
  readonly target: Target;
  readonly end?: () => Promise<unknown>;
}

/** How the run of a cheat ended. */
export interface CheatRun {
  readonly report: RunReport;
  readonly code: ExitCode;
}

/** Milliseconds after which a target of these tests is given up. */
export const PATIENCE_MS = 150;

const now = (): number => performance.now();

/** A right server of the contract, new; `facts` are those at its start. */
export async function anHonest(contract: Contract, facts: JsonObject = {}): Promise<Honest> {
  const set = { ...roomOf(contract), ...facts };
  const { fetch: serve } = await createMock({ contracts: [{ contract, set }] });
  const transport = overFetch(serve);
  const mock = await detectKitMock('http://127.0.0.1', transport, contract);
  if (!mock) throw new Error('This is not our mock.');
  const { hooks, personas, baseUrl } = mock;
  // What somebody would write into the target file. No hooks, unless the cheat is about them.
  const target: Target = {
    baseUrl,
    transport,
    hooks: {},
    observesByContract: false,
    personas,
    facts: { ...contract.initial, ...set },
    emailDomain: 'example.com',
    isKitMock: false,
  };
  return { contract, serve, hooks, target };
}

/** So much of everything that is used up that no run comes to its end. */
function roomOf({ operations }: Contract): Record<string, number> {
  const uses = operations.flatMap(({ effect }) => Object.keys(effect?.uses ?? {}));
  return Object.fromEntries(uses.map((fact) => [fact, 100_000]));
}

/** The transport to a server in this process. */
export function overFetch(serve: FetchFunction): Transport {
  return fetchTransport(serve, { timeoutMs: PATIENCE_MS, maxBytes: 1024 * 1024, now });
}

/**
 * Runs the suite against a cheat. One that must be found out is found out by its first finding, unless `requests` are given, which are all spent;
 * the others get the whole run.
 */
export async function runCheat(cheat: Cheat, contract: Contract, requests: number = 0): Promise<CheatRun> {
  const honest = await anHonest(contract);
  const { target, end } = await cheat.stage(honest);
  try {
    const report = await check({
      contract,
      target,
      seed: 1,
      tag: 'cheat',
      budget: { requests, creates: 0, perSecond: 0, timeMs: 0 },
      stopAtFirstFinding: requests === 0 && cheat.codes.includes(1),
      only: cheat.only?.(contract),
      now,
    });
    return { report, code: exitCodeOf(report) };
  } finally {
    await target.transport.close();
    await end?.();
  }
}
