import type { Contract } from '../specs/contract.ts';
import { asArray, asObject, type Json } from '../specs/json.ts';

/** Names of the members that the operations which create records of a collection read of one. */
export function itemMembers({ operations }: Contract, collection: string): string[] {
  const creating = operations.filter(({ effect }) => effect?.create === collection);
  const schemas = creating.flatMap(({ body }) => Object.values(body?.content ?? {}).map(({ schema }) => schema));
  const names = new Set<string>();
  const seen = new Set<Json>();
  for (const schema of schemas) if (schema) addNames(schema, names, seen);
  return [...names];
}

/** An item is the body, or an element of it. */
function addNames(schema: Json, names: Set<string>, seen: Set<Json>): void {
  if (seen.has(schema)) return;
  seen.add(schema);
  const { properties, items, allOf, anyOf, oneOf } = asObject(schema);
  for (const name of Object.keys(asObject(properties))) names.add(name);
  for (const part of [items ?? null, ...asArray(allOf), ...asArray(anyOf), ...asArray(oneOf)])
    addNames(part, names, seen);
}
