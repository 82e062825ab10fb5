import * as fc from 'fast-check';
import { asObject, isObject, type Json, type JsonObject, setMember } from '../../specs/json.ts';
import { GeneratorError } from '../error.ts';
import { attempt, bounded, trial } from './bounded.ts';
import type { Context } from './context.ts';
import { toSchema } from './expand.ts';
import { distinct } from './distinct.ts';
import { highest, lowest, schemasUnder, type Shape } from './shape.ts';
import type { Schema } from './source.ts';

/** Members of a map where nothing asks for more. */
const MOST_EXTRAS = { plain: 2, any: 4 };

/** Member names with their values; undefined for a member that is left out. */
type Members = readonly (readonly [name: string, value: Json | undefined])[];

/** Objects of a shape. @throws GeneratorError `DC_SCHEMA_EMPTY` when a required member has no value */
export function objectArbitrary(shape: Shape, depth: number, context: Context): fc.Arbitrary<Json> {
  const least = highest(shape.own, 'minProperties') ?? 0;
  const declared = declaredMembers(shape, depth, context, least);
  const most = lowest(shape.own, 'maxProperties') ?? Number.POSITIVE_INFINITY;
  const sure = declared.filter(({ isSure }) => isSure).length;
  if (Math.max(least, sure) > most)
    throw new GeneratorError(
      'DC_SCHEMA_EMPTY',
      `an object cannot have ${Math.max(least, sure)} and at most ${most} members.`,
    );
  const extras = extraMembers(shape, declared, { depth, context, least, most });
  const presence = fc.tuple(...declared.map((member) => optional(member)));
  const whole = fc.tuple(presence, extras).map(([own, more]): Json => toObject([...own, ...more]));
  if (least <= sure && declared.length <= most) return whole;
  return counted(declared, extras, { least, most: context.settings.isMinimal ? Math.min(least, most) : most });
}

interface Member {
  readonly name: string;
  readonly values: fc.Arbitrary<Json>;
  readonly isSure: boolean;
}

function optional({ name, values, isSure }: Member): fc.Arbitrary<readonly [string, Json | undefined]> {
  if (isSure) return values.map((value) => [name, value] as const);
  return fc.option(values, { nil: undefined, freq: 2 }).map((value) => [name, value] as const);
}

/** Presence is chosen first where the number of members counts. */
function counted(
  declared: readonly Member[],
  extras: fc.Arbitrary<Members>,
  { least, most }: { readonly least: number; readonly most: number },
): fc.Arbitrary<Json> {
  const sure = declared.filter(({ isSure }) => isSure);
  const others = declared.filter(({ isSure }) => !isSure);
  return extras.chain((more) => {
    const minLength = Math.min(others.length, Math.max(0, least - sure.length - more.length));
    const maxLength = Math.max(minLength, Math.min(others.length, most - sure.length - more.length));
    return fc
      .subarray([...others], { minLength, maxLength })
      .chain((chosen) =>
        fc
          .tuple(...[...sure, ...chosen].map((member) => optional({ ...member, isSure: true })))
          .map((own): Json => toObject([...own, ...more])),
      );
  });
}

function toObject(members: Members): JsonObject {
  const object: JsonObject = {};
  for (const [name, value] of members) if (value !== undefined) setMember(object, name, value);
  return object;
}

/** The members that the schemas name, each with its values; those that can never be there left out. */
function declaredMembers(shape: Shape, depth: number, context: Context, least: number): Member[] {
  const { own, required, forbidden } = shape;
  const names = new Set([...own.flatMap((schema) => Object.keys(asObject(schema['properties']))), ...required]);
  const { settings } = context;
  // Known members come first when there must be more than what is required.
  const isBare = (settings.isMinimal || depth >= settings.maxDepth) && least <= required.size;
  return [...names].flatMap((name): Member[] => {
    const schemas = memberSchemas(own, name);
    const isSure = required.has(name) || schemas.some((schema) => isObject(schema) && context.always.has(schema));
    if (forbidden.has(name) && !required.has(name)) return [];
    if (!isSure && (isBare || isHidden(schemas, settings.direction))) return [];
    const values = isSure ? context.generate(schemas, depth + 1) : attempt(() => context.generate(schemas, depth + 1));
    return values === undefined ? [] : [{ name, values, isSure }];
  });
}

/** True for members that the other side sets. @source OpenAPI 3.1.1 section 4.8.24.3 */
export function isHidden(schemas: readonly Schema[], direction: 'request' | 'response'): boolean {
  const word = direction === 'request' ? 'readOnly' : 'writeOnly';
  return schemas.some((schema) => isObject(schema) && schema[word] === true);
}

