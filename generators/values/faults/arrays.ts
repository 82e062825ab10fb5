import { isObject, type Json, type JsonObject } from '../../../specs/json.ts';
import { attempt } from '../bounded.ts';
import type { Context } from '../context.ts';
import { numberAt, without } from '../keywords.ts';
import type { Place } from '../places.ts';
import { draft, type FaultDraft } from './draft.ts';

/** The longest array that is made to be one item too long. */
const LONGEST_PROBE = 1001;

/** Arrays with an item too few, too many, twice, or without the one that must be there. */
export function arrayFaults({ node }: Place, context: Context): readonly FaultDraft[] {
  return [...countFaults(node), ...closedFaults(node), ...repeatFaults(node, context), ...containsFaults(node)];
}

function countFaults(node: JsonObject): FaultDraft[] {
  const least = numberAt(node, 'minItems') ?? 0;
  const most = numberAt(node, 'maxItems');
  const counting = (keyword: string, count: number): FaultDraft =>
    draft(keyword, `${count} items`, ofLength(without(node, keyword), count));
  return [
    ...(least > 0 ? [counting('minItems', least - 1)] : []),
    ...(most === undefined || most >= LONGEST_PROBE ? [] : [counting('maxItems', most + 1)]),
  ];
}

/** A schema of arrays of one length. */
export function ofLength(schema: JsonObject, count: number): JsonObject {
  return { allOf: [schema], type: 'array', minItems: count, maxItems: count };
}

/** Schemas in other places can take this many items before the first that is not allowed. */
const MOST_EVALUATED = 4;

/** One item behind the last that is allowed. */
function closedFaults(node: JsonObject): FaultDraft[] {
  const count = Array.isArray(node['prefixItems']) ? node['prefixItems'].length : 0;
  return ['items', 'unevaluatedItems'].flatMap((keyword) => {
    const rest = without(node, keyword);
    const value = node[keyword];
    const attempts = Array.from({ length: MOST_EVALUATED }, (_, index) => () => ({
      changed: ofLength(rest, count + 1 + index),
    }));
    if (value === false) return [{ keyword, note: 'an item too many', attempts }];
    if (keyword === 'items' || !isObject(value)) return [];
    const wanted = node['contains'] === undefined ? [] : [node['contains']];
    const unfit = { allOf: [value, ...wanted].map((schema) => ({ not: schema })) };
    return [draft(keyword, 'an item that nothing allows', { allOf: [rest], type: 'array', contains: unfit })];
  });
}

function repeatFaults(node: JsonObject, context: Context): FaultDraft[] {
  if (node['uniqueItems'] !== true) return [];
  const rest = without(node, 'uniqueItems');
  const most = numberAt(node, 'maxItems') ?? Number.POSITIVE_INFINITY;
  if (most < 2) return [];
  const least = Math.max(1, (numberAt(node, 'minItems') ?? 0) - 1);
  const bounds = { minItems: least, ...(Number.isFinite(most) && { maxItems: most - 1 }) };
  const distinct = attempt(() => context.generate([{ ...node, type: 'array', ...bounds }], 0));
  if (distinct === undefined) return [];
  const values = distinct.map(
    (items): Json => (Array.isArray(items) ? [...items, structuredClone(items[0] ?? null)] : items),
  );
  return [
    { keyword: 'uniqueItems', note: 'first item twice', attempts: [() => ({ changed: rest, mark: { values } })] },
  ];
}

function containsFaults(node: JsonObject): FaultDraft[] {
  const wanted = node['contains'];
  if (wanted === undefined) return [];
  const least = numberAt(node, 'minContains') ?? 1;
  const most = numberAt(node, 'maxContains');
  const rest = without(node, 'contains', 'minContains', 'maxContains');
  const exactly = (count: number): JsonObject => ({
    ...rest,
    contains: wanted,
    minContains: count,
    maxContains: count,
  });
  const none = { allOf: [rest, { items: { not: wanted } }], type: 'array', minItems: 1 };
  return [
    ...(least > 0 ? [draft('contains', 'no item that must be there', none)] : []),
    ...(least > 1 ? [draft('minContains', `${least - 1} such items`, exactly(least - 1))] : []),
    ...(most === undefined ? [] : [draft('maxContains', `${most + 1} such items`, exactly(most + 1))]),
  ];
}
