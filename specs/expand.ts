import { isObject, type Json, type JsonObject, pointerSegments, setMember, toPointer } from './json.ts';
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
 * not as it is expanded: whatever is named is expanded once and shared. Circular references stay.
 */
export function expandReferences(root: JsonObject, preserved: readonly string[]): JsonObject {
  const expanded = new Map<string, Json>();
  const underWay = new Set<string>();
  const follow = (reference: JsonObject, segments: readonly string[]): Json => {
    const target = findTarget(root, localTarget(reference) ?? '');
    if (target === undefined || underWay.has(target.pointer)) return reference;
    const known = expanded.get(target.pointer);
    if (known !== undefined) return besides(reference, known);
    underWay.add(target.pointer);
    const value = expand(target.value, segments);
    underWay.delete(target.pointer);
    expanded.set(target.pointer, value);
    return besides(reference, value);
  };
  const expand = (value: Json, segments: readonly string[]): Json => {
    if (value === null || typeof value !== 'object' || kindAt(segments) === undefined) return value;
    if (Array.isArray(value)) return value.map((element, index) => expand(element, [...segments, String(index)]));
    if (localTarget(value) !== undefined) return follow(value, segments);
    const copy: JsonObject = {};
    for (const [name, member] of Object.entries(value)) setMember(copy, name, expand(member, [...segments, name]));
    return copy;
  };
  const besides = ({ $ref: _reference, ...siblings }: JsonObject, value: Json): Json =>
    isObject(value) && Object.keys(siblings).length > 0 ? merge(siblings, value, preserved) : value;
  return expand(root, []) as JsonObject;
}
