import { asObject, isObject, type Json, type JsonObject } from '../../specs/json.ts';
import { shortestMember } from '../language/shortest.ts';
import { constraintsOf, JSON_TYPES, textsAt, typeNames } from './keywords.ts';
import { compiledPattern } from './patterns.ts';
import type { Schema, Source } from './source.ts';

/** Keywords whose negation is understood as it stands: `{ not: { pattern } }` and the like. */
const TERMINALS: ReadonlySet<string> = new Set(['enum', 'const', 'pattern', 'format', 'multipleOf']);

const known = new WeakMap<JsonObject, readonly Schema[]>();

/** True for a negation that is not taken apart any further. */
export function isTerminal(schema: JsonObject): boolean {
  const [keyword = '', ...others] = constraintsOf(schema);
  if (others.length > 0) return false;
  if (keyword === 'required') return textsAt(schema, 'required').length === 1;
  return keyword === 'type' ? schema['type'] === 'integer' : TERMINALS.has(keyword);
}

/**
 * Schemas one of which every value fits that the given schema refuses, and no other value: the negation, driven inwards
 * so that values can be built for it. What cannot be driven inwards stays as `{ not: … }`.
 */
export function negationsOf(schema: Schema, source: Source): readonly Schema[] {
  if (typeof schema === 'boolean') return [!schema];
  const found = known.get(schema) ?? constraintsOf(schema).flatMap((keyword) => negate(schema, keyword, source));
  known.set(schema, found);
  return found;
}

type Negate = (value: Json, schema: JsonObject, source: Source) => readonly Schema[];

/** How each keyword is negated; of those that are not here see `negate`. */
const NEGATIONS: Readonly<Record<string, Negate>> = {
  $ref: (value, _, source) => negationsOf(source.resolve(String(value)), source),
  $dynamicRef: (value, _, source) => negationsOf(source.resolve(String(value)), source),
  type: (value) => negateType(typeNames(value)),
  not: (value) => [isObject(value) || typeof value === 'boolean' ? value : true],
  anyOf: (value) => [{ allOf: negated(members(value)) }],
  allOf: (value) => negated(members(value)),
  oneOf: (value) => negateOneOf(members(value)),
  if: (value, schema) => [
    { allOf: [value, { not: schema['then'] ?? true }] },
    { allOf: [{ not: value }, { not: schema['else'] ?? true }] },
  ],
  required: (_, schema) => textsAt(schema, 'required').map((name) => ({ type: 'object', not: { required: [name] } })),
  properties: (value) => Object.entries(asObject(value)).map(([name, member]) => unfitMember(name, member)),
  patternProperties: (value) =>
    Object.entries(asObject(value)).flatMap(([pattern, member]) => {
      const { compiled } = compiledPattern(pattern);
      const name = shortestMember(compiled.kind === 'exact' ? compiled.language : compiled.superset);
      return name === undefined ? [] : [unfitMember(name, member)];
    }),
  additionalProperties: (value, schema) => {
    const name = ['member', 'm', 'x0', 'Z', '_'].find((candidate) => isUnknown(schema, candidate));
    return name === undefined ? [{ not: schema }] : [unfitMember(name, value)];
  },
  dependentRequired: (value) =>
    Object.entries(asObject(value)).flatMap(([name, others]) =>
      members(others).map((other) => ({ type: 'object', required: [name], not: { required: [other] } })),
    ),
  dependentSchemas: (value) =>
    Object.entries(asObject(value)).map(([name, other]) => ({
      allOf: [{ type: 'object', required: [name] }, { not: other }],
    })),
  prefixItems: (value) =>
    members(value).map((item, index) => ({
      type: 'array',
      minItems: index + 1,
      prefixItems: [...Array.from({ length: index }, () => true), { not: item }],
    })),
  items: (value, schema) =>
    schema['prefixItems'] === undefined ? [{ type: 'array', contains: { not: value } }] : [{ not: schema }],
  contains: (value, schema) =>
    schema['minContains'] === undefined && schema['maxContains'] === undefined
      ? [{ type: 'array', items: { not: value } }]
      : [{ not: schema }],
  // What belongs to another keyword is negated with it.
  // biome-ignore lint/suspicious/noThenProperty: the keyword of JSON Schema
  then: () => [],
  else: () => [],
  minContains: () => [],
  maxContains: () => [],
};

