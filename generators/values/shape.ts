import { isObject, type Json, type JsonObject } from '../../specs/json.ts';
import type { Context } from './context.ts';
import { expand, type Facts } from './expand.ts';
import {
  canonical,
  constraintsOf,
  JSON_TYPES,
  type JsonType,
  textsAt,
  typeNames,
  typeOfKeyword,
  typeOfValue,
} from './keywords.ts';
import type { Schema } from './source.ts';

/** One way in which values can fit a conjunction of schemas. */
export interface Shape extends Facts {
  /** Types that a value may have; those that the keywords are about, when no `type` says it. */
  readonly types: readonly JsonType[];
  /** Numbers are integers. */
  readonly isInteger: boolean;
  /** The only possible values, already judged; undefined when they are not listed. */
  readonly values: readonly Json[] | undefined;
  readonly required: ReadonlySet<string>;
  readonly forbidden: ReadonlySet<string>;
}

/** The ways in which values can fit all of the schemas; none when they contradict each other plainly. */
export function shapesOf(schemas: readonly Schema[], context: Context): readonly Shape[] {
  return expand(schemas, context.source)
    .map((facts) => shapeOf(facts, context))
    .filter(({ types, values, required, forbidden }) => {
      if (types.length === 0 || values?.length === 0) return false;
      return !(types.length === 1 && types[0] === 'object' && [...required].some((name) => forbidden.has(name)));
    });
}

function shapeOf(facts: Facts, context: Context): Shape {
  const { own, nots } = facts;
  const allowed = own.reduce<readonly JsonType[]>((types, schema) => narrow(types, schema), JSON_TYPES);
  const isInteger = own.some(({ type }) => type !== undefined && isIntegerOnly(typeNames(type)));
  return {
    ...facts,
    types: own.some(({ type }) => type !== undefined) ? allowed : impliedTypes(own, allowed),
    isInteger,
    values: listedValues(facts, context),
    required: new Set(own.flatMap((schema) => textsAt(schema, 'required'))),
    forbidden: new Set(nots.flatMap((not) => textsAt(not, 'required'))),
  };
}

function narrow(types: readonly JsonType[], { type }: JsonObject): readonly JsonType[] {
  if (type === undefined) return types;
  const names = typeNames(type);
  return types.filter((name) => names.includes(name) || (name === 'number' && names.includes('integer')));
}

function isIntegerOnly(names: readonly string[]): boolean {
  return names.includes('integer') && !names.includes('number');
}

/** Whoever writes `properties` thinks of an object, whether `type` says it or not. */
function impliedTypes(own: readonly JsonObject[], allowed: readonly JsonType[]): readonly JsonType[] {
  const implied = new Set(
    own.flatMap((schema) => Object.keys(schema).map((keyword) => typeOfKeyword(keyword, schema[keyword]))),
  );
  const types = allowed.filter((type) => implied.has(type));
  return types.length > 0 ? types : allowed;
}

/** The values of `enum` and `const` that fit everything else. */
function listedValues(facts: Facts, context: Context): readonly Json[] | undefined {
  const lists = facts.own.flatMap((schema) => [
    ...(schema['const'] === undefined ? [] : [[schema['const']]]),
    ...(Array.isArray(schema['enum']) ? [schema['enum']] : []),
  ]);
  const [first, ...rest] = lists;
  if (first === undefined) return undefined;
  const keys = rest.map((list) => new Set(list.map(canonical)));
  const common = rest.length === 0 ? first : first.filter((value) => keys.every((set) => set.has(canonical(value))));
  return common.filter(judgeOf(facts, context));
}

/** Keywords that are looked at without the judge; what an `allOf` asks for is among the schemas itself. */
const SIMPLE: ReadonlySet<string> = new Set(['type', 'enum', 'const', 'allOf']);

function judgeOf({ own, nots, refused }: Facts, { source }: Context): (value: Json) => boolean {
  return (value) => {
    const type = typeOfValue(value);
    const matters = (schema: JsonObject): boolean =>
      constraintsOf(schema).some(
        (keyword) => !SIMPLE.has(keyword) && (typeOfKeyword(keyword, schema[keyword]) ?? type) === type,
      );
    return (
      own.every((schema) => hasType(value, schema) && (!matters(schema) || source.takes(schema, value))) &&
      ![...nots, ...refused].some((not) => source.takes(not, value))
    );
  };
}

function hasType(value: Json, { type }: JsonObject): boolean {
  if (type === undefined) return true;
  const names = typeNames(type);
  return names.includes(typeOfValue(value)) || (names.includes('integer') && Number.isInteger(value));
}

/** The highest of a lower bound that several schemas set; undefined when none does. */
export function highest(own: readonly JsonObject[], keyword: string): number | undefined {
  return own
    .map((schema) => schema[keyword])
    .reduce<number | undefined>(
      (best, value) => (typeof value === 'number' && (best === undefined || value > best) ? value : best),
      undefined,
    );
}

/** The lowest of an upper bound that several schemas set; undefined when none does. */
export function lowest(own: readonly JsonObject[], keyword: string): number | undefined {
  return own
    .map((schema) => schema[keyword])
    .reduce<number | undefined>(
      (best, value) => (typeof value === 'number' && (best === undefined || value < best) ? value : best),
      undefined,
    );
}

/** The schemas that are the value of a keyword. */
export function schemasUnder(own: readonly JsonObject[], keyword: string): Schema[] {
  return own.map((schema) => schema[keyword]).filter((value) => isObject(value) || typeof value === 'boolean');
}
