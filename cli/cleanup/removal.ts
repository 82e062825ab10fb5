import { decodeAnswer } from '../../conformance/judge/decoded-answer.ts';
import { toWire } from '../../conformance/run/send.ts';
import type { Exchange, WireRequest } from '../../conformance/target/exchange.ts';
import type { Draft } from '../../rules/draft.ts';
import { foldKey } from '../../rules/fold.ts';
import type { Lookup } from '../../specs/behaviour.ts';
import type { Collection, Contract, CredentialValues, Operation } from '../../specs/contract.ts';
import { atPointer, isObject, type Json } from '../../specs/json.ts';

/** How the users of a contract are removed. */
export interface Removal {
  readonly operation: Operation;
  /** The call that finds the id by the address; undefined when the address is enough. */
  readonly find: Operation | undefined;
  readonly collection: Collection;
}

/** Where the value of a lookup stands in a request: `{$request.path.email}`, `{$item#/Id}`. */
interface Place {
  readonly in: 'path' | 'query' | 'body';
  readonly name: string;
}

/** The contract's way to remove the users that its call creates; undefined when it has none. */
export function removalOf({ operations, collections }: Contract): Removal | undefined {
  const created = operations.find(({ isPrimary }) => isPrimary)?.effect?.create;
  const collection = created === undefined ? undefined : collections[created];
  const removing = operations.find(({ effect }) => effect?.remove !== undefined && effect.remove === created);
  if (!collection || !removing) return undefined;
  if (placeOf(removing, collection.email)) return { operation: removing, find: undefined, collection };
  const finding = operations.find(
    (operation) => operation.effect?.find === created && placeOf(operation, collection.email) !== undefined,
  );
  return finding && placeOf(removing, collection.id) ? { operation: removing, find: finding, collection } : undefined;
}

/** The request of an operation about the record whose member at a pointer has a value. */
export function requestAbout(
  operation: Operation,
  at: string,
  value: string,
  { contract, persona }: { readonly contract: Contract; readonly persona: readonly [string, CredentialValues] },
): WireRequest {
  const place = placeOf(operation, at);
  if (!place) throw new Error(`${operation.id} addresses no record by ${at}.`);
  const given = { [place.name]: value };
  const mediaType = Object.keys(operation.body?.content ?? {})[0];
  const draft: Draft = {
    persona: persona[0],
    path: place.in === 'path' ? given : {},
    query: place.in === 'query' ? given : {},
    headers: {},
    without: [],
    mediaType,
    body: mediaType === undefined ? undefined : place.in === 'body' ? given : {},
  };
  return toWire(draft, contract, operation, Object.fromEntries([persona]));
}

function placeOf({ effect }: Operation, at: string): Place | undefined {
  const lookup = effect?.by.find((each) => each.at === at);
  return lookup && parsePlace(lookup);
}

function parsePlace({ equals }: Lookup): Place | undefined {
  const [, parameters, parameter, member] =
    /^\{\$(?:request\.(path|query)\.([^}]+)|(?:item|request\.body)#\/([^}/]+))\}$/.exec(equals) ?? [];
  if (member !== undefined) return { in: 'body', name: member };
  if (parameter === undefined) return undefined;
  return { in: parameters === 'path' ? 'path' : 'query', name: parameter };
}

/** The id of the user with an address, as an answer shows it anywhere; undefined when it does not. */
export function idIn(exchange: Exchange, email: string, { find, collection }: Removal): string | undefined {
  if (exchange.kind === 'failure' || exchange.status >= 300 || !find) return undefined;
  const { body } = decodeAnswer(exchange, find);
  const record = objectsIn(body).find((each) => {
    const own = atPointer(each, collection.email);
    return typeof own === 'string' && foldKey(own, 'case') === foldKey(email, 'case');
  });
  const id = atPointer(record, collection.id);
  return typeof id === 'string' || typeof id === 'number' ? String(id) : undefined;
}

function objectsIn(value: Json | undefined): Json[] {
  if (Array.isArray(value)) return value.flatMap(objectsIn);
  return isObject(value) ? [value, ...Object.values(value).flatMap(objectsIn)] : [];
}