function negate(schema: JsonObject, keyword: string, source: Source): readonly Schema[] {
  const value = schema[keyword] ?? null;
  const known = Object.hasOwn(NEGATIONS, keyword) ? NEGATIONS[keyword] : undefined;
  if (known !== undefined) return known(value, schema, source);
  return [beyondBound(keyword, value) ?? (TERMINALS.has(keyword) ? terminal(keyword, value) : { not: schema })];
}

function negated(schemas: readonly Json[]): JsonObject[] {
  return schemas.map((schema) => ({ not: schema }));
}

/** None of the branches holds, or two of them. */
function negateOneOf(branches: readonly Json[]): JsonObject[] {
  const pairs = branches.flatMap((first, index) =>
    branches.slice(index + 1).map((second) => ({ allOf: [first, second] })),
  );
  return [{ allOf: negated(branches) }, ...pairs];
}

function unfitMember(name: string, schema: Json): JsonObject {
  return { type: 'object', required: [name], properties: { [name]: { not: schema } } };
}

/** True for a name that neither `properties` nor `patternProperties` know. */
function isUnknown(schema: JsonObject, name: string): boolean {
  const patterns = Object.keys(asObject(schema['patternProperties']));
  return (
    !Object.hasOwn(asObject(schema['properties']), name) &&
    !patterns.some((pattern) => new RegExp(pattern, 'u').test(name))
  );
}

/** A value of another type satisfies a keyword that is about one type: only those of that type negate it. */
function terminal(keyword: string, value: Json): JsonObject {
  const negation = { not: { [keyword]: value } };
  if (keyword === 'pattern' || keyword === 'format') return { type: 'string', ...negation };
  return keyword === 'multipleOf' ? { type: 'number', ...negation } : negation;
}

function negateType(names: readonly string[]): Schema[] {
  const others = JSON_TYPES.filter(
    (type) => !names.includes(type) && !(type === 'number' && names.includes('integer')),
  );
  const fractions: Schema[] = names.includes('integer') && !names.includes('number') ? [FRACTION] : [];
  return [...(others.length > 0 ? [{ type: [...others] }] : []), ...fractions];
}

const FRACTION: JsonObject = { type: 'number', not: { type: 'integer' } };

/** The values beyond a bound; undefined for a keyword that is none. */
function beyondBound(keyword: string, value: Json): JsonObject | undefined {
  if (typeof value !== 'number') return undefined;
  switch (keyword) {
    case 'minimum':
      return { type: 'number', exclusiveMaximum: value };
    case 'maximum':
      return { type: 'number', exclusiveMinimum: value };
    case 'exclusiveMinimum':
      return { type: 'number', maximum: value };
    case 'exclusiveMaximum':
      return { type: 'number', minimum: value };
    case 'minLength':
      return value === 0 ? NEVER : { type: 'string', maxLength: value - 1 };
    case 'maxLength':
      return { type: 'string', minLength: value + 1 };
    case 'minItems':
      return value === 0 ? NEVER : { type: 'array', maxItems: value - 1 };
    case 'maxItems':
      return { type: 'array', minItems: value + 1 };
    case 'minProperties':
      return value === 0 ? NEVER : { type: 'object', maxProperties: value - 1 };
    case 'maxProperties':
      return { type: 'object', minProperties: value + 1 };
    default:
      return undefined;
  }
}

const NEVER: JsonObject = { enum: [] };

function members(value: Json): Json[] {
  return Array.isArray(value) ? value : [];
}
