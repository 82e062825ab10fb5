import { createAjv } from '../../specs/ajv.ts';
import { complaintsOf } from '../../specs/complaints.ts';
import type { Contract, CredentialSlot, CredentialValues } from '../../specs/contract.ts';
import { isObject, type Json, type JsonObject } from '../../specs/json.ts';
import { type Environment, readVariable, type Variable } from './environment.ts';
import { describeFaults, type Fault } from './fault.ts';
import { personaFaults } from './known-names.ts';
import { personaSchema, toValues } from './persona-values.ts';
import { TargetError } from './target-error.ts';

/** A persona that a flag supplies. */
export interface NamedPersona {
  readonly name: string;
  readonly values: CredentialValues;
  /** Its value is secret. */
  readonly fromEnvironment: Variable;
}

/**
 * Reads `--persona NAME=env:VAR`. The variable holds the value of the one secret header that the contract's call has, or a JSON object
 * `{"headers": {…}, "query": {…}, "body": {…}}`.
 * @throws TargetError that names what was found and what is expected, without the value.
 */
export function parsePersonaArgument(text: string, contract: Contract, env: Environment): NamedPersona {
  const [, name = '', variable = ''] = /^([^=]+)=env:(.+)$/.exec(text) ?? [];
  // What stands behind the equals sign may be a secret that was typed by mistake.
  if (name === '')
    throw new TargetError('--persona takes NAME=env:VAR: the name of a persona and of an environment variable.');
  const value = readVariable(variable, env);
  if (typeof value !== 'string')
    throw new TargetError(`--persona ${name}: found ${value.found}; expected ${value.expected}.`);
  const given = value.trimStart().startsWith('{')
    ? parse(value, name, variable)
    : inSecretHeader(value, name, contract);
  const faults = [...shapeFaults(given), ...personaFaults(contract, { [name]: given }, '')];
  if (faults.length > 0) throw new TargetError(`--persona ${name}: ${describeFaults(faults)}.`);
  return { name, values: toValues(given, contract), fromEnvironment: { name: variable, value } };
}

function parse(text: string, name: string, variable: string): JsonObject {
  let value: Json | undefined;
  try {
    value = JSON.parse(text);
  } catch {
    // Said below, without the text.
  }
  if (isObject(value)) return value;
  throw new TargetError(
    `--persona ${name}: the variable ${variable} begins like JSON and is none; expected one JSON object.`,
  );
}

function inSecretHeader(value: string, name: string, contract: Contract): JsonObject {
  const primary = contract.operations.find(({ isPrimary }) => isPrimary)?.id;
  const isOfCall = ({ operations }: CredentialSlot): boolean =>
    operations === undefined || primary === undefined || operations.includes(primary);
  const secrets = contract.credentials.filter((slot) => slot.secret && isOfCall(slot));
  const [only] = secrets;
  if (only?.in === 'header' && secrets.length === 1) return { headers: { [only.name]: value } };
  const slots = secrets.map((slot) => `${slot.in} ${slot.name}`).join(', ') || 'none';
  throw new TargetError(
    `--persona ${name}: the variable holds one value, and the secret slots of ${contract.id} are: ${slots}. ` +
      'Expected a JSON object such as {"headers": {"NAME": "VALUE"}, "query": {}, "body": {}} in the variable.',
  );
}

function shapeFaults(given: JsonObject): Fault[] {
  const validate = createAjv({ verbose: true }).compile(personaSchema);
  if (validate(given)) return [];
  return complaintsOf(validate.errors, given).map(({ pointer, expected, found, keyword }) => ({
    pointer,
    found: keyword === 'additionalProperties' ? found : 'another kind of value',
    expected,
  }));
}
