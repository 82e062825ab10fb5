import { check } from '../../conformance/check.ts';
import type { RunReport } from '../../conformance/report/report.ts';
import type { CheckOptions } from '../../conformance/run/check-options.ts';
import { fetchTransport } from '../../conformance/target/fetch-transport.ts';
import { detectKitMock } from '../../conformance/target/kit-mock.ts';
import type { Hooks, Target } from '../../conformance/target/target.ts';
import { createMock } from '../../mock/index.ts';
import type { Contract } from '../../specs/contract.ts';
import type { JsonObject } from '../../specs/json.ts';

const ORIGIN = 'http://127.0.0.1';
const PLENTY = 100_000;
const TIMEOUT_MS = 10_000;

/** What is known about the target of the run that is rehearsed. */
export interface RehearsedTarget {
  readonly target: Target;
  /** True: it is taken for our own mock, because nothing was sent to find out. */
  readonly isTakenForMock: boolean;
}

/**
 * The report of the same run against our own mock in this process: nothing is sent anywhere. With the same personas, facts and hooks the same
 * cases run, and the same clauses stay open.
 */
export async function rehearse(options: CheckOptions, rehearsed: RehearsedTarget): Promise<RunReport> {
  const { contract, target, budget, signal } = options;
  const set = { ...roomOf(contract), ...target.facts };
  const mock = await createMock({ contracts: [{ contract, set }] });
  const transport = fetchTransport((request) => mock.fetch(request), { timeoutMs: TIMEOUT_MS, now: options.now });
  const kit = await detectKitMock(ORIGIN, transport, contract);
  if (!kit) throw new Error('The mock in this process does not answer.');
  const { hooks } = rehearsed.isTakenForMock ? kit : { hooks: sameHooks(kit.hooks, target.hooks) };
  const isFull = hooks.arrange !== undefined;
  const named = Object.entries(kit.personas).filter(([name]) => isFull || target.personas[name] !== undefined);
  const stated = target.baseUrl;
  return check({
    contract,
    ...(options.profile && { profile: options.profile }),
    ...(options.only && { only: options.only }),
    seed: options.seed,
    tag: options.tag,
    budget: { ...budget, perSecond: 0, timeMs: 0 },
    now: options.now,
    signal,
    target: {
      ...target,
      hooks,
      personas: Object.fromEntries(named),
      transport: {
        ...transport,
        send: (baseUrl, request, own) => transport.send(baseUrl === stated ? kit.baseUrl : baseUrl, request, own),
      },
    },
  });
}

/** The mock's hooks in the place of those that the target has. */
function sameHooks(kit: Hooks, { arrange, observe, release }: Hooks): Hooks {
  return {
    ...(arrange && kit.arrange && { arrange: kit.arrange }),
    ...(observe && kit.observe && { observe: kit.observe }),
    ...(release && kit.release && { release: kit.release }),
  };
}

/** The counted facts, so high that they never run out: a plan must not end for want of seats. */
function roomOf({ operations }: Contract): JsonObject {
  const uses = operations.find(({ isPrimary }) => isPrimary)?.effect?.uses ?? {};
  return Object.fromEntries(Object.keys(uses).map((fact) => [fact, PLENTY]));
}
