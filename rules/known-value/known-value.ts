import { atPointer, type Json, type JsonObject, toPointer } from '../../specs/json.ts';
import { fieldOf } from '../field.ts';
import { type Breach, NO_BREACH, type Rule, type Subject } from '../rule.ts';

/**
 * A value is in the list of a fact. `of` says which values: the `value` itself, the `items` of a list, the `keys` of a map, or the
 * `items-of-values` of a map of lists. `split` cuts a text first. With `in` and `name` a header or query parameter is judged. Absent values pass.
 */
export const knownValue: Rule = {
  kind: 'known-value',
  params: {
    type: 'object',
    properties: {
      at: { type: 'string' },
      in: { enum: ['header', 'query'] },
      name: { type: 'string' },
      fact: { type: 'string' },
      of: { enum: ['value', 'items', 'keys', 'items-of-values'] },
      split: { type: 'string', minLength: 1 },
    },
    required: ['fact'],
    oneOf: [{ required: ['at'] }, { required: ['in', 'name'] }],
    additionalProperties: false,
  },
  say: ({ at, name, fact }) => `${at === undefined ? String(name) : fieldOf(String(at))} is one of ${String(fact)}.`,
  compile: ({ params }) => {
    const fact = String(params['fact']);
    const valuesOf = VALUES[String(params['of'] ?? 'value')] ?? valueItself;
    return {
      reads: () => [{ kind: 'value', name: fact }],
      check: (subject) => {
        const known = subject.facts.value(fact);
        const { value, pointer, field } = locate(params, subject);
        if (value === undefined || !Array.isArray(known)) return NO_BREACH;
        return valuesOf(cut(value, params['split']))
          .filter(({ value: each }) => !known.includes(each))
          .map((each): Breach => ({ pointer: pointer + each.pointer, field, value: each.value, limit: known }));
      },
    };
  },
};

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

function locate(params: JsonObject, subject: Subject): { value: Json | undefined; pointer: string; field: string } {
  if (params['at'] !== undefined) {
    const at = String(params['at']);
    return { value: atPointer(subject.item, at), pointer: at, field: fieldOf(at) };
  }
  const name = String(params['name']);
  const value = params['in'] === 'header' ? subject.call.headers[name.toLowerCase()] : subject.call.query[name];
  return { value: value === '' ? undefined : value, pointer: '', field: name };
}
