import { asObject, isObject, type Json, type JsonObject, toPointer } from '../../specs/json.ts';
import { attempt, trial } from './bounded.ts';
import type { Context } from './context.ts';
import { toSchema } from './expand.ts';
import { inlined } from './inline.ts';
import { constraintsOf, numberAt, textsAt, withAll, without } from './keywords.ts';
import { memberSchemas } from './objects.ts';
import type { Schema } from './source.ts';

/** A schema somewhere below the root, and how a changed one is put in its place. */
export interface Place {
  /** References written out. */
  readonly node: JsonObject;
  readonly schemaPath: string;
  readonly instancePath: string;
  /** True when the value may be absent. */
  readonly isOptional: boolean;
  /** True when nothing but this schema looks at the value, and nothing around it depends on what the value is. */
  readonly isPure: boolean;
  readonly depth: number;
  /** The root whose values have a value here, which fits the given schema instead. */
  readonly lift: (schema: Schema) => Schema;
  /** Schemas around this one, which are not entered again. */
  readonly around: readonly JsonObject[];
}

/** Schemas that are looked at; what lies beyond is left out. */
const MOST_PLACES = 3000;

/** Every place where a schema says something about a value, outermost first. Recursive schemas are entered once. */
export function placesOf(context: Context, root: Schema = context.source.root): readonly Place[] {
  const first = rootPlace(root, context);
  const places = first === undefined ? [] : [first];
  for (const place of places) {
    if (places.length >= MOST_PLACES) break;
    places.push(...childrenOf(place, context));
  }
  return places;
}

/** The place of a schema, found along its pointer; undefined when values cannot get there. */
export function placeAt(context: Context, root: Schema, schemaPath: string): Place | undefined {
  let place = rootPlace(root, context);
  while (place !== undefined && place.schemaPath !== schemaPath) {
    place = childrenOf(place, context).find(
      (child) => child.schemaPath === schemaPath || schemaPath.startsWith(`${child.schemaPath}/`),
    );
  }
  return place;
}

function rootPlace(root: Schema, { source }: Context): Place | undefined {
  const node = inlined(root, source);
  if (!isObject(node)) return undefined;
  const isPure = hasOnlyPure(node);
  return {
    node,
    schemaPath: '',
    instancePath: '',
    isOptional: false,
    isPure,
    depth: 0,
    lift: (schema) => schema,
    around: [],
  };
}

/** How a child lies below its parent. */
interface Step {
  readonly schema: Json | undefined;
  readonly path: readonly (string | number)[];
  /** Token of the value; absent when both schemas look at the same one. */
  readonly token?: string | number;
  readonly isOptional?: boolean;
  readonly put: (schema: Schema) => Schema;
}

function childrenOf(parent: Place, context: Context): Place[] {
  const steps = [...inPlaceSteps(parent.node), ...memberSteps(parent.node, context), ...itemSteps(parent.node)];
  return steps.flatMap((step) => {
    const node = inlined(toSchema(step.schema), context.source);
    const around = [...parent.around, parent.node];
    if (!isObject(node) || around.includes(node) || parent.depth >= context.settings.maxDepth * 2) return [];
    const isBelow = step.token !== undefined;
    return [
      {
        node,
        schemaPath: parent.schemaPath + toPointer(step.path),
        instancePath: parent.instancePath + (isBelow ? toPointer([step.token ?? '']) : ''),
        isOptional: isBelow ? step.isOptional === true : parent.isOptional,
        isPure: isBelow && parent.isPure && hasOnlyPure(node) && !isInherited(step.token),
        depth: parent.depth + (isBelow ? 1 : 0),
        lift: (schema: Schema) => parent.lift(step.put(schema)),
        around,
      },
    ];
  });
}

/** Keywords whose presence makes other keywords of the same schema, or of schemas below, hang together. */
const TANGLED = [
  'allOf anyOf oneOf not if dependentSchemas contains uniqueItems enum const',
  'unevaluatedProperties unevaluatedItems patternProperties propertyNames dependentRequired $dynamicRef',
  'minProperties maxProperties maxItems',
].flatMap((row) => row.split(' '));

function hasOnlyPure(node: JsonObject): boolean {
  // A list of values depends on nothing when it is the last word about a value.
  const isLeaf = node['properties'] === undefined && node['items'] === undefined;
  return constraintsOf(node).every(
    (word) => !TANGLED.includes(word) || (isLeaf && (word === 'enum' || word === 'const')),
  );
}

/** True for names that every object of JavaScript has: the judge does not miss them. */
export function isInherited(name: string | number | undefined): boolean {
  return typeof name === 'string' && name in Object.prototype;
}

/** Schemas that look at the same value. Of alternatives the others are ruled out, so that this one alone can take it. */
function inPlaceSteps(node: JsonObject): Step[] {
  const list = (keyword: string): Json[] => (Array.isArray(node[keyword]) ? node[keyword] : []);
  const all = list('allOf').map((schema, index) => ({
    schema,
    path: ['allOf', index],
    put: (changed: Schema) => ({ ...node, allOf: list('allOf').with(index, changed) }),
  }));
  const branches = ['anyOf', 'oneOf'].flatMap((keyword) =>
    list(keyword).map((schema, index) => ({
      schema,
      path: [keyword, index],
      put: (changed: Schema) => {
        const others = list(keyword).filter((_, other) => other !== index);
        return withAll(without(node, keyword), changed, ...others.map((other) => ({ not: other })));
      },
    })),
  );
  return [...all, ...branches, ...conditionalSteps(node), ...dependentSteps(node)];
}

