import type { Engine } from '../rules/compile.ts';
import type { Change } from '../rules/effect.ts';
import { foldKey } from '../rules/fold.ts';
import type { Collection } from '../specs/contract.ts';
import { atPointer, isObject, type Json, type JsonObject } from '../specs/json.ts';
import type { Scope } from '../specs/scope.ts';
import { MockError } from './error.ts';
import { itemMembers } from './item-members.ts';
import { shorten } from './shorten.ts';

/** Records that are there from the start, by collection. */
export type Given = Readonly<Record<string, readonly Json[]>>;

type Sources = Pick<Scope, 'now' | 'fresh' | 'base'>;

/**
 * The insertion of every given record, completed as if it had been created.
 * @throws MockError (`DC_RECORD`) when the contract makes no record of one, when one has no e-mail address or that of another, or
 * members that nobody knows; `DC_COLLECTION` when there is no such collection.
 */
export function insertionsOf(given: Given, engine: Engine, sources: Sources): Change[] {
  return Object.entries(given).flatMap(([name, items]) =>
    recordsOf(name, items, engine, sources).map((record): Change => ({ kind: 'insert', collection: name, record })),
  );
}

function recordsOf(name: string, items: readonly Json[], engine: Engine, sources: Sources): JsonObject[] {
  const { contract, collections } = engine;
  const complete = collections.get(name);
  const collection = contract.collections[name];
  if (!complete || !collection) {
    const known = [...collections.keys()].join(', ') || 'none';
    throw new MockError('DC_COLLECTION', `${contract.id} has no collection "${name}". It has ${known}.`);
  }
  const sendable = itemMembers(contract, name);
  const places = new Map<string, string>();
  return items.map((item, index) => {
    const place = `given.${name}[${index}]`;
    const record = complete(item, sources);
    if (!record || !isObject(item))
      throw unfit(place, item, `expected an object of which ${contract.id} can make a record.`);
    checkMembers(place, item, [...new Set([...Object.keys(record), ...sendable])]);
    checkEmail(place, record, collection, places);
    return record;
  });
}

/** @throws MockError for a member that neither a stored record nor a request to create one has. */
function checkMembers(place: string, item: JsonObject, known: readonly string[]): void {
  for (const [name, value] of Object.entries(item))
    if (!known.includes(name)) throw unfit(memberOf(place, name), value, `expected only ${known.join(', ')}.`);
}

/** @throws MockError when there is no address, or one of `places`: those of the records before, by address. */
function checkEmail(place: string, record: JsonObject, { email: at }: Collection, places: Map<string, string>): void {
  const email = atPointer(record, at);
  const here = memberOf(place, at.slice(1).replaceAll('/', '.'));
  if (typeof email !== 'string' || email === '') throw unfit(here, email, 'expected the e-mail address of the record.');
  const key = foldKey(email, 'case');
  const other = places.get(key);
  if (other !== undefined) throw unfit(here, email, `expected another address than that of ${other}.`);
  places.set(key, place);
}

function memberOf(place: string, name: string): string {
  return `${place}.${shorten(name)}`;
}

function unfit(place: string, found: Json | undefined, expected: string): MockError {
  return new MockError('DC_RECORD', `${place} is ${shorten(JSON.stringify(found) ?? 'missing')}; ${expected}`);
}
