import type { CheckOptions } from '../conformance/run/check-options.ts';
import { judgeOf } from '../conformance/check.ts';
import { type PreparedRun, prepareRun } from '../conformance/run/prepare-run.ts';
import { Traffic } from '../conformance/run/traffic.ts';
import type { Exchange, WireFailure, WireRequest } from '../conformance/target/exchange.ts';
import { type FetchFunction, fetchTransport } from '../conformance/target/fetch-transport.ts';
import type { Budget, Target, Transport } from '../conformance/target/target.ts';
import { createMock } from '../mock/index.ts';
import type { Contract, CredentialValues } from '../specs/contract.ts';
import type { Json } from '../specs/json.ts';
import { NOW } from './builders.ts';
import { ownMockTarget } from './own-mock.ts';

/** A budget without any limit. */
export const NO_LIMIT: Budget = { requests: 0, creates: 0, perSecond: 0, timeMs: 0 };

/** The credentials that the contract itself gives its personas. */
export function personasOf({ personas }: Contract): Record<string, CredentialValues> {
  return Object.fromEntries(personas.map(({ name, headers, query, body }) => [name, { headers, query, body }]));
}

/** A target of a contract that is reached by a function or a transport; without hooks, with the contract's own personas and facts. */
export function aTarget(contract: Contract, serve: FetchFunction | Transport, more: Partial<Target> = {}): Target {
  const transport = typeof serve === 'function' ? fetchTransport(serve, { timeoutMs: 5_000, now: () => NOW }) : serve;
  return {
    baseUrl: 'http://127.0.0.1',
    transport,
    hooks: {},
    observesByContract: false,
    personas: personasOf(contract),
    facts: contract.initial,
    emailDomain: 'example.com',
    isKitMock: false,
    ...more,
  };
}

/** A right server of a contract. */
export async function aServer(contract: Contract, set: Readonly<Record<string, Json>> = {}): Promise<FetchFunction> {
  const { fetch } = await createMock({ contracts: [{ contract, set }], clock: () => new Date(NOW) });
  return fetch;
}

/** A right server as a target with all hooks; what it answers passes through `alter`. */
export async function anArrangedTarget(
  contract: Contract,
  alter: (answer: Promise<Response>, request: Request) => Response | Promise<Response> = (answer) => answer,
): Promise<Target> {
  const serve = await aServer(contract);
  const own = await ownMockTarget(serve, contract);
  const altered: FetchFunction = (request) => alter(Promise.resolve(serve(request)), request);
  return { ...own, transport: fetchTransport(altered, { timeoutMs: 5_000, now: () => NOW }) };
}

/** One request as a transport was given it. */
export interface Sent {
  readonly baseUrl: string;
  readonly request: WireRequest;
}

/** A transport that keeps what is sent, in order, and answers it as another one does, or as a function says. */
export function recorded(
  answer: Transport | ((request: WireRequest) => Exchange | Promise<Exchange>),
): Transport & { readonly sent: readonly Sent[] } {
  const sent: Sent[] = [];
  return {
    sent,
    send: async (baseUrl, request, signal) => {
      sent.push({ baseUrl, request });
      return typeof answer === 'function' ? answer(request) : answer.send(baseUrl, request, signal);
    },
    close: async () => undefined,
  };
}

/** No complete answer. */
export const SILENCE: WireFailure = { kind: 'failure', failure: 'timeout', message: 'No answer came.', ms: 1 };

/** The options of a run that is always the same. */
export function aCheck(contract: Contract, target: Target, more: Partial<CheckOptions> = {}): CheckOptions {
  return { contract, target, seed: 1, tag: 't1', budget: NO_LIMIT, now: () => NOW, ...more };
}

/** A run of these options as far as it is before its first case, and its traffic. */
export async function aPreparedRun(options: CheckOptions): Promise<PreparedRun & { readonly traffic: Traffic }> {
  const { target, budget, now, pause, signal, journal } = options;
  const traffic = new Traffic({ target, budget, now, pause, signal, journal });
  return { ...(await prepareRun(options, judgeOf(options.contract), traffic)), traffic };
}

/** The text of a request's body. */
export function textOf({ body }: WireRequest): string {
  return new TextDecoder().decode(body);
}
