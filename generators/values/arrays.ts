import * as fc from 'fast-check';
import { isObject, type Json, type JsonObject } from '../../specs/json.ts';
import { GeneratorError } from '../error.ts';
import { attempt, bounded, trial } from './bounded.ts';
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
  const room = { wanted: wanted.length, prefix, depth, context };
  const least = Math.max(highest(own, 'minItems') ?? 0, wanted.length);
  const isDeep = depth >= context.settings.maxDepth;
  const count = Math.min(isDeep ? least : Math.max(prefix, wanted.length), mostItems(own));
  const { fixed, held } = fixedItems(own, wanted, count, room);
  const needed = Math.max(least, held);
  const isBare = (isDeep || context.settings.isMinimal) && needed <= count;
  const hasRest = fixed.length >= count && !isBare && mostItems(own) > prefix;
  const rest = hasRest ? attempt(() => context.generate(itemSchemas(own, prefix), depth + 1)) : undefined;
  const most = rest === undefined ? fixed.length : mostItems(own);
  if (needed > most) throw tooFew(needed);
  const { min, max } = lengthsOf(needed, most, room);
  const parts = { fixed, rest, isUnique: own.some(({ uniqueItems }) => uniqueItems === true) };
  // Shorter ones will do where longer ones would have to repeat an item.
  return (min > needed ? attempt(() => arraysOf(parts, min, max)) : undefined) ?? arraysOf(parts, needed, max);
}

interface Parts {
  readonly fixed: readonly fc.Arbitrary<Json>[];
  readonly rest: fc.Arbitrary<Json> | undefined;
  readonly isUnique: boolean;
}

function arraysOf({ fixed, rest, isUnique }: Parts, min: number, max: number): fc.Arbitrary<Json> {
  if (fixed.length === 0 && isUnique && rest !== undefined) return sure(distinct(rest, { min, max }, canonical), min);
  const kept = fixed.slice(0, max);
  const tail = { minLength: Math.max(0, min - kept.length), maxLength: Math.max(0, max - kept.length) };
  const arrays = fc
    .tuple(
      fc.tuple(...kept),
      fc.integer({ min: Math.min(min, kept.length), max: kept.length }),
      rest === undefined ? fc.constant([]) : fc.array(rest, tail),
    )
    .map(([head, count, others]): Json => (count < kept.length ? head.slice(0, count) : [...head, ...others]));
  return isUnique
    ? sure(
        bounded(arrays, isDistinct, () => 'items repeat'),
        min,
      )
    : arrays;
}

function mostItems(own: readonly JsonObject[]): number {
  return lowest(own, 'maxItems') ?? Number.POSITIVE_INFINITY;
}

/** Arrays of which there is at least one. */
function sure(arrays: fc.Arbitrary<Json>, min: number): fc.Arbitrary<Json> {
  if (trial(arrays) === undefined) throw tooFew(min);
  return arrays;
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

/** How many items there are, between the needed ones and those that can be. */
function lengthsOf(needed: number, most: number, { prefix, depth, context }: Room): { min: number; max: number } {
  const { isMinimal, isPlain, maxDepth } = context.settings;
  if (depth >= maxDepth) return { min: needed, max: needed };
  const min = isPlain ? Math.max(needed, Math.min(prefix, most)) : needed;
  if (isMinimal) return { min, max: min };
  const longest = Math.max(min + EXTRA_ITEMS[isPlain ? 'plain' : 'any'], prefix);
  return { min: isPlain ? Math.max(min, Math.min(1, most)) : min, max: Math.min(most, longest) };
}

interface FixedItems {
  readonly fixed: readonly fc.Arbitrary<Json>[];
  /** How many of them are needed so that every wanted one is there. */
  readonly held: number;
}

/** The items at the beginning that differ from those behind them, up to the first that cannot be. */
function fixedItems(
  own: readonly JsonObject[],
  wanted: readonly Schema[],
  count: number,
  { prefix, depth, context }: Room,
): FixedItems {
  const fixed: fc.Arbitrary<Json>[] = [];
  const pending = [...wanted];
  let held = 0;
  for (let index = 0; index < count || (pending.length > 0 && index < mostItems(own)); index += 1) {
    const [contained] = pending;
    // What `contains` takes needs not fit `unevaluatedItems`.
    const both = contained === undefined ? undefined : [...itemSchemas(own, index, false), contained];
    const found = both && attempt(() => context.generate(both, depth + 1));
    if (found !== undefined) {
      pending.shift();
      held = index + 1;
    }
    const item = found ?? attempt(() => context.generate(itemSchemas(own, index), depth + 1));
    if (item === undefined || (found === undefined && index >= prefix && pending.length > 0)) break;
    fixed.push(item);
  }
  return { fixed, held };
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
