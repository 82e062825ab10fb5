import { isObject, type Json } from '../specs/json.ts';

/** Turns a decoded body into another one. */
export type BodyChange = (body: Json) => Json;

/** Names and indexes that lead to a place. */
export type Path = readonly (string | number)[];

/** The places of all values of a kind inside a value, outermost first. */
function pathsOf(value: Json, isWanted: (value: Json) => boolean, path: Path = []): Path[] {
  const own = isWanted(value) ? [path] : [];
  if (typeof value !== 'object' || value === null) return own;
  const children: [string | number, Json][] = Array.isArray(value) ? [...value.entries()] : Object.entries(value);
  return [...own, ...children.flatMap(([key, child]) => pathsOf(child, isWanted, [...path, key]))];
}

/** Changes the value at one of the places where such a value stands; `undefined` drops it. */
function changeAt(
  at: number,
  isWanted: (value: Json) => boolean,
  change: (value: Json) => Json | undefined,
): BodyChange {
  return (body) => {
    const paths = pathsOf(body, isWanted);
    const path = paths[at % paths.length];
    return path === undefined ? body : (changedAt(body, path, change) ?? null);
  };
}

function changedAt(value: Json, [key, ...rest]: Path, change: (value: Json) => Json | undefined): Json | undefined {
  if (key === undefined) return change(value);
  if (Array.isArray(value)) {
    return value.flatMap((item, index) => {
      const next = index === key ? changedAt(item, rest, change) : item;
      return next === undefined ? [] : [next];
    });
  }
  if (!isObject(value)) return value;
  const entries = Object.entries(value).flatMap(([name, member]): [string, Json][] => {
    const next = name === key ? changedAt(member, rest, change) : member;
    return next === undefined ? [] : [[name, next]];
  });
  return Object.fromEntries(entries);
}

const anything = (): boolean => true;
const isText = (value: Json): boolean => typeof value === 'string';

/** Sets a member of one of the objects; `at` counts them, over and over. */
export function setMemberOf(at: number, name: string, value: Json): BodyChange {
  return changeAt(at, isObject, (object) =>
    isObject(object) ? Object.fromEntries([...Object.entries(object), [name, value]]) : object,
  );
}

/** Takes away one of the values. */
export function dropValue(at: number): BodyChange {
  return changeAt(at, anything, () => undefined);
}

/** Puts a value in the place of another. */
export function replaceValue(at: number, value: Json): BodyChange {
  return changeAt(at, anything, () => value);
}

/** Puts a character into one of the texts. */
export function insertText(at: number, index: number, character: string): BodyChange {
  return changeAt(at, isText, (text) => `${String(text).slice(0, index)}${character}${String(text).slice(index)}`);
}

/** Cuts one of the texts to a length. */
export function cutText(at: number, length: number): BodyChange {
  return changeAt(at, isText, (text) => String(text).slice(0, length));
}

/** Writes one of the texts several times. */
export function repeatText(at: number, times: number): BodyChange {
  return changeAt(at, isText, (text) => String(text).repeat(times));
}
