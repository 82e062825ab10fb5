import { slotsOf } from '../../rules/credentials.ts';
import { foldKey } from '../../rules/fold.ts';
import { presentCredentials } from '../../rules/present.ts';
import type { Collection, Contract, CredentialValues, Operation } from '../../specs/contract.ts';
import { isObject, type Json, type JsonObject } from '../../specs/json.ts';
import { decodeAnswer, isSuccessStatus } from '../judge/decoded-answer.ts';
import type { Exchange, WireRequest } from '../target/exchange.ts';
import type { Observed } from '../target/target.ts';

/** A read operation by which a user is found by its address. */
interface Reader {
  readonly operation: Operation;
  /** Where the address goes; undefined for a list of all. */
  readonly parameter: { readonly in: 'path' | 'query'; readonly name: string } | undefined;
}

/** What a read needs besides the operation. */
interface ReadSetup {
  readonly contract: Contract;
  readonly personas: Readonly<Record<string, CredentialValues>>;
  readonly send: (request: WireRequest) => Promise<Exchange>;
}

/** The way to look up users by the contract's own reads; undefined when it has none that finds a user by the address. */
export function createContractObserve(
  collection: Collection,
  setup: ReadSetup,
): ((email: string) => Promise<Observed>) | undefined {
  const reader = readerOf(collection, setup.contract);
  if (!reader) return undefined;
  return async (email) => {
    const exchange = await setup.send(requestFor(reader, email, setup));
    if (exchange.kind === 'failure') return {};
    const { status, body } = decodeAnswer(exchange, reader.operation);
    // A read that is refused for another reason than that there is no such user tells nothing.
    if (status === 401 || status === 403 || status >= 500) return {};
    return { users: isSuccessStatus(status) && body !== undefined ? recordsIn(body, foldKey(email, 'case')) : [] };
  };
}

function readerOf({ name, email }: Collection, { operations }: Contract): Reader | undefined {
  for (const operation of operations) {
    if (operation.method !== 'get' || operation.effect?.find !== name) continue;
    const lookup = operation.effect.by.find(({ at }) => at === email);
    const match = /^\{\$request\.(path|query)\.([^}#]+)\}$/.exec(lookup?.equals ?? '');
    if (match?.[1] === 'path' || match?.[1] === 'query')
      return { operation, parameter: { in: match[1], name: match[2] ?? '' } };
  }
  const list = operations.find(
    ({ method, effect, path }) => method === 'get' && effect?.list === name && !path.includes('{'),
  );
  return list && { operation: list, parameter: undefined };
}

function requestFor({ operation, parameter }: Reader, email: string, { contract, personas }: ReadSetup): WireRequest {
  const callers = Object.entries(personas).map(([name, values]) => ({ name, ...values }));
  const draft = { persona: callers[0]?.name ?? 'anonymous', without: [] };
  const { headers, query } = presentCredentials(draft, slotsOf(contract, operation.id), callers);
  const parameters = new URLSearchParams(query);
  for (const { in: place, name, required, schema } of operation.parameters)
    if (required && place === 'query' && !parameters.has(name)) parameters.set(name, String(schema['example'] ?? ''));
  if (parameter?.in === 'query') parameters.set(parameter.name, email);
  const path = operation.path.replace(/\{([^}]+)\}/g, (_, name: string) =>
    name === parameter?.name ? encodeURIComponent(email) : name,
  );
  const text = parameters.toString();
  const needed = operation.parameters.filter(({ in: place, required }) => place === 'header' && required);
  const own = needed.map(({ name, schema }): [string, string] => [
    name,
    String(schema['example'] ?? (Array.isArray(schema['examples']) ? schema['examples'][0] : '1')),
  ]);
  return {
    method: 'GET',
    path: text === '' ? path : `${path}?${text}`,
    headers: [...own, ...Object.entries(headers)],
    body: undefined,
  };
}

/** The innermost objects that hold the address. */
function recordsIn(value: Json, key: string): JsonObject[] {
  if (Array.isArray(value)) return value.flatMap((element) => recordsIn(element, key));
  if (!isObject(value)) return [];
  const inside = Object.values(value).flatMap((member) => recordsIn(member, key));
  if (inside.length > 0) return inside;
  const holds = Object.values(value).some((member) => typeof member === 'string' && foldKey(member, 'case') === key);
  return holds ? [value] : [];
}
