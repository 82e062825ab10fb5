import type { Contract, CredentialSlot, Operation, Persona } from '../specs/contract.ts';
import { isObject, type Json } from '../specs/json.ts';
import type { RequestView } from '../specs/scope.ts';
import type { Facts } from './facts.ts';

/** Who calls, as far as the credentials tell. */
export interface Identification {
  readonly persona: Persona | undefined;
  /** Slots whose value is missing or belongs to nobody; empty when the caller is known. */
  readonly faulty: readonly CredentialSlot[];
}

/** Finds out who sends a request; `now` is milliseconds since the epoch. */
export type Identify = (call: RequestView, facts: Pick<Facts, 'issued'>, now: number) => Identification;

/** The identification for one operation: the persona whose values are in all of the operation's slots. */
export function compileIdentify(contract: Contract, operation: Operation): Identify {
  const slots = slotsOf(contract, operation.id);
  const personas = contract.personas.map((persona) => ({
    persona,
    keys: slots.map((slot) => personaKey(persona, slot)),
  }));
  return (call, facts, now) => {
    const keys = slots.map((slot) => callKey(call, slot));
    const names = slots.map((slot, index) => issuedTo(slot, keys[index], facts, now));
    const fits = ({ persona, keys: own }: (typeof personas)[number], index: number): boolean =>
      keys[index] !== undefined && (own[index] === keys[index] || names[index] === persona.name);
    const found = personas.find((candidate) => slots.every((_, index) => fits(candidate, index)));
    if (found) return { persona: slots.length === 0 ? undefined : found.persona, faulty: [] };
    const faulty = slots.filter((_, index) => !personas.some((candidate) => fits(candidate, index)));
    return { persona: undefined, faulty: faulty.length > 0 ? faulty : slots.slice(0, 1) };
  };
}

/** The credential slots of an operation. */
export function slotsOf(contract: Contract, operation: string): CredentialSlot[] {
  return contract.credentials.filter((slot) => slot.operations === undefined || slot.operations.includes(operation));
}

function personaKey(persona: Persona, slot: CredentialSlot): string | undefined {
  if (slot.in === 'body') return keyOf(persona.body[slot.name]);
  if (slot.in === 'query') return keyOf(persona.query[slot.name]);
  const name = slot.name.toLowerCase();
  const entry = Object.entries(persona.headers).find(([header]) => header.toLowerCase() === name);
  return headerKey(entry?.[1]);
}

function callKey(call: RequestView, slot: CredentialSlot): string | undefined {
  if (slot.in === 'header') return headerKey(call.headers[slot.name.toLowerCase()]);
  if (slot.in === 'query') return keyOf(call.query[slot.name]);
  return isObject(call.body) ? keyOf(call.body[slot.name]) : undefined;
}

function issuedTo(
  slot: CredentialSlot,
  key: string | undefined,
  facts: Pick<Facts, 'issued'>,
  now: number,
): string | undefined {
  const issued = slot.in === 'header' && key !== undefined ? facts.issued(slot.name, key) : undefined;
  return issued && issued.until > now ? issued.persona : undefined;
}

function keyOf(value: Json | undefined): string | undefined {
  return typeof value === 'string' || typeof value === 'number' ? String(value) : undefined;
}

/** A credential as it is compared: the scheme is case-insensitive. @source RFC 9110 section 11.1. */
export function headerKey(value: Json | undefined): string | undefined {
  if (typeof value !== 'string') return undefined;
  const space = value.indexOf(' ');
  return space === -1 ? value : `${value.slice(0, space).toLowerCase()} ${value.slice(space + 1).trim()}`;
}
