import type { Fold } from '../../specs/behaviour.ts';
import { compilePointer, type Json, type JsonObject, toPointer } from '../../specs/json.ts';
import type { Call } from '../call.ts';
import { fieldOf } from '../field.ts';
import { foldKey } from '../fold.ts';
import { createKeysOf } from '../member-set.ts';
import { type Breach, NO_BREACH, type Rule, type Subject } from '../rule.ts';
import { violateKnownValue } from './violate.ts';

/**
 * A value is in the list of a fact, or is the fact when that is no list. `of` says which values: the `value` itself, the `items` of a list,
 * the `keys` of a map, or the `items-of-values` of a map of lists. `split` cuts a text first. With `in` and `name` a header, query or path
 * parameter is judged. Absent values pass, and so does everything while the fact is unknown.
 */
export const knownValue: Rule = {
  kind: 'known-value',
  params: {
    type: 'object',
    properties: {
      at: { type: 'string' },
      in: { enum: ['header', 'query', 'path'] },
      name: { type: 'string' },
      fact: { type: 'string', format: 'fact' },
      of: { enum: ['value', 'items', 'keys', 'items-of-values'] },
      split: { type: 'string', minLength: 1 },
      fold: { enum: ['none', 'case'] },
    },
    required: ['fact'],
    oneOf: [{ required: ['at'] }, { required: ['in', 'name'] }],
    additionalProperties: false,
  },
  say: ({ at, name, fact }) => `${at === undefined ? String(name) : fieldOf(String(at))} is one of ${String(fact)}.`,
  compile: ({ params }) => {
    const fact = String(params['fact']);
    const valuesOf = VALUES[String(params['of'] ?? 'value')] ?? valueItself;
    const fold: Fold = params['fold'] === 'case' ? 'case' : 'none';
    const keysOf = createKeysOf(fold);
    const locate = compileLocate(params);
    return {
      reads: () => [{ kind: 'value', name: fact }],
      isOpen: (subject) => subject.facts.value(fact) === undefined && locate(subject).value !== undefined,
      check: (subject) => {
        const { value, pointer, field } = locate(subject);
        const known = listOf(subject.facts.value(fact));
        if (value === undefined || !known) return NO_BREACH;
        const keys = keysOf(known);
        return valuesOf(cut(value, params['split']))
          .filter(({ value: each }) => !keys.has(foldKey(each, fold)))
          .map((each): Breach => ({ pointer: pointer + each.pointer, field, value: each.value, limit: known }));
      },
    };
  },
  violate: violateKnownValue,
};

/** The values that a fact knows; undefined while it is unknown. */
function listOf(fact: Json | undefined): Json[] | undefined {
  if (fact === undefined || fact === null) return undefined;
  return Array.isArray(fact) ? fact : [fact];
}

interface Place {
  readonly value: Json;
  readonly pointer: string;
}

const VALUES: Readonly<Record<string, (value: Json) => Place[]>> = {
  value: valueItself,
  items: (value) => (Array.isArray(value) ? placed(value) : valueItself(value)),
  keys: (value) => entries(value).map(([key]) => ({ value: key, pointer: toPointer([key]) })),
  'items-of-values': (value) =>
    entries(value).flatMap(([key, member]) =>
      (Array.isArray(member) ? placed(member) : []).map((place) => ({
        ...place,
        pointer: toPointer([key]) + place.pointer,
      })),
    ),
};

function valueItself(value: Json): Place[] {
  return [{ value, pointer: '' }];
}

function placed(values: readonly Json[]): Place[] {
  return values.map((value, index) => ({ value, pointer: toPointer([index]) }));
}

function entries(value: Json): [string, Json][] {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? Object.entries(value) : [];
}

function cut(value: Json, separator: Json | undefined): Json {
  if (typeof separator !== 'string' || typeof value !== 'string') return value;
  return value.split(separator).map((part) => part.trim());
}

/** Reads the value that is judged, with its place for people. */
function compileLocate(
  params: JsonObject,
): (subject: Subject) => { value: Json | undefined; pointer: string; field: string } {
  if (params['at'] !== undefined) {
    const pointer = String(params['at']);
    const read = compilePointer(pointer);
    const field = fieldOf(pointer);
    return ({ item }) => ({ value: read(item), pointer, field });
  }
  const name = String(params['name']);
  const place = String(params['in']);
  return ({ call }) => {
    const value = parameterOf(call, place, name);
    return { value: value === '' ? undefined : value, pointer: '', field: name };
  };
}

function parameterOf({ headers, query, path }: Call, place: string, name: string): Json | undefined {
  if (place === 'header') return headers[name.toLowerCase()];
  return place === 'query' ? query[name] : path[name];
}
