import { setTimeout as wait } from 'node:timers/promises';
import { ruleSchemas } from '../rules/index.ts';
import type { Contract, CredentialValues } from '../specs/contract.ts';
import type { Json, JsonObject } from '../specs/json.ts';
import { loadContract } from '../specs/load-contract.ts';
import { check } from './check.ts';
import { curlOf } from './report/curl.ts';
import type { RunEvent } from './report/events.ts';
import { redactReport } from './report/redact-report.ts';
import { createRedactor, type Secret } from './report/redactor.ts';
import type { Profile, RunReport } from './report/report.ts';
import { functionHook } from './target/ask.ts';
import { DEFAULT_EMAIL_DOMAIN, isReservedDomain, RESERVED_DOMAINS } from './target/email-domain.ts';
import { describeFaults } from './target/fault.ts';
import { toHooks } from './target/hooks.ts';
import { detectKitMock } from './target/kit-mock.ts';
import { factFaults, personaFaults } from './target/known-names.ts';
import { isLoopback } from './target/loopback.ts';
import { toPersonas } from './target/persona-values.ts';
import { secretsOf } from './target/secrets.ts';
import type { Budget, Hooks, Target } from './target/target.ts';
import { TargetError } from './target/target-error.ts';
import { type TargetSubject, targetOf } from './target/target-of.ts';

/** A hook in this process: one JSON object in, one out (design.md, section 6.4). */
export type HookFunction = (input: JsonObject) => Json | undefined | Promise<Json | undefined>;

/** What is to be examined, and how. Everything but the contract has a default. */
export interface ExamineOptions {
  /** Id of a built-in contract, path of an OpenAPI file, or a contract that was loaded before. */
  readonly contract: string | Contract;
  /** Which clauses can fail the target. Default `document`. */
  readonly profile?: Profile;
  /** Same seed and tag, same requests. Default 1. */
  readonly seed?: number;
  /** Letters and digits in every generated address. Default: made from the clock, because a rerun must not meet its own users. */
  readonly tag?: string;
  /** Clauses that are asked for; the contract's own name may be left out. Default: all. */
  readonly only?: readonly string[];
  /** Default: 3,000 requests and 1,500 creates; 10 requests a second where the target is not on this machine. 0 is without limit. */
  readonly budget?: Partial<Budget>;
  /** For one request, in milliseconds. Default 10 s. */
  readonly timeoutMs?: number;
  /** Credentials by persona and place: `{ caller: { headers: { Authorization: '…' } } }`. */
  readonly personas?: Readonly<Record<string, Partial<CredentialValues>>>;
  /** What the judge may take as true about the target at the start: `{ freeSeats: 1000 }`. */
  readonly facts?: JsonObject;
  readonly hooks?: {
    readonly arrange?: HookFunction;
    /** `contract`: through the contract's own read operations. */
    readonly observe?: HookFunction | 'contract';
    readonly release?: HookFunction;
  };
  /** A reserved domain for generated addresses. Default example.com. */
  readonly emailDomain?: string;
  /** Finds our own mock by itself, with its hooks and credentials. Default true. */
  readonly detect?: boolean;
  readonly emit?: (event: RunEvent) => void;
  readonly signal?: AbortSignal;
}

const TIMEOUT_MS = 10_000;

/**
 * The report on a server: a URL, a server or app in this process, or `{ fetch }`. No credential is in it. What the target does never rejects.
 * @throws ContractError when the contract cannot be used; TargetError when the target, a persona, a fact or a clause is none that there is, and
 * when users would be created on a machine of others without a budget that says how many.
 */
export async function examine(subject: TargetSubject, options: ExamineOptions): Promise<RunReport> {
  const contract = await contractOf(options.contract);
  const { transport, baseUrl } = targetOf(subject, { timeoutMs: options.timeoutMs ?? TIMEOUT_MS, now: clock });
  try {
    const target = await toTarget({ ...nobody, baseUrl, transport }, contract, options);
    const { profile, seed = 1, tag = tagOf(clock()), only, emit, signal } = options;
    const { personas, facts } = target;
    const secrets: Secret[] = secretsOf({ contract, personas, facts, fromEnvironment: [] });
    const report = await check({
      contract,
      target: { ...target, hooks: remembering(target.hooks, contract, secrets) },
      ...(profile && { profile }),
      seed,
      tag,
      budget: budgetOf(baseUrl, options),
      only: only && askedClauses(only, contract),
      now: clock,
      pause: (ms) => wait(ms, undefined, { signal }).catch(() => undefined),
      ...(emit && { emit }),
      ...(signal && { signal }),
      node: process.versions.node,
    });
    return withoutSecrets(report, secrets);
  } finally {
    await transport.close();
  }
}

