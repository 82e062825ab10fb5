import * as fc from 'fast-check';
import { isObject, type Json, type JsonObject } from '../../specs/json.ts';
import { GeneratorError } from '../error.ts';
import { attempt, bounded } from './bounded.ts';
import type { Context } from './context.ts';
import { distinct } from './distinct.ts';
import { toSchema } from './expand.ts';
import { canonical, numberAt } from './keywords.ts';
import { highest, lowest, type Shape } from './shape.ts';
import type { Schema } from './source.ts';

/** Items beyond the least number where nothing asks for more. */
const EXTRA_ITEMS = { plain: 2, any: 5 };

/** Arrays of a shape. @throws GeneratorError `DC_SCHEMA_EMPTY` when a needed item has no value */
export function arrayArbitrary(shape: Shape, depth: number, context: Context): fc.Arbitrary<Json> {
  const { own } = shape;
  const wanted = wantedItems(own);
  const prefix = Math.max(0, ...own.map(prefixLength));
  const isUnique = own.some(({ uniqueItems }) => uniqueItems === true);
  const range = lengthsOf(own, { wanted: wanted.length, prefix, depth, context });
  const rest = range.max > prefix ? attempt(() => context.generate(itemSchemas(own, prefix), depth + 1)) : undefined;
  if (rest === undefined && range.min > Math.max(prefix, wanted.length)) throw tooFew(range.min);
  const max = rest === undefined ? Math.min(range.max, Math.max(prefix, wanted.length)) : range.max;
  const fixed = fixedItems(own, wanted, Math.min(Math.max(prefix, wanted.length), max), { depth, context });
  if (fixed.length === 0 && isUnique && rest !== undefined) return distinct(rest, { min: range.min, max }, canonical);
  const tail = { minLength: Math.max(0, range.min - fixed.length), maxLength: Math.max(0, max - fixed.length) };
  const more = rest === undefined ? fc.constant([]) : fc.array(rest, tail);
  const least = Math.min(range.min, fixed.length);
  const arrays = fc
    .tuple(fc.tuple(...fixed), fc.integer({ min: least, max: fixed.length }), more)
    .map(([head, count, others]): Json => (count < fixed.length ? head.slice(0, count) : [...head, ...others]));
  return isUnique
    ? enough(
        bounded(arrays, isDistinct, () => 'items repeat'),
        range.min,
      )
    : arrays;
}

function enough(arrays: fc.Arbitrary<Json>, min: number): fc.Arbitrary<Json> {
  return bounded(
    arrays,
    (value) => Array.isArray(value) && value.length >= min,
    () => `fewer than ${min} distinct items`,
  );
}

function isDistinct(value: Json): boolean {
  return Array.isArray(value) && new Set(value.map(canonical)).size === value.length;
}

/** The schemas of `contains`, each as often as it must fit. */
function wantedItems(own: readonly JsonObject[]): Schema[] {
  return own.flatMap((schema) => {
    if (schema['contains'] === undefined) return [];
    const count = numberAt(schema, 'minContains') ?? 1;
    return Array.from({ length: count }, () => toSchema(schema['contains']));
  });
}

interface Room {
  readonly wanted: number;
  readonly prefix: number;
  readonly depth: number;
  readonly context: Context;
}

function lengthsOf(own: readonly JsonObject[], { wanted, prefix, depth, context }: Room): { min: number; max: number } {
  const { isMinimal, isPlain, maxDepth } = context.settings;
  const most = lowest(own, 'maxItems') ?? Number.POSITIVE_INFINITY;
  const wish = isPlain ? Math.max(wanted, Math.min(prefix, most)) : wanted;
  const min = Math.max(highest(own, 'minItems') ?? 0, wish);
  if (min > most)
    throw new GeneratorError('DC_SCHEMA_EMPTY', `no array has at least ${min} and at most ${most} items.`);
  if (isMinimal || depth >= maxDepth) return { min, max: min };
  const longest = Math.max(min + EXTRA_ITEMS[isPlain ? 'plain' : 'any'], prefix);
  return { min: isPlain && most > 0 ? Math.max(min, 1) : min, max: Math.min(most, longest) };
}

/** The items at the beginning that differ from those behind them. */
function fixedItems(
  own: readonly JsonObject[],
  wanted: readonly Schema[],
  count: number,
  { depth, context }: Pick<Room, 'depth' | 'context'>,
): fc.Arbitrary<Json>[] {
  return Array.from({ length: count }, (_, index) => {
    const schemas = itemSchemas(own, index);
    const contained = wanted[index];
    if (contained === undefined) return context.generate(schemas, depth + 1);
    // What `contains` takes needs not fit `unevaluatedItems`.
    const both = [...itemSchemas(own, index, false), contained];
    return attempt(() => context.generate(both, depth + 1)) ?? context.generate(schemas, depth + 1);
  });
}

/** All schemas that the item at an index must fit. @source JSON Schema 2020-12, core section 10.3.1 */
export function itemSchemas(own: readonly JsonObject[], index: number, isUnevaluated: boolean = true): Schema[] {
  const isEvaluated =
    !isUnevaluated || own.some((schema) => index < prefixLength(schema) || schema['items'] !== undefined);
  return own.flatMap((schema) => {
    const prefix = schema['prefixItems'];
    if (Array.isArray(prefix) && index < prefix.length) return [toSchema(prefix[index])];
    if (schema['items'] !== undefined) return [toSchema(schema['items'])];
    return isEvaluated || !isSchema(schema['unevaluatedItems']) ? [] : [toSchema(schema['unevaluatedItems'])];
  });
}

function isSchema(value: Json | undefined): boolean {
  return isObject(value) || typeof value === 'boolean';
}

function prefixLength({ prefixItems }: JsonObject): number {
  return Array.isArray(prefixItems) ? prefixItems.length : 0;
}

function tooFew(min: number): GeneratorError {
  return new GeneratorError('DC_SCHEMA_EMPTY', `no array of ${min} items fits the schema.`);
}
