import { isObject, type Json, type JsonObject } from '../specs/json.ts';
import { findTarget, localTarget } from '../specs/openapi-nodes.ts';

/** Yields a schema in which every reference is replaced by the schema that it names. */
export type LinkSchema = (schema: JsonObject | undefined) => Json | undefined;

/**
 * Links the schemas of a document. A dereferenced document still has the references of schemas that contain themselves; here they
 * become what they name, so that such a schema leads into itself without end. The same schema always gives the same result.
 */
export function createSchemaLinker(document: JsonObject): LinkSchema {
  const copies = new WeakMap<object, Json>();
  const link = (value: Json): Json => {
    if (typeof value !== 'object' || value === null) return value;
    const target = localTarget(value);
    const source = (target === undefined ? undefined : findTarget(document, target)?.value) ?? value;
    if (typeof source !== 'object' || source === null) return source;
    const known = copies.get(source);
    if (known !== undefined) return known;
    const copy: Json[] | JsonObject = Array.isArray(source) ? [] : {};
    copies.set(source, copy);
    return Object.assign(copy, mapMembers(source, link));
  };
  return (schema) => (schema === undefined ? undefined : link(schema));
}

function mapMembers(source: Json[] | JsonObject, link: (value: Json) => Json): Json[] | JsonObject {
  if (!isObject(source)) return source.map(link);
  return Object.fromEntries(Object.entries(source).map(([name, member]) => [name, link(member)]));
}