/** The contract of an id or a path; one that was loaded before is taken as it is. @throws ContractError when it cannot be used. */
export async function contractOf(contract: string | Contract): Promise<Contract> {
  return typeof contract === 'string' ? await loadContract(contract, { ruleSchemas }) : contract;
}

/** Ids of the clauses that are asked for. @throws TargetError for one that the contract does not have. */
export function askedClauses(only: readonly string[], { id, clauses }: Contract): readonly string[] {
  const known = new Set(clauses.map((clause) => clause.id));
  return only.map((asked) => {
    const found = [asked, `${id}/${asked}`].find((each) => known.has(each));
    if (found === undefined) throw new TargetError(`${id} has no clause ${asked}; expected one of its clauses.`);
    return found;
  });
}

/** The curl lines are made anew, so that a shell expands the placeholders in them. */
function withoutSecrets(report: RunReport, secrets: readonly Secret[]): RunReport {
  const redactor = createRedactor(secrets);
  const { findings, ...rest } = redactReport(report, redactor);
  return { ...rest, findings: findings.map((each) => ({ ...each, curl: curlOf(each.request, redactor.names) })) };
}

const nobody = { hooks: {}, observesByContract: false, personas: {}, facts: {}, emailDomain: '', isKitMock: false };

/** Milliseconds since the epoch, never going back. The options end here: the default clock is the computer's. */
function clock(): number {
  return performance.timeOrigin + performance.now();
}

function tagOf(ms: number): string {
  return Math.floor(ms).toString(36).slice(-6);
}

async function toTarget(bare: Target, contract: Contract, options: ExamineOptions): Promise<Target> {
  const { personas = {}, facts = {}, hooks = {}, detect = true, emailDomain = DEFAULT_EMAIL_DOMAIN } = options;
  const given: JsonObject = JSON.parse(JSON.stringify(personas));
  const faults = [...personaFaults(contract, given, '/personas'), ...factFaults(contract, facts, '/facts')];
  if (!isReservedDomain(emailDomain))
    faults.push({ pointer: '/emailDomain', found: 'a domain that can receive mail', expected: RESERVED_DOMAINS });
  if (faults.length > 0) throw new TargetError(`The target cannot be examined. ${describeFaults(faults)}`);
  const stated = toPersonas(given, contract);
  const isBare = Object.keys(hooks).length === 0 && Object.keys(stated).length === 0;
  const mock = detect && isBare ? await detectKitMock(bare.baseUrl, bare.transport, contract) : undefined;
  if (mock) return { ...bare, ...mock, facts, emailDomain, isKitMock: true };
  return {
    ...bare,
    personas: stated,
    facts,
    emailDomain,
    hooks: hooksOf(hooks, contract),
    observesByContract: hooks.observe === 'contract',
  };
}

function hooksOf({ arrange, observe, release }: NonNullable<ExamineOptions['hooks']>, contract: Contract): Hooks {
  const asks = {
    ...(arrange && { arrange: functionHook(arrange) }),
    ...(observe && observe !== 'contract' && { observe: functionHook(observe) }),
    ...(release && { release: functionHook(release) }),
  };
  return toHooks(asks, contract);
}

/** The hooks, with the credentials that arrange hands out added to the secrets. */
function remembering(hooks: Hooks, contract: Contract, secrets: Secret[]): Hooks {
  const { arrange } = hooks;
  if (!arrange) return hooks;
  return {
    ...hooks,
    arrange: async (input) => {
      const answer = await arrange(input);
      const { personas = {}, facts = {} } = answer;
      secrets.push(...secretsOf({ contract, personas, facts, fromEnvironment: [] }));
      return answer;
    },
  };
}

function budgetOf(baseUrl: string, { budget }: ExamineOptions): Budget {
  const isNear = isLoopback(baseUrl);
  if (!isNear && budget?.creates === undefined)
    throw new TargetError(
      'The target is not on this machine, and users would be created there: expected budget.creates, which says how many.',
    );
  return { requests: 3_000, creates: 1_500, perSecond: isNear ? 0 : 10, timeMs: 0, ...budget };
}
