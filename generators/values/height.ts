import { isObject, type JsonObject } from '../../specs/json.ts';
import { itemSchemas } from './arrays.ts';
import type { Context } from './context.ts';
import { memberSchemas } from './objects.ts';
import { highest, type Shape, shapesOf } from './shape.ts';
import type { Schema } from './source.ts';

/** Levels of nesting that a value of a shape has at least; `Infinity` when it would need itself. */
export function heightOf(shape: Shape, context: Context): number {
  return shapeHeight(shape, context, new Set());
}

function schemasHeight(schemas: readonly Schema[], context: Context, open: ReadonlySet<JsonObject>): number {
  const known = schemas.filter(isObject);
  if (known.some((schema) => open.has(schema))) return Number.POSITIVE_INFINITY;
  const shapes = shapesOf(schemas, context);
  const inside = new Set([...open, ...shapes.flatMap(({ own }) => own)]);
  return Math.min(...shapes.map((shape) => shapeHeight(shape, context, inside)));
}

function shapeHeight(shape: Shape, context: Context, open: ReadonlySet<JsonObject>): number {
  const { own, types, values, required } = shape;
  if (values !== undefined) return 0;
  const heights = types.map((type) => {
    if (type === 'object')
      return deepest([...required].map((name) => schemasHeight(memberSchemas(own, name), context, open)));
    if (type !== 'array' || (highest(own, 'minItems') ?? 0) === 0) return 0;
    return 1 + schemasHeight(itemSchemas(own, 0), context, open);
  });
  return Math.min(...heights);
}

function deepest(heights: readonly number[]): number {
  return heights.length === 0 ? 0 : 1 + Math.max(...heights);
}