function conditionalSteps(node: JsonObject): Step[] {
  const condition = node['if'];
  if (condition === undefined) return [];
  return (['then', 'else'] as const).flatMap((keyword) => {
    if (node[keyword] === undefined) return [];
    const met = keyword === 'then' ? condition : { not: condition };
    const put = (changed: Schema): Schema => withAll(without(node, 'if', 'then', 'else'), met, changed);
    return [{ schema: node[keyword], path: [keyword], put }];
  });
}

function dependentSteps(node: JsonObject): Step[] {
  const dependent = asObject(node['dependentSchemas']);
  return Object.entries(dependent).map(([name, schema]) => ({
    schema,
    path: ['dependentSchemas', name],
    put: (changed) => withAll(requiring({ ...node, dependentSchemas: without(dependent, name) }, name), changed),
  }));
}

/** The schema with one more required member. */
export function requiring(node: JsonObject, ...names: readonly string[]): JsonObject {
  return { ...node, required: [...new Set([...textsAt(node, 'required'), ...names])] };
}

function memberSteps(node: JsonObject, context: Context): Step[] {
  const properties = asObject(node['properties']);
  const word = context.settings.direction === 'request' ? 'readOnly' : 'writeOnly';
  const required = textsAt(node, 'required');
  const own = Object.entries(properties)
    .filter(([, schema]) => asObject(schema)[word] !== true)
    .map(([name, schema]) => ({
      schema,
      path: ['properties', name],
      token: name,
      isOptional: !required.includes(name),
      put: (changed: Schema) => requiring({ ...node, properties: { ...properties, [name]: changed } }, name),
    }));
  return [...own, ...mapSteps(node, context), ...patternSteps(node, context)];
}

/** A member of a map gets a name of its own. */
function mapSteps(node: JsonObject, context: Context): Step[] {
  if (!isObject(node['additionalProperties'])) return [];
  const { additionalProperties: schema } = node;
  const name = freeName(node, context, {});
  if (name === undefined) return [];
  const properties = asObject(node['properties']);
  const put = (changed: Schema): Schema => requiring({ ...node, properties: { ...properties, [name]: changed } }, name);
  return [{ schema, path: ['additionalProperties'], token: name, isOptional: true, put }];
}

function patternSteps(node: JsonObject, context: Context): Step[] {
  const byPattern = asObject(node['patternProperties']);
  return Object.entries(byPattern).flatMap(([pattern, schema]) => {
    const name = freeName(node, context, { pattern });
    if (name === undefined) return [];
    // The pattern still holds for all names but this one.
    const others = `^(?!${name.replace(/[^A-Za-z0-9]/gu, (sign) => `\\u{${sign.codePointAt(0)?.toString(16)}}`)}$)(?=[^]*?(?:${pattern}))`;
    const put = (changed: Schema): Schema =>
      requiring(
        {
          ...node,
          properties: { ...asObject(node['properties']), [name]: changed },
          patternProperties: { ...without(byPattern, pattern), [others]: schema },
        },
        name,
      );
    return [{ schema, path: ['patternProperties', pattern], token: name, isOptional: true, put }];
  });
}

/** A name of a member that no `properties` knows, and that no further pattern matches. */
export function freeName(node: JsonObject, context: Context, wish: JsonObject): string | undefined {
  const limits = node['propertyNames'] === undefined ? [] : [toSchema(node['propertyNames'])];
  const taken = asObject(node['properties']);
  const matches = Object.keys(asObject(node['patternProperties'])).map((pattern) => new RegExp(pattern, 'u'));
  const isFree = (name: Json): boolean =>
    typeof name === 'string' &&
    !Object.hasOwn(taken, name) &&
    !memberSchemas([node], name).includes(false) &&
    matches.filter((pattern) => pattern.test(name)).length === (wish['pattern'] === undefined ? 0 : 1);
  if (limits.length === 0 && wish['pattern'] === undefined && isFree('member')) return 'member';
  const names = attempt(() => context.generate([{ type: 'string', ...wish }, ...limits], 0));
  const name = names === undefined ? undefined : trial(names, isFree);
  return typeof name === 'string' ? name : undefined;
}

function itemSteps(node: JsonObject): Step[] {
  const prefix = Array.isArray(node['prefixItems']) ? node['prefixItems'] : [];
  const atLeast = (count: number): number => Math.max(numberAt(node, 'minItems') ?? 0, count);
  const put =
    (index: number) =>
    (changed: Schema): Schema => ({
      ...node,
      prefixItems: index < prefix.length ? prefix.with(index, changed) : [...prefix, changed],
      minItems: atLeast(index + 1),
    });
  const fixed = prefix.map((schema, index) => ({
    schema,
    path: ['prefixItems', index],
    token: index,
    put: put(index),
  }));
  if (!isObject(node['items'])) return fixed;
  return [...fixed, { schema: node['items'], path: ['items'], token: prefix.length, put: put(prefix.length) }];
}
