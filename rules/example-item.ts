import type { Operation } from '../specs/contract.ts';
import { asObject, atPointer, isObject, type Json, type JsonObject } from '../specs/json.ts';
import { put } from './put.ts';
import type { ViolateContext } from './violate.ts';

/** The objects of an operation's own examples; of a batch its elements. */
export function exampleItems({ body }: Operation): JsonObject[] {
  return Object.values(body?.content ?? {})
    .flatMap(({ examples }) => Object.values(examples))
    .flatMap((value) => (Array.isArray(value) ? value : [value]))
    .filter(isObject);
}

/** The first of them; undefined when there is none. */
export function exampleItem(operation: Operation): JsonObject | undefined {
  return exampleItems(operation)[0];
}

/** A record that can be given: the contract's own example of a new one, with a fresh address, without secrets, and with this value. */
export function storedRecord(collection: string, at: string, value: Json, context: ViolateContext): JsonObject {
  const { contract, email } = context;
  const creating = contract.operations.find(({ effect }) => effect?.create === collection);
  const secrets = contract.credentials.filter((slot) => slot.in === 'body' && slot.secret).map(({ name }) => [name]);
  const example: Json = (creating && exampleItem(creating)) ?? {};
  const bare = secrets.reduce<Json>((item, [name = '']) => put(item, `/${name}`, undefined), example);
  const others = uniqueIn(creating).filter((pointer) => pointer !== at);
  const single = others.reduce((item, pointer) => put(item, pointer, undefined), bare);
  const addressed = put(single, contract.collections[collection]?.email ?? at, email());
  return asObject(put(addressed, at, value));
}

/** An element like this one that can stand beside it: what must be unique is fresh where it is an address, else left out. */
export function twinOf(item: Json | undefined, address: string, { contract, operation }: ViolateContext): Json {
  const emails = Object.values(contract.collections).map(({ email }) => email);
  return uniqueIn(operation).reduce<Json>(
    (twin, at) => (atPointer(item, at) === undefined ? twin : put(twin, at, emails.includes(at) ? address : undefined)),
    item ?? {},
  );
}

function uniqueIn(operation: Operation | undefined): string[] {
  const unique = operation?.clauses.filter(({ rule, off }) => rule === 'unique' && !off) ?? [];
  return [...new Set(unique.map(({ params }) => String(params['at'])))];
}
