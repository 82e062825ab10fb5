import * as fc from 'fast-check';
import { isObject, type Json, type JsonObject } from '../../specs/json.ts';
import { GeneratorError } from '../error.ts';
import { ASCII, TEXT } from '../strings/profile.ts';
import { anyEmails, plainEmails } from './addresses.ts';
import { arrayArbitrary } from './arrays.ts';
import { bounded, trial } from './bounded.ts';
import type { Context, Mark, Settings } from './context.ts';
import { heightOf } from './height.ts';
import { canonical, type JsonType } from './keywords.ts';
import { numberArbitrary } from './numbers.ts';
import { objectArbitrary } from './objects.ts';
import { type Shape, shapesOf } from './shape.ts';
import { type Schema, type Source, sourceOf } from './source.ts';
import { textArbitrary } from './texts.ts';
import type { ValueOptions } from './types.ts';

/** How the generators of one schema are set up; the marks are filled by the caller. */
export function contextOf(source: Source, settings: Settings): Context {
  const marks = new WeakMap<JsonObject, Mark>();
  const numbers = new WeakMap<JsonObject, number>();
  let last = 0;
  const numberOf = (schema: Schema): string => {
    if (typeof schema === 'boolean') return String(schema);
    if (!numbers.has(schema)) {
      last += 1;
      numbers.set(schema, last);
    }
    return String(numbers.get(schema));
  };
  const cache = new WeakMap<JsonObject, Map<string, fc.Arbitrary<Json>>>();
  const context: Context = { source, settings, marks, always: new WeakSet(), generate };
  return context;

  function generate(schemas: readonly Schema[], depth: number): fc.Arbitrary<Json> {
    const owner = schemas.find(isObject);
    const key = `${schemas.map(numberOf).join()} ${depth}`;
    const known = owner === undefined ? undefined : cache.get(owner)?.get(key);
    if (known !== undefined) return known;
    const made = conjunctionArbitrary(schemas, depth, context);
    if (owner !== undefined) cache.set(owner, (cache.get(owner) ?? new Map()).set(key, made));
    return made;
  }
}

/** The settings that options ask for. */
export function settingsOf(options: ValueOptions, isMinimal = false): Settings {
  const isPlain = isMinimal || options.plain === true;
  const addresses = options.addresses ?? {};
  return {
    isPlain,
    isMinimal,
    profile: options.profile ?? (isPlain ? ASCII : TEXT),
    email: () => options.email ?? (isPlain ? plainEmails : anyEmails)(addresses),
    addresses,
    direction: options.direction ?? 'request',
    maxDepth: options.maxDepth ?? 4,
  };
}

function conjunctionArbitrary(schemas: readonly Schema[], depth: number, context: Context): fc.Arbitrary<Json> {
  const marked = schemas.flatMap((schema) => (isObject(schema) ? (context.marks.get(schema)?.values ?? []) : []));
  // Whoever marks a schema answers for the values; the judge of the whole looks at them in the end.
  if (marked[0] !== undefined) return marked[0];
  const shapes = shallowest(shapesOf(schemas, context), depth, context);
  const kinds: fc.Arbitrary<Json>[] = [];
  let problem: GeneratorError | undefined;
  for (const shape of shapes) {
    try {
      kinds.push(...shapeArbitraries(shape, depth, context));
    } catch (error) {
      if (!(error instanceof GeneratorError)) throw error;
      problem ??= error;
    }
  }
  if (kinds.length === 0) throw problem ?? contradiction(schemas);
  return kinds.length === 1 && kinds[0] !== undefined ? kinds[0] : fc.oneof(...kinds);
}

/** Far down only those ways are gone that end soonest. */
function shallowest(shapes: readonly Shape[], depth: number, context: Context): readonly Shape[] {
  if (depth < context.settings.maxDepth) return shapes;
  const heights = shapes.map((shape) => heightOf(shape, context));
  const least = Math.min(...heights);
  if (least === Number.POSITIVE_INFINITY && shapes.length > 0)
    throw new GeneratorError('DC_SCHEMA_EMPTY', 'every value of the schema would hold another one of it, without end.');
  return shapes.filter((_, index) => heights[index] === least);
}

