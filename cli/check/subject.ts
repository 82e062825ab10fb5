import { dirname, resolve } from 'node:path';
import { parseBaseUrl } from '../../conformance/target/base-url.ts';
import { DEFAULT_EMAIL_DOMAIN } from '../../conformance/target/email-domain.ts';
import type { Environment, Variable } from '../../conformance/target/environment.ts';
import { parsePersonaArgument } from '../../conformance/target/persona-argument.ts';
import {
  checkTargetFile,
  readTargetFile,
  type TargetDocument,
  type TargetFile,
} from '../../conformance/target/target-file.ts';
import { ruleSchemas } from '../../rules/index.ts';
import { builtInIds } from '../../specs/catalog.ts';
import type { Contract, CredentialValues } from '../../specs/contract.ts';
import type { JsonObject } from '../../specs/json.ts';
import { loadContract } from '../../specs/load-contract.ts';
import { UsageError } from '../usage-error.ts';
import type { TargetOptions } from './options.ts';

/** What flags and target file say about the implementation under test. */
export interface Subject {
  readonly contract: Contract;
  readonly file: TargetFile | undefined;
  /** Without a final slash; undefined when neither names it. */
  readonly baseUrl: string | undefined;
  readonly personas: Readonly<Record<string, CredentialValues>>;
  readonly facts: JsonObject;
  readonly emailDomain: string;
  /** Variables that were put in; their values are secret. */
  readonly fromEnvironment: readonly Variable[];
}

type SubjectOptions = Pick<TargetOptions, 'target' | 'config' | 'persona'>;

/**
 * What is to be checked; the contract is that of the target file when none is named. A flag counts more than the file.
 * @throws UsageError, ContractError, TargetFileError or TargetError for what cannot be used.
 */
export async function readSubject(
  name: string | undefined,
  options: SubjectOptions,
  env: Environment,
): Promise<Subject> {
  const document = options.config === undefined ? undefined : await readTargetFile(options.config);
  const contract = await loadContract(name ?? contractOf(document), { ruleSchemas });
  requireCall(contract);
  return subjectOf(contract, document, options, env);
}

function subjectOf(
  contract: Contract,
  document: TargetDocument | undefined,
  { target, persona }: SubjectOptions,
  env: Environment,
): Subject {
  const file = document && checkTargetFile(document, contract, env);
  const flags = persona.map((text) => parsePersonaArgument(text, contract, env));
  return {
    contract,
    file,
    baseUrl: target === undefined ? file?.baseUrl : parseBaseUrl(target),
    personas: { ...file?.personas, ...Object.fromEntries(flags.map(({ name, values }) => [name, values])) },
    facts: file?.facts ?? {},
    emailDomain: file?.emailDomain ?? DEFAULT_EMAIL_DOMAIN,
    fromEnvironment: [...(file?.fromEnvironment ?? []), ...flags.map(({ fromEnvironment }) => fromEnvironment)],
  };
}

/** A path in a target file starts at the file. */
function contractOf(document: TargetDocument | undefined): string {
  const named = document?.contract;
  if (document === undefined || named === undefined)
    throw new UsageError(
      `Which contract? Name ${builtInIds.join(', ')} or the path of an OpenAPI file${document ? `, or write contract: into ${document.file}` : ''}.`,
    );
  return /\.(ya?ml|json)$/i.test(named) ? resolve(dirname(document.file), named) : named;
}

/** Any OpenAPI document can be mocked; only one with clauses can be checked. */
function requireCall({ file, operations }: Contract): void {
  if (operations.some(({ isPrimary, clauses }) => isPrimary && clauses.length > 0)) return;
  throw new UsageError(
    `${file} promises nothing that could be checked: expected x-contract with an operation that has x-clauses. See docs/contract-language.md.`,
  );
}
