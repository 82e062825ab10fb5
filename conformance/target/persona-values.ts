import type { Contract, CredentialSlot, CredentialValues } from '../../specs/contract.ts';
import { asObject, type Json, type JsonObject, setMember } from '../../specs/json.ts';

/** JSON Schema of the credential values of one persona, as the target file, hooks and variables hold them. */
export const personaSchema: JsonObject = {
  type: 'object',
  properties: {
    headers: { type: 'object', additionalProperties: { type: 'string' } },
    query: { type: 'object', additionalProperties: { type: 'string' } },
    body: { type: 'object' },
  },
  additionalProperties: false,
};

/** Personas by name, their missing places filled up, body values in the types of their slots; the value fits `personaSchema`. */
export function toPersonas(value: Json | undefined, contract: Contract): Record<string, CredentialValues> {
  const personas = Object.entries(asObject(value));
  return Object.fromEntries(personas.map(([name, values]) => [name, toValues(values, contract)]));
}

/** The credential values of one persona; the value fits `personaSchema`. */
export function toValues(value: Json, { credentials }: Contract): CredentialValues {
  const { headers, query, body } = asObject(value);
  const members: JsonObject = {};
  for (const [name, member] of Object.entries(asObject(body))) {
    const slot = credentials.find((each) => each.in === 'body' && each.name === name);
    setMember(members, name, slot ? inTypeOf(slot, member) : member);
  }
  return { headers: textsOf(headers), query: textsOf(query), body: members };
}

function textsOf(value: Json | undefined): Record<string, string> {
  return Object.fromEntries(Object.entries(asObject(value)).map(([name, text]) => [name, String(text)]));
}

/** The value in the type of its slot where that says the same: files and variables often hold numbers as text. */
function inTypeOf({ schema }: CredentialSlot, value: Json): Json {
  const types = [schema['type']].flat();
  if (typeof value === 'string' && !types.includes('string')) {
    const isNumber = types.includes('number') || types.includes('integer');
    if (isNumber && /^-?\d+(\.\d+)?$/.test(value)) return Number(value);
    if (types.includes('boolean') && /^(true|false)$/.test(value)) return value === 'true';
  }
  const isText = types.length === 1 && types[0] === 'string';
  return isText && (typeof value === 'number' || typeof value === 'boolean') ? String(value) : value;
}
