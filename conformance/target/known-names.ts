import { createAjv } from '../../specs/ajv.ts';
import { complaintsOf } from '../../specs/complaints.ts';
import type { Contract, CredentialSlot } from '../../specs/contract.ts';
import { asObject, isObject, type Json, type JsonObject, toPointer } from '../../specs/json.ts';
import { type Fault, kindOf } from './fault.ts';
import { secretFacts } from './secrets.ts';

const PLACES = { headers: 'header', query: 'query', body: 'body' } as const;

/** What the contract does not know of personas and their slots. Values are not looked at. */
export function personaFaults({ personas, credentials }: Contract, given: JsonObject, at: string): Fault[] {
  const known = personas.map(({ name }) => name);
  return Object.entries(given).flatMap(([name, values]) => {
    const pointer = at + toPointer([name]);
    const faults = slotFaults(credentials, asObject(values), pointer);
    if (known.includes(name)) return faults;
    const follows = name === 'anonymous' || name === 'stranger' ? `; ${name} follows from the slots` : '';
    return [{ pointer, found: `the persona ${JSON.stringify(name)}`, expected: oneOf(known) + follows }, ...faults];
  });
}

/**
 * What facts cannot be: unknown names, and values that the schema of the fact refuses. They are shown as they were written, where that is
 * not as they are: what comes from the environment is secret.
 */
export function factFaults(contract: Contract, given: JsonObject, at: string, written: JsonObject = given): Fault[] {
  const secret = secretFacts(contract);
  const ajv = createAjv({ verbose: true });
  return Object.entries(given).flatMap(([name, value]) => {
    const declared = Object.hasOwn(contract.facts, name) ? contract.facts[name] : undefined;
    const pointer = at + toPointer([name]);
    if (!declared)
      return [{ pointer, found: `the fact ${JSON.stringify(name)}`, expected: oneOf(Object.keys(contract.facts)) }];
    const validate = ajv.compile(declared.schema);
    if (validate(value)) return [];
    return complaintsOf(validate.errors, written[name] ?? null).map((complaint) => ({
      pointer: pointer + complaint.pointer,
      found: secret.includes(name) ? kindOf(partAt(value, complaint.pointer)) : complaint.found,
      expected: `${complaint.expected}. ${name}: ${declared.says.replace(/\.$/, '')}`,
    }));
  });
}

function slotFaults(slots: readonly CredentialSlot[], values: JsonObject, at: string): Fault[] {
  return Object.entries(PLACES).flatMap(([member, place]) => {
    const known = slots.filter((slot) => slot.in === place).map(({ name }) => name);
    const isKnown = (name: string): boolean =>
      known.some((slot) => slot === name || (place === 'header' && slot.toLowerCase() === name.toLowerCase()));
    return Object.keys(asObject(values[member]))
      .filter((name) => !isKnown(name))
      .map((name) => ({
        pointer: at + toPointer([member, name]),
        found: `the ${place} slot ${JSON.stringify(name)}`,
        expected: oneOf(known),
      }));
  });
}

function oneOf(names: readonly string[]): string {
  return names.length === 0 ? 'none, the contract has none' : `one of ${[...new Set(names)].join(', ')}`;
}

function partAt(value: Json, pointer: string): Json | undefined {
  const [, key] = pointer.split('/');
  if (key === undefined) return value;
  if (Array.isArray(value)) return value[Number(key)];
  return isObject(value) ? value[key] : undefined;
}
