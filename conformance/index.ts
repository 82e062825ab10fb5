/**
 * The conformance suite as a library: `examine` runs it against a URL or a server in this process and gives back the report; `exitCodeOf` says how
 * the command would end. `check`, `targetOf` and the hooks are the parts that it is made of, for those who bring their own transport, clock or
 * journal.
 */

export type { Contract, CredentialValues } from '../specs/contract.ts';
export { loadContract } from '../specs/load-contract.ts';
export { check } from './check.ts';
export { type ExamineOptions, examine, type HookFunction } from './examine.ts';
export type { RunEvent } from './report/events.ts';
export { type Circumstances, type ExitCode, exitCodeOf } from './report/exit-code.ts';
export { redactReport } from './report/redact-report.ts';
export type { Secret } from './report/redactor.ts';
export type {
  ClauseOutcome,
  ClauseResult,
  Contact,
  Counts,
  Finding,
  Observation,
  OutcomeFacts,
  Profile,
  ReportedAnswer,
  ReportedRequest,
  RunReport,
  Verdict,
} from './report/report.ts';
export type { CheckOptions } from './run/check-options.ts';
export type { CreateJournal } from './run/traffic.ts';
export { type Ask, functionHook } from './target/ask.ts';
export { commandHook } from './target/command-hook.ts';
export type { Exchange, WireAnswer, WireFailure, WireRequest } from './target/exchange.ts';
export { type Asks, toHooks } from './target/hooks.ts';
export { detectKitMock, type KitMock } from './target/kit-mock.ts';
export type { Arranged, Budget, Hooks, Observed, Target, Transport } from './target/target.ts';
export { HookError } from './target/target.ts';
export { TargetError } from './target/target-error.ts';
export { type Fetching, type Readiable, type TargetSubject, targetOf } from './target/target-of.ts';
export { urlHook } from './target/url-hook.ts';
export type { TransportLimits, UrlTransportOptions } from './target/url-transport.ts';
