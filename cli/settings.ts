import type { Contract } from '../specs/contract.ts';
import type { Json } from '../specs/json.ts';
import { UsageError } from './usage-error.ts';

/** One `NAME=VALUE` of the command line; `contract.NAME` is for one contract only. */
export interface Setting<Value> {
  readonly contract: string | undefined;
  readonly name: string;
  readonly value: Value;
}

/** Reads `--set FACT=VALUE`: the value is JSON, else a text. @throws UsageError without a name or an equals sign. */
export function parseFact(text: string): Setting<Json> {
  const { contract, name, value } = split(text, '--set', 'FACT=VALUE, such as freeSeats=3');
  return { contract, name, value: parseValue(value) };
}

/** Reads `--reading AMBIGUITY=CHOICE`. @throws UsageError without a name or an equals sign. */
export function parseReading(text: string): Setting<string> {
  return split(text, '--reading', 'AMBIGUITY=CHOICE, such as S-A1=all-or-nothing');
}

/** The settings that one contract takes: its own, and those without a contract that it knows. */
export function settingsFor<Value>(
  settings: readonly Setting<Value>[],
  contract: string,
  knows: (name: string) => boolean,
): Record<string, Value> {
  const own = settings.filter(
    (setting) => setting.contract === contract || (setting.contract === undefined && knows(setting.name)),
  );
  return Object.fromEntries(own.map(({ name, value }) => [name, value]));
}

function split(text: string, option: string, expected: string): Setting<string> {
  const equals = text.indexOf('=');
  const path = text.slice(0, Math.max(equals, 0));
  const dot = path.indexOf('.');
  const name = path.slice(dot + 1);
  if (equals <= 0 || name === '') throw new UsageError(`${option} ${text}: expected ${expected}.`);
  return { contract: dot === -1 ? undefined : path.slice(0, dot), name, value: text.slice(equals + 1) };
}

function parseValue(text: string): Json {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

/** @throws UsageError when a setting names a contract that is not served, or something that no served contract knows. */
export function rejectUnknown(
  option: string,
  settings: readonly Setting<unknown>[],
  contracts: readonly Contract[],
  namesOf: (contract: Contract) => readonly string[],
): void {
  for (const { contract, name } of settings) {
    const asked = contracts.filter(({ id }) => contract === undefined || id === contract);
    if (asked.length === 0)
      throw new UsageError(
        `${option} ${contract}.${name}: "${contract}" is not served. Served are ${contracts.map(({ id }) => id).join(', ')}.`,
      );
    const knowing = asked.filter((each) => namesOf(each).includes(name));
    if (knowing.length > 1) {
      const choices = knowing.map(({ id }) => `${id}.${name}`).join(' or ');
      throw new UsageError(`${option} ${name}: several contracts have it; say ${choices}.`);
    }
    const known = [...new Set(asked.flatMap(namesOf))].join(', ') || 'none: the contract has none';
    if (knowing.length === 0) throw new UsageError(`${option} ${name}: expected one of ${known}.`);
  }
}
