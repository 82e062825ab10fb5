import type { CredentialSlot, CredentialValues } from '../specs/contract.ts';
import { isObject, type Json } from '../specs/json.ts';
import { corrupted } from './corruption.ts';
import type { Draft } from './draft.ts';

/** Credential values of a caller with a name. */
export interface NamedCredentials extends CredentialValues {
  readonly name: string;
}

/**
 * The credentials with which a draft goes out, by place. `anonymous` and `stranger` have those of the first caller, but for the secret ones:
 * none, and such as belong to nobody. What the draft sets itself in the place of a slot counts more than these.
 */
export function presentCredentials(
  { persona, without, corrupt = {} }: Pick<Draft, 'persona' | 'without' | 'corrupt'>,
  slots: readonly CredentialSlot[],
  callers: readonly NamedCredentials[],
): CredentialValues {
  const caller = callers.find(({ name }) => name === persona) ?? callers[0];
  const found: Record<CredentialSlot['in'], Record<string, Json>> = { header: {}, query: {}, body: {} };
  for (const slot of slots) {
    const own = slot.secret && persona === 'anonymous' ? undefined : credentialOf(slot, caller);
    const value = slot.secret && persona === 'stranger' ? slot.stranger : own;
    if (value === undefined || without.includes(slot.name)) continue;
    const how = corrupt[slot.name];
    found[slot.in][slot.name] = how === undefined ? value : corrupted(value, how, slot);
  }
  return { headers: texts(found.header), query: texts(found.query), body: found.body };
}

function credentialOf({ in: place, name }: CredentialSlot, caller: CredentialValues | undefined): Json | undefined {
  if (place === 'body') return caller?.body[name];
  if (place === 'query') return caller?.query[name];
  const lower = name.toLowerCase();
  return Object.entries(caller?.headers ?? {}).find(([header]) => header.toLowerCase() === lower)?.[1];
}

function texts(values: Readonly<Record<string, Json>>): Record<string, string> {
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, String(value)]));
}

/** The draft without values of its own in the place of these slots, so that the caller's count. */
export function leaveToCaller(draft: Draft, slots: readonly CredentialSlot[]): Draft {
  const namesIn = (place: CredentialSlot['in']): Set<string> =>
    new Set(slots.filter((slot) => slot.in === place).map(({ name }) => name.toLowerCase()));
  return {
    ...draft,
    headers: omit(draft.headers, namesIn('header')),
    query: omit(draft.query, namesIn('query')),
    body: isObject(draft.body) ? omit(draft.body, namesIn('body')) : draft.body,
  };
}

function omit<Value>(values: Readonly<Record<string, Value>>, names: ReadonlySet<string>): Record<string, Value> {
  return Object.fromEntries(Object.entries(values).filter(([name]) => !names.has(name.toLowerCase())));
}
