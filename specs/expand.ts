import { isObject, type Json, type JsonObject, pointerSegments, setMember } from './json.ts';
import { findTarget, kindAt, localTarget } from './openapi-nodes.ts';

/**
 * How many values one meets who walks the document with its references followed, at most `limit`. What is referred to
 * from many places, which refer to each other in turn, makes a small document huge.
 */
export function expandedSize(root: JsonObject, limit: number): number {
  const sizes = new Map<object, number>();
  const sizeOf = (value: Json): number => {
    if (value === null || typeof value !== 'object') return 1;
    const known = sizes.get(value);
    if (known !== undefined) return known;
    // A circle is not walked again.
    sizes.set(value, 1);
    const target = localTarget(value);
    const named = target === undefined ? undefined : findTarget(root, target);
    let size = named === undefined ? 1 : sizeOf(named.value);
    for (const member of Object.values(value)) {
      size += sizeOf(member);
      if (size > limit) break;
    }
    sizes.set(value, Math.min(size, limit));
    return Math.min(size, limit);
  };
  return sizeOf(root);
}

/**
 * The document with its references replaced by what they name, in time that grows with the document as it is written,
 * not as it is expanded: whatever is named is expanded once and shared. Circular references stay, and what stands
 * beside a reference counts before what it names.
 */
export function expandReferences(root: JsonObject): JsonObject {
  return expandMembers(root, [], { root, expanded: new Map(), underWay: new Set() });
}

interface Expansion {
  readonly root: JsonObject;
  /** What was named by a reference, and what became of it. */
  readonly expanded: Map<Json, Json>;
  readonly underWay: Set<Json>;
}

function expand(value: Json, segments: readonly string[], expansion: Expansion): Json {
  // Examples, extensions and other data may hold a member named $ref that is no reference.
  if (value === null || typeof value !== 'object' || kindAt(segments) === undefined) return value;
  if (Array.isArray(value)) {
    return value.map((element, index) => expand(element, [...segments, String(index)], expansion));
  }
  return localTarget(value) === undefined
    ? expandMembers(value, segments, expansion)
    : follow(value, segments, expansion);
}

function expandMembers(value: JsonObject, segments: readonly string[], expansion: Expansion): JsonObject {
  const copy: JsonObject = {};
  expansion.underWay.add(value);
  for (const [name, member] of Object.entries(value)) {
    setMember(copy, name, expand(member, [...segments, name], expansion));
  }
  expansion.underWay.delete(value);
  return copy;
}

function follow(reference: JsonObject, segments: readonly string[], expansion: Expansion): Json {
  const { root, expanded, underWay } = expansion;
  const target = findTarget(root, localTarget(reference) ?? '');
  if (target === undefined || underWay.has(target.value)) return reference;
  const own = pointerSegments(target.pointer);
  const value =
    expanded.get(target.value) ?? expand(target.value, kindAt(own) === undefined ? segments : own, expansion);
  expanded.set(target.value, value);
  const { $ref: _reference, ...siblings } = reference;
  return isObject(value) && Object.keys(siblings).length > 0 ? { ...value, ...siblings } : value;
}
