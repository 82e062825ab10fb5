import type { ErrorObject, ValidateFunction } from 'ajv';
import { createAjv } from '../specs/ajv.ts';
import type { Contract } from '../specs/contract.ts';
import { atPointer, type Json } from '../specs/json.ts';
import { shorten } from './shorten.ts';

/** What is wrong with a value for a fact, in words; undefined when nothing is. */
export type CheckFact = (name: string, value: Json) => string | undefined;

/** The check of a contract's facts. A schema is compiled when it is first needed. */
export function createFactCheck(contract: Contract): CheckFact {
  const compiled = new Map<string, ValidateFunction>();
  let ajv: ReturnType<typeof createAjv> | undefined;
  return (name, value) => {
    const declared = Object.hasOwn(contract.facts, name) ? contract.facts[name] : undefined;
    if (!declared)
      return `${contract.id} has no fact "${name}". It has ${Object.keys(contract.facts).join(', ') || 'none'}.`;
    ajv ??= createAjv();
    const validate = compiled.get(name) ?? ajv.compile(declared.schema);
    compiled.set(name, validate);
    if (validate(value)) return undefined;
    const faults = (validate.errors ?? []).map((error) => faultOf(name, value, error));
    return `${[...new Set(faults)].join(', and ')}. ${name}: ${declared.says}`;
  };
}

function faultOf(name: string, value: Json, { instancePath, keyword, params, message }: ErrorObject): string {
  const found = shorten(JSON.stringify(atPointer(value, instancePath)) ?? 'nothing');
  const expected = keyword === 'type' ? `be ${typesOf(params['type'])}` : message?.replace(/^must /, '');
  return `${name}${instancePath} is ${found}; expected it to ${expected ?? `fit ${keyword}`}`;
}

const TYPES: Readonly<Record<string, string>> = {
  array: 'a list',
  boolean: 'true or false',
  integer: 'an integer',
  null: 'null',
  number: 'a number',
  object: 'an object',
  string: 'a text',
};

function typesOf(type: unknown): string {
  const types = Array.isArray(type) ? type : [type];
  return types.map((each) => TYPES[String(each)] ?? String(each)).join(' or ');
}
