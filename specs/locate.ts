import { followSegments, isObject, type Json, type JsonObject, pointerSegments } from './json.ts';
import { findTarget, localTarget } from './openapi-nodes.ts';
import type { Place, Positions, Spot } from './positions.ts';

/** A way from the root of a document to a node, references followed. */
interface Way {
  readonly place: Place;
  /** Every object and array on the way. */
  readonly passed: readonly object[];
}

/**
 * Finds places by JSON pointers into a document or into its dereferenced form: references on the way are followed.
 * Of a pointer that leads nowhere the nearest existing ancestor is the place.
 */
export function createLocator(root: JsonObject, positions: Positions, file: string): (pointer: string) => Way {
  return (pointer) => {
    const passed: object[] = [];
    let current: Json = root;
    let spot = positions.spotOf(root);
    for (const segment of pointerSegments(pointer)) {
      current = throughReference(current, segment, root, passed);
      if (current === null || typeof current !== 'object') break;
      passed.push(current);
      const next = followSegments(current, [segment]);
      if (next === undefined) break;
      spot = spotOfMember(current, segment, next, positions) ?? spot;
      current = next;
    }
    if (current !== null && typeof current === 'object') passed.push(current);
    return { place: spot?.() ?? { file, line: 1, column: 1 }, passed };
  };
}

function throughReference(value: Json, segment: string, root: JsonObject, passed: object[]): Json {
  if (!isObject(value) || Object.hasOwn(value, segment)) return value;
  const target = localTarget(value);
  if (target === undefined) return value;
  passed.push(value);
  return findTarget(root, target)?.value ?? value;
}

function spotOfMember(node: object, key: string, member: Json, positions: Positions): Spot | undefined {
  const spot = positions.spotOf(node, key);
  return spot ?? (member !== null && typeof member === 'object' ? positions.spotOf(member) : undefined);
}
