import type { Contract, CredentialSlot, CredentialValues } from '../../specs/contract.ts';
import type { Json } from '../../specs/json.ts';
import type { Secret } from '../report/redactor.ts';
import type { Variable } from './environment.ts';

/** Where the secrets of a run come from. */
export interface SecretSources {
  readonly contract: Contract;
  readonly personas: Readonly<Record<string, CredentialValues>>;
  readonly facts: Readonly<Record<string, Json>>;
  readonly fromEnvironment: readonly Variable[];
}

/** A variable shorter than this may be part of anything. */
const MIN_PART = 4;

/**
 * Everything that no artefact may show: values of variables by their names, what secret slots hold by `<PERSONA>_<SLOT>`, and the
 * passwords that facts list. Of a slot that a variable fills in part, `Bearer ${env:TOKEN}`, the rest is secret without a name.
 */
export function secretsOf({ contract, personas, facts, fromEnvironment }: SecretSources): Secret[] {
  const slots = contract.credentials.filter(({ secret }) => secret);
  const parts = fromEnvironment.map(({ value }) => value).filter(({ length }) => length >= MIN_PART);
  const held = Object.entries(personas).flatMap(([persona, values]) =>
    slots.flatMap((slot) =>
      valuesIn(slot, values).flatMap((value) => secretIn(value, parts, placeholder(persona, slot.name))),
    ),
  );
  const passwords = secretFacts(contract).flatMap((name) => textsIn(facts[name]));
  return [...fromEnvironment, ...held, ...passwords];
}

function secretIn(value: string, parts: readonly string[], name: string): Secret[] {
  if (!parts.some((part) => value.includes(part))) return [{ value, name }];
  const literals = parts.reduce((texts, part) => texts.flatMap((text) => text.split(part)), [value]);
  return literals.map((text) => text.replace(/^\S+ +/, '')).filter((text) => text.trim().length >= MIN_PART);
}

function placeholder(persona: string, slot: string): string {
  return `${persona}_${slot}`
    .toUpperCase()
    .replace(/[^A-Z0-9]+/g, '_')
    .replace(/^(?=\d)/, '_');
}

/** Names of the facts that list passwords: those that rules about passwords read. */
export function secretFacts({ clauses }: Pick<Contract, 'clauses'>): string[] {
  const names = clauses.flatMap((clause) => {
    if (!('rule' in clause) || clause.rule !== 'strong-password' || !('params' in clause)) return [];
    const { weak, strong } = Object(clause.params);
    return [weak, strong].filter((name) => typeof name === 'string');
  });
  return [...new Set(names)];
}

function valuesIn({ in: place, name }: CredentialSlot, values: CredentialValues): string[] {
  if (place === 'body') return textsIn(values.body[name]);
  if (place === 'query') return textsIn(values.query[name]);
  const lower = name.toLowerCase();
  return Object.entries(values.headers)
    .filter(([header]) => header.toLowerCase() === lower)
    .map(([, value]) => value);
}

/** Texts and numbers anywhere in a value. */
function textsIn(value: Json | undefined): string[] {
  if (typeof value === 'string') return [value];
  if (typeof value === 'number') return [String(value)];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(textsIn) : [];
}
