import { asObject, isObject, type Json, type JsonObject } from '../../specs/json.ts';
import { constraintsOf, JSON_TYPES, textsAt, typeNames } from './keywords.ts';
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

function negate(schema: JsonObject, keyword: string, source: Source): Schema[] {
  const value = schema[keyword] ?? null;
  switch (keyword) {
    case '$ref':
    case '$dynamicRef':
      return [...negationsOf(source.resolve(String(value)), source)];
    case 'type':
      return negateType(typeNames(value));
    case 'required':
      return textsAt(schema, keyword).map((name) => ({ type: 'object', not: { required: [name] } }));
    case 'properties':
      return Object.entries(asObject(value)).map(([name, member]) => ({
        type: 'object',
        required: [name],
        properties: { [name]: { not: member } },
      }));
    case 'not':
      return [isObject(value) || typeof value === 'boolean' ? value : true];
    case 'anyOf':
      return [{ allOf: members(value).map((member) => ({ not: member })) }];
    case 'allOf':
      return members(value).map((member) => ({ not: member }));
    case 'items':
      if (schema['prefixItems'] === undefined) return [{ type: 'array', contains: { not: value } }];
      return [{ not: schema }];
    // What belongs to another keyword is negated with it.
    case 'then':
    case 'else':
    case 'minContains':
    case 'maxContains':
      return [];
    default:
      return [beyondBound(keyword, value) ?? (TERMINALS.has(keyword) ? terminal(keyword, value) : { not: schema })];
  }
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
