import type { Json, JsonObject } from '../../specs/json.ts';

/** The types of JSON; an integer is a number. */
export const JSON_TYPES = ['string', 'number', 'boolean', 'object', 'array', 'null'] as const;

/** One of the types of JSON. */
export type JsonType = (typeof JSON_TYPES)[number];

/** Words that say nothing about which values are valid. @source JSON Schema 2020-12, validation sections 8 and 9; OpenAPI 3.1.1 section 4.8.24 */
const ANNOTATIONS: ReadonlySet<string> = new Set(
  [
    '$schema $id $comment $defs $anchor $dynamicAnchor title description default examples example deprecated',
    'readOnly writeOnly contentMediaType contentEncoding contentSchema xml externalDocs discriminator',
  ].flatMap((row) => row.split(' ')),
);

/** Keywords that look at values of one type only. */
const TYPE_OF_KEYWORD: ReadonlyMap<string, JsonType> = new Map([
  ...words('string', 'minLength maxLength pattern'),
  ...words('number', 'minimum maximum exclusiveMinimum exclusiveMaximum multipleOf'),
  ...words('array', 'items prefixItems contains minItems maxItems uniqueItems unevaluatedItems'),
  ...words('object', 'properties required additionalProperties patternProperties propertyNames minProperties'),
  ...words('object', 'maxProperties dependentRequired dependentSchemas unevaluatedProperties'),
]);

/** Formats of numbers; all others are about texts. @source OpenAPI 3.0.4 section 4.4; ajv-formats 3.0.1 */
export const NUMBER_FORMATS: ReadonlySet<string> = new Set(['int32', 'int64', 'float', 'double']);

function words(type: JsonType, list: string): [string, JsonType][] {
  return list.split(' ').map((word) => [word, type]);
}

/** The keywords of a schema that decide which values are valid. */
export function constraintsOf(schema: JsonObject): string[] {
  return Object.keys(schema).filter((word) => !ANNOTATIONS.has(word));
}

/** The only type that a keyword is about; undefined of those that look at any value. */
export function typeOfKeyword(keyword: string, value: Json | undefined): JsonType | undefined {
  if (keyword === 'format') return typeof value === 'string' && NUMBER_FORMATS.has(value) ? 'number' : 'string';
  return TYPE_OF_KEYWORD.get(keyword);
}

/** The names in a `type`. */
export function typeNames(type: Json | undefined): string[] {
  return (Array.isArray(type) ? type : [type]).filter((name) => typeof name === 'string');
}

/** The type of a value. */
export function typeOfValue(value: Json): JsonType {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'array';
  const type = typeof value;
  if (type === 'string' || type === 'number' || type === 'boolean') return type;
  return 'object';
}

/** The same text for equal values, whatever the order of their members. */
export function canonical(value: Json): string {
  return JSON.stringify(value, (_, member: Json) =>
    typeof member === 'object' && member !== null && !Array.isArray(member)
      ? Object.fromEntries(Object.entries(member).sort(([a], [b]) => (a < b ? -1 : 1)))
      : member,
  );
}

/** A copy of an object without some members. */
export function without(schema: JsonObject, ...names: readonly string[]): JsonObject {
  return Object.fromEntries(Object.entries(schema).filter(([name]) => !names.includes(name)));
}

/** A schema that also asks for all of others. */
export function withAll(schema: JsonObject, ...others: readonly Json[]): JsonObject {
  const members = Array.isArray(schema['allOf']) ? schema['allOf'] : [];
  return { ...schema, allOf: [...members, ...others] };
}

/** The numeric value of a keyword; undefined when it is absent. */
export function numberAt(schema: JsonObject, keyword: string): number | undefined {
  const value = schema[keyword];
  return typeof value === 'number' ? value : undefined;
}

/** The texts in a list keyword, such as `required`. */
export function textsAt(schema: JsonObject, keyword: string): string[] {
  const value = schema[keyword];
  return Array.isArray(value) ? value.filter((name) => typeof name === 'string') : [];
}
