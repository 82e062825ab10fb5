import { readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import type { ValidateFunction } from 'ajv/dist/2020.js';
import { createAjv } from '../../specs/ajv.ts';
import { describedComplaints } from '../../specs/complaints.ts';
import type { Contract, CredentialValues } from '../../specs/contract.ts';
import { readDocument } from '../../specs/document.ts';
import { asObject, atPointer, isObject, type Json, type JsonObject } from '../../specs/json.ts';
import { lazily } from '../../specs/lazily.ts';
import { createLocator } from '../../specs/locate.ts';
import { Positions } from '../../specs/positions.ts';
import { faultOfBaseUrl, parseBaseUrl } from './base-url.ts';
import { DEFAULT_EMAIL_DOMAIN, isReservedDomain, RESERVED_DOMAINS } from './email-domain.ts';
import { type Environment, replaceEnvironment, type Variable } from './environment.ts';
import { type Fault, kindOf } from './fault.ts';
import { factFaults, personaFaults } from './known-names.ts';
import { toPersonas } from './persona-values.ts';
import type { Budget } from './target.ts';
import { TargetFileError } from './target-file-error.ts';

/** A hook as the target file names it. */
export type HookSource = { readonly url: string } | { readonly command: readonly string[] };

/** What a target file says, checked against a contract. */
export interface TargetFile {
  readonly file: string;
  /** Without a final slash; undefined when --target must name it. */
  readonly baseUrl: string | undefined;
  readonly personas: Readonly<Record<string, CredentialValues>>;
  readonly facts: JsonObject;
  readonly arrange: HookSource | undefined;
  /** `contract`: through the contract's own read operations. */
  readonly observe: HookSource | 'contract' | undefined;
  readonly release: HookSource | undefined;
  /** Limits that the file sets; 0 is without limit. */
  readonly budget: Partial<Pick<Budget, 'requests' | 'creates' | 'perSecond'>>;
  readonly emailDomain: string;
  /** Variables that were put in; their values are secret. */
  readonly fromEnvironment: readonly Variable[];
}

/** A target file that was read but not checked yet. */
export interface TargetDocument {
  readonly file: string;
  readonly root: JsonObject;
  /** The contract that the file names, if it does. */
  readonly contract: string | undefined;
  readonly positions: Positions;
}

/**
 * What the target file says about a target of the contract.
 * @throws TargetFileError with file, line, what was found and what is expected for everything that is wrong.
 */
export async function loadTargetFile(file: string, contract: Contract, env: Environment): Promise<TargetFile> {
  return checkTargetFile(await readTargetFile(file), contract, env);
}

/** The file as it is, so that its contract can be loaded first. @throws TargetFileError when it is no YAML or JSON object. */
export async function readTargetFile(file: string): Promise<TargetDocument> {
  const positions = new Positions();
  const { value: root, problems } = await readDocument(file, positions);
  const isRootWrong = (code: string): boolean => code === 'not-an-object' || code === 'file-empty';
  if (root === undefined) {
    throw new TargetFileError(
      file,
      problems.map((problem) => ({
        ...problem,
        expected: isRootWrong(problem.code) ? 'an object with members such as baseUrl and personas' : problem.expected,
      })),
    );
  }
  const { contract } = root;
  return { file, root, contract: typeof contract === 'string' ? contract : undefined, positions };
}

/** What a file that was read says about a target of the contract. @throws TargetFileError for everything that is wrong. */
export function checkTargetFile(document: TargetDocument, contract: Contract, env: Environment): TargetFile {
  const { file, root, positions } = document;
  const placeOf = createLocator(root, positions, file);
  const refuse = (faults: readonly Fault[]): void => {
    if (faults.length === 0) return;
    throw new TargetFileError(
      file,
      faults.map((fault) => ({ ...placeOf(fault.pointer).place, found: fault.found, expected: fault.expected })),
    );
  };
  const { value, variables, faults } = replaceEnvironment(root, env);
  refuse(faults);
  refuse(shapeFaults(value, root));
  const whole = asObject(value);
  refuse(meaningFaults(whole, document, contract));
  return { ...toTargetFile(whole, contract), file, fromEnvironment: variables };
}

/** What the schema has against the file. Values are shown as the file has them, variables by name; what may be secret by its kind. */
function shapeFaults(value: Json, root: JsonObject): Fault[] {
  const validate = validator();
  if (validate(value)) return [];
  const faults = describedComplaints(validate.errors, root).map(({ pointer, found, expected, keyword }) => {
    if (HOOK.test(pointer)) return { pointer, found: kindOf(atPointer(root, pointer)), expected: EITHER };
    const isSecret = /^\/personas\/./.test(pointer) && !/required|additional/i.test(keyword);
    return { pointer, found: isSecret ? kindOf(atPointer(root, pointer)) : found, expected };
  });
  return faults.filter(({ pointer }, index) => faults.findIndex((other) => other.pointer === pointer) === index);
}

const HOOK = /^\/(arrange|observe|release)$/;
const EITHER = 'an object with either url or command, or for observe the word contract';

const validator: () => ValidateFunction = lazily(() => {
  const schema = JSON.parse(readFileSync(new URL('./target.schema.json', import.meta.url), 'utf8'));
  return createAjv({ verbose: true }).compile(schema);
});

function meaningFaults(whole: JsonObject, document: TargetDocument, contract: Contract): Fault[] {
  const { baseUrl, personas, facts, emails } = whole;
  const domain = asObject(emails)['domain'];
  const urlFault = typeof baseUrl === 'string' ? faultOfBaseUrl(baseUrl) : undefined;
  return [
    ...contractFaults(document, contract),
    ...(urlFault === undefined
      ? []
      : [{ pointer: '/baseUrl', found: urlFault, expected: 'one such as http://127.0.0.1:8080/api' }]),
    ...personaFaults(contract, asObject(personas), '/personas'),
    ...factFaults(contract, asObject(facts), '/facts', asObject(document.root['facts'])),
    ...['arrange', 'observe', 'release'].flatMap((name) => hookFaults(whole[name], `/${name}/url`)),
    ...(domain === undefined || isReservedDomain(String(domain))
      ? []
      : [{ pointer: '/emails/domain', found: 'a domain that can receive mail', expected: RESERVED_DOMAINS }]),
  ];
}

/** A file for one contract must not be used with another. */
function contractFaults({ file, contract: named }: TargetDocument, { id, file: path }: Contract): Fault[] {
  if (named === undefined || named === id || resolve(dirname(file), named) === resolve(path)) return [];
  return [{ pointer: '/contract', found: JSON.stringify(named), expected: `${id}, the contract of this run` }];
}

function hookFaults(hook: Json | undefined, pointer: string): Fault[] {
  const { url } = asObject(hook);
  // A path is looked for where the target is.
  if (url === undefined || String(url).startsWith('/')) return [];
  const fault = faultOfBaseUrl(String(url).replace(/\?[^#]*$/, ''));
  return fault === undefined
    ? []
    : [{ pointer, found: fault, expected: 'one such as http://127.0.0.1:8080/hook, or a path such as /hook' }];
}

function toTargetFile(whole: JsonObject, contract: Contract): Omit<TargetFile, 'file' | 'fromEnvironment'> {
  const { baseUrl, personas, facts, arrange, observe, release, budget, emails } = whole;
  return {
    baseUrl: typeof baseUrl === 'string' ? parseBaseUrl(baseUrl) : undefined,
    personas: toPersonas(personas, contract),
    facts: asObject(facts),
    arrange: toHookSource(arrange),
    observe: observe === 'contract' ? observe : toHookSource(observe),
    release: toHookSource(release),
    budget: toBudget(asObject(budget)),
    emailDomain: String(asObject(emails)['domain'] ?? DEFAULT_EMAIL_DOMAIN).toLowerCase(),
  };
}

function toHookSource(hook: Json | undefined): HookSource | undefined {
  if (!isObject(hook)) return undefined;
  const { url, command } = hook;
  return Array.isArray(command) ? { command: command.map(String) } : { url: String(url) };
}

function toBudget({ requests, creates, perSecond }: JsonObject): TargetFile['budget'] {
  return {
    ...(requests !== undefined && { requests: Number(requests) }),
    ...(creates !== undefined && { creates: Number(creates) }),
    ...(perSecond !== undefined && { perSecond: Number(perSecond) }),
  };
}
