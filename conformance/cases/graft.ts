import { isObject, type Json, pointerSegments, setMember } from '../../specs/json.ts';

/** A copy of a value with another value at a JSON pointer; what is missing on the way is made. An index behind the end appends. */
export function setAt(value: Json | undefined, pointer: string, part: Json): Json {
  return replaceAt(value, pointerSegments(pointer), part) ?? null;
}

/** A copy of a value without what is at a JSON pointer. */
export function removeAt(value: Json, pointer: string): Json {
  return replaceAt(value, pointerSegments(pointer), undefined) ?? null;
}

function replaceAt(
  value: Json | undefined,
  [name, ...rest]: readonly string[],
  part: Json | undefined,
): Json | undefined {
  if (name === undefined) return part;
  if (Array.isArray(value)) {
    const index = Math.min(Number(name), value.length);
    const element = replaceAt(value[index], rest, part);
    return element === undefined
      ? value.filter((_, at) => at !== index)
      : [...value.slice(0, index), element, ...value.slice(index + 1)];
  }
  const copy = isObject(value) ? { ...value } : {};
  const member = replaceAt(Object.hasOwn(copy, name) ? copy[name] : undefined, rest, part);
  if (member === undefined) delete copy[name];
  else setMember(copy, name, member);
  return copy;
}
