import { isObject, type Json, type JsonObject } from '../json.ts';

/** Keywords that constrain values of one type only. @source JSON Schema Validation 2020-12 section 6. */
export const TYPE_OF_KEYWORD: ReadonlyMap<string, string> = new Map(
  Object.entries({
    string: 'minLength maxLength pattern',
    number: 'minimum maximum exclusiveMinimum exclusiveMaximum multipleOf',
    array: 'items prefixItems contains minItems maxItems uniqueItems minContains maxContains unevaluatedItems',
    object:
      'properties patternProperties additionalProperties propertyNames minProperties maxProperties required ' +
      'dependentRequired dependentSchemas unevaluatedProperties',
  }).flatMap(([type, keywords]) => keywords.split(' ').map((keyword) => [keyword, type] as const)),
);

/** The types that a schema names itself; undefined when it names none. Integers are numbers. */
export function typesOf(schema: JsonObject): readonly string[] | undefined {
  const { type, nullable } = schema;
  if (type === undefined) return undefined;
  const named = (Array.isArray(type) ? type : [type]).map((name) => (name === 'integer' ? 'number' : String(name)));
  return nullable === true ? [...named, 'null'] : named;
}

/** JSON Schema's name of a value's type; integers are numbers. */
export function typeOf(value: Json): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'array';
  return isObject(value) ? 'object' : typeof value;
}
