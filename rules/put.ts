import { isObject, type Json, pointerSegments, setMember } from '../specs/json.ts';

/** The value with another one at a JSON pointer, or without one when that is undefined. What is missing on the way becomes objects. */
export function put(value: Json | undefined, pointer: string, member: Json | undefined): Json {
  return putAt(value, pointerSegments(pointer), member) ?? null;
}

function putAt(value: Json | undefined, [segment, ...rest]: string[], member: Json | undefined): Json | undefined {
  if (segment === undefined) return member;
  if (Array.isArray(value)) {
    const changed = putAt(value[Number(segment)], rest, member);
    return changed === undefined ? value.toSpliced(Number(segment), 1) : value.with(Number(segment), changed);
  }
  const result = isObject(value) ? { ...value } : {};
  const changed = putAt(Object.hasOwn(result, segment) ? result[segment] : undefined, rest, member);
  if (changed === undefined) delete result[segment];
  else setMember(result, segment, changed);
  return result;
}