/** All schemas that a member of this name must fit. @source JSON Schema 2020-12, core section 10.3.2 */
export function memberSchemas(own: readonly JsonObject[], name: string): Schema[] {
  const isEvaluated = own.some(
    (schema) => evaluating(schema, name).length > 0 || schema['additionalProperties'] !== undefined,
  );
  return own.flatMap((schema) => {
    const found = evaluating(schema, name);
    if (found.length > 0) return found;
    if (schema['additionalProperties'] !== undefined) return [toSchema(schema['additionalProperties'])];
    return isEvaluated || schema['unevaluatedProperties'] === undefined
      ? []
      : [toSchema(schema['unevaluatedProperties'])];
  });
}

/** Schemas of `properties` and `patternProperties` for one name. */
function evaluating(schema: JsonObject, name: string): Schema[] {
  const properties = asObject(schema['properties']);
  const matching = Object.entries(asObject(schema['patternProperties'])).filter(([pattern]) =>
    new RegExp(pattern, 'u').test(name),
  );
  return [
    ...(Object.hasOwn(properties, name) ? [toSchema(properties[name])] : []),
    ...matching.map(([, member]) => toSchema(member)),
  ];
}

interface Room {
  readonly depth: number;
  readonly context: Context;
  readonly least: number;
  readonly most: number;
}

/** Members that no `properties` names: of maps, of `patternProperties`, and as many as `minProperties` asks for. */
function extraMembers(shape: Shape, declared: readonly Member[], room: Room): fc.Arbitrary<Members> {
  const { depth, context, least, most } = room;
  const { isMinimal, isPlain, maxDepth } = context.settings;
  const isMap = declared.length === 0 && shape.own.some(hasFreeNames);
  const wished = isMap && !isMinimal && depth < maxDepth ? MOST_EXTRAS[isPlain ? 'plain' : 'any'] : 0;
  const optionalCount = declared.filter(({ isSure }) => !isSure).length;
  const min = Math.max(0, least - declared.length);
  const max = Math.min(Math.max(min, wished), Math.max(min, most - declared.length + optionalCount));
  const sources = max === 0 ? [] : nameSources(shape, declared, context);
  const kinds = sources.flatMap((names) => attempt(() => membersNamed(names, shape, depth, context)) ?? []);
  if (kinds.length === 0) {
    if (min > 0) throw tooFew(least);
    return fc.constant([]);
  }
  const members = distinct(fc.oneof(...kinds), { min, max }, ([name]) => name);
  if (min > 1 && trial(members) === undefined) throw tooFew(least);
  return members;
}

function tooFew(least: number): GeneratorError {
  return new GeneratorError('DC_SCHEMA_EMPTY', `no object with ${least} members fits the schema.`);
}

function hasFreeNames(schema: JsonObject): boolean {
  return (
    isObject(schema['additionalProperties']) ||
    isObject(schema['patternProperties']) ||
    isObject(schema['propertyNames'])
  );
}

/** Names that further members can have, by what allows them. */
function nameSources(shape: Shape, declared: readonly Member[], context: Context): fc.Arbitrary<string>[] {
  const patterns = new Set(shape.own.flatMap((schema) => Object.keys(asObject(schema['patternProperties']))));
  const limits = schemasUnder(shape.own, 'propertyNames');
  const taken = new Set([...declared.map(({ name }) => name), ...shape.forbidden]);
  const isFree = (name: string): boolean => !taken.has(name) && !memberSchemas(shape.own, name).includes(false);
  const texts = (...schemas: readonly Schema[]): fc.Arbitrary<string>[] => {
    const all = attempt(() => context.generate([{ type: 'string' }, ...limits, ...schemas], 0));
    if (all === undefined) return [];
    const names = bounded(all.map(String), isFree, (name) => `no member may be named ${JSON.stringify(name)}`);
    return trial(names) === undefined ? [] : [names];
  };
  const isClosed = shape.own.some((schema) => schema['additionalProperties'] === false);
  return [...[...patterns].flatMap((pattern) => texts({ pattern })), ...(isClosed ? [] : texts())];
}

/** Members whose names come from one source. What a member must be depends on its name only by the patterns. */
function membersNamed(
  names: fc.Arbitrary<string>,
  shape: Shape,
  depth: number,
  context: Context,
): fc.Arbitrary<readonly [string, Json]>[] {
  const example = trial(names);
  if (example === undefined) return [];
  const schemas = memberSchemas(shape.own, example);
  const values = context.generate(schemas, depth + 1);
  const isAlike = (name: string): boolean => {
    const own = memberSchemas(shape.own, name);
    return own.length === schemas.length && own.every((schema, index) => schema === schemas[index]);
  };
  const alike = bounded(names, isAlike, (name) => `${JSON.stringify(name)} fits further patterns`);
  return [fc.tuple(alike, values)];
}