/** The values of a shape, by type. */
function shapeArbitraries(shape: Shape, depth: number, context: Context): fc.Arbitrary<Json>[] {
  const { values } = shape;
  if (values !== undefined) return [fc.constantFrom(...values)];
  const marked = shape.own.flatMap((schema) => context.marks.get(schema)?.values ?? []);
  if (marked[0] !== undefined) return [fitting(marked[0], shape, context)];
  const types = chosenTypes(shape, context.settings);
  return types.flatMap((type) => {
    try {
      const typed = typedArbitrary(type, shape, depth, context);
      const good = judged(typed, shape, context);
      if (good === typed) return [typed];
      return trial(good) === undefined ? [] : [good];
    } catch (error) {
      if (types.length > 1 && error instanceof GeneratorError) return [];
      throw error;
    }
  });
}

/** Plain values are not null when they can be something, and texts when they can be anything. */
function chosenTypes({ types }: Shape, { isPlain }: Settings): readonly JsonType[] {
  if (!isPlain) return types;
  const [first] = types;
  const some = types.filter((type) => type !== 'null');
  if (types.length === 6 && first !== undefined) return [first];
  return some.length > 0 ? some : types;
}

/** Keywords that are only followed roughly. */
const ROUGH = ['unevaluatedProperties', 'unevaluatedItems', 'contains'];

/** What built values may break. */
function doubtsOf({ own, nots, refused }: Shape): { readonly rough: JsonObject[]; readonly refused: JsonObject[] } {
  return {
    rough: own.filter((schema) => ROUGH.some((keyword) => schema[keyword] !== undefined)),
    refused: [...nots.filter((not) => not['required'] === undefined && not['pattern'] === undefined), ...refused],
  };
}

function typedArbitrary(type: JsonType, shape: Shape, depth: number, context: Context): fc.Arbitrary<Json> {
  switch (type) {
    case 'null':
      return fc.constant(null);
    case 'boolean':
      return fc.boolean();
    case 'number':
      return numberArbitrary(shape, context.settings);
    case 'string':
      return textArbitrary(shape, context);
    case 'array':
      return arrayArbitrary(shape, depth, context);
    case 'object':
      return objectArbitrary(shape, depth, context);
  }
}

/** Those of given values that fit a shape. */
function fitting(values: fc.Arbitrary<Json>, { own, nots, refused }: Shape, { source }: Context): fc.Arbitrary<Json> {
  const isGood = (value: Json): boolean =>
    own.every((schema) => source.takes(schema, value)) &&
    ![...nots, ...refused].some((not) => source.takes(not, value));
  return bounded(values, isGood, (value) => `${shown(value ?? null)} does not fit all schemas that look at it`);
}

/** Those values that fit a shape for sure; the same arbitrary when all do. */
function judged(values: fc.Arbitrary<Json>, shape: Shape, { source }: Context): fc.Arbitrary<Json> {
  const { rough, refused } = doubtsOf(shape);
  if (rough.length + refused.length === 0) return values;
  const isGood = (value: Json): boolean =>
    rough.every((schema) => source.takes(schema, value)) && !refused.some((schema) => source.takes(schema, value));
  return bounded(values, isGood, (value) => {
    const broken = rough.find((schema) => !source.takes(schema, value ?? null)) ?? { not: { anyOf: refused } };
    return `${shown(value ?? null)} does not fit ${shown(broken)}`;
  });
}

function shown(value: Json): string {
  const text = canonical(value);
  return text.length > LONGEST_SHOWN ? `${text.slice(0, LONGEST_SHOWN)}…` : text;
}

const LONGEST_SHOWN = 300;

function contradiction(schemas: readonly Schema[]): GeneratorError {
  const text = canonical(schemas.length === 1 ? (schemas[0] ?? true) : { allOf: [...schemas] });
  const shown = text.length > 300 ? `${text.slice(0, 300)}…` : text;
  return new GeneratorError(
    'DC_SCHEMA_EMPTY',
    `no value fits the schema: its keywords contradict each other in ${shown}`,
  );
}

/** The source of a schema with the options' document. */
export function optionSource(schema: Json, { document }: ValueOptions): Source {
  return sourceOf(schema, document);
}
