import { followSegments, isObject, type Json, type JsonObject, pointerSegments } from '../../specs/json.ts';
import { toSchema } from './expand.ts';
import { constraintsOf, withAll, without } from './keywords.ts';
import type { Schema, Source } from './source.ts';

/** A schema with its reference, if it has one, written out. What stands beside a reference is kept in an `allOf`. */
export function inlined(schema: Schema, source: Source): Schema {
  let current = schema;
  for (let jumps = 0; jumps < MOST_JUMPS && isObject(current) && typeof current['$ref'] === 'string'; jumps += 1) {
    const target = source.resolve(current['$ref']);
    const beside = without(current, '$ref');
    current = constraintsOf(beside).length === 0 ? target : withAll(beside, target);
  }
  return current;
}

const MOST_JUMPS = 100;

/** The schema at a JSON pointer in which references count as written out, as it stands there; undefined when there is none. */
export function schemaAt(source: Source, path: string): Schema | undefined {
  const found = pointerSegments(path).reduce<Json | undefined>(
    (value, segment) => followSegments(isObject(value) ? inlined(value, source) : value, [segment]),
    source.root,
  );
  return found === undefined ? undefined : toSchema(found);
}

/**
 * The root with the schema at some place changed; references on the way are written out, everything else is shared.
 * A place that is not there leaves the root as it is.
 */
export function changedAt(root: Schema, path: string, change: (schema: JsonObject) => Schema, source: Source): Schema {
  const edit = (value: Json | undefined, segments: readonly string[]): Json => {
    const here = isObject(value) ? inlined(value, source) : (value ?? true);
    const [segment, ...rest] = segments;
    if (segment === undefined) return isObject(here) ? change(here) : here;
    if (Array.isArray(here)) return here.with(Number(segment), edit(here[Number(segment)], rest));
    return isObject(here) ? { ...here, [segment]: edit(here[segment], rest) } : here;
  };
  return toSchema(edit(root, pointerSegments(path)));
}
