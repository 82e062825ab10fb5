import { asObject, isObject, type Json, type JsonObject } from '../../specs/json.ts';
import { GeneratorError } from '../error.ts';
import { textsAt, typeNames } from './keywords.ts';
import { isTerminal, negationsOf } from './negation.ts';
import type { Schema, Source } from './source.ts';

/** Schemas that must hold together, without anything left to choose: `anyOf` and its like are decided, references followed. */
export interface Facts {
  /** Their own keywords hold, all at once; applicators of the same value are already taken into account. */
  readonly own: readonly JsonObject[];
  /** Schemas of one keyword that must not hold. */
  readonly nots: readonly JsonObject[];
  /** Schemas that must not hold, and that nothing was built for: left to the judge. */
  readonly refused: readonly JsonObject[];
}

interface State extends Facts {
  readonly pending: readonly Schema[];
}

/** Alternatives that are kept. Of more, every n-th. */
const MOST_STATES = 64;
/** Schemas in one place, after which references are taken to go in a circle. */
const MOST_SCHEMAS = 500;

const known = new WeakMap<JsonObject, readonly (readonly (readonly Schema[])[])[]>();

/**
 * All ways to decide what a conjunction of schemas leaves open, contradictions left out as far as they are plain to see.
 * @throws GeneratorError `DC_SCHEMA_INVALID` when references go in a circle
 */
export function expand(schemas: readonly Schema[], source: Source): readonly Facts[] {
  let states: readonly State[] = [{ own: [], nots: [], refused: [], pending: schemas }];
  while (states.some(({ pending }) => pending.length > 0)) {
    const next = states.flatMap((state) => step(state, source)).filter((state) => !isContradictory(state));
    states = next.length <= MOST_STATES ? next : thin(next);
  }
  return states;
}

/** Takes in the first pending schema. */
function step(state: State, source: Source): State[] {
  const [schema, ...pending] = state.pending;
  if (schema === undefined) return [state];
  if (typeof schema === 'boolean') return schema ? [{ ...state, pending }] : [];
  if (state.own.includes(schema)) return [{ ...state, pending }];
  if (state.own.length > MOST_SCHEMAS)
    throw new GeneratorError('DC_SCHEMA_INVALID', 'the schema cannot be used: its references go in a circle.');
  const taken = takeIn(state, schema, pending);
  return choicesOf(schema, source).reduce<State[]>(
    (states, alternatives) =>
      thin(states.flatMap((one) => alternatives.map((chosen) => ({ ...one, pending: [...chosen, ...one.pending] })))),
    [taken],
  );
}

function takeIn(state: State, schema: JsonObject, pending: readonly Schema[]): State {
  const { not } = schema;
  const left = refusals.get(schema);
  return {
    own: [...state.own, schema],
    nots: isObject(not) && isTerminal(not) ? [...state.nots, not] : state.nots,
    refused: left === undefined ? state.refused : [...state.refused, left],
    pending,
  };
}

/** For each keyword that leaves a choice the alternatives: each one a list of schemas that must hold. */
function choicesOf(schema: JsonObject, source: Source): readonly (readonly (readonly Schema[])[])[] {
  const found = known.get(schema) ?? findChoices(schema, source);
  known.set(schema, found);
  return found;
}

function findChoices(schema: JsonObject, source: Source): Schema[][][] {
  const choices: Schema[][][] = [];
  for (const word of ['$ref', '$dynamicRef'])
    if (typeof schema[word] === 'string') choices.push([[source.resolve(schema[word])]]);
  const all = schemasAt(schema, 'allOf');
  if (all.length > 0) choices.push([all]);
  if (schema['anyOf'] !== undefined) choices.push(schemasAt(schema, 'anyOf').map((branch) => [branch]));
  if (schema['oneOf'] !== undefined) choices.push(oneOf(schemasAt(schema, 'oneOf')));
  if (schema['if'] !== undefined) choices.push(conditional(schema));
  for (const [name, member] of Object.entries(asObject(schema['dependentSchemas'])))
    choices.push([[forbid(name)], [{ required: [name] }, toSchema(member)]]);
  for (const [name, names] of Object.entries(asObject(schema['dependentRequired'])))
    choices.push([[forbid(name)], [{ required: [name, ...(Array.isArray(names) ? names : [])] }]]);
  const { not } = schema;
  if (not !== undefined && !(isObject(not) && isTerminal(not))) choices.push(negated(toSchema(not), source));
  return choices;
}

function negated(not: Schema, source: Source): Schema[][] {
  // A negation that could not be driven inwards comes back as it was: it is left to the judge.
  return negationsOf(not, source).map((negation) =>
    isObject(not) && isObject(negation) && negation['not'] === not ? [refusalOf(not)] : [negation],
  );
}

/** Stand-ins for negations that only the judge can tell: they constrain nothing while a value is built. */
const refusals = new WeakMap<JsonObject, JsonObject>();
const standIns = new WeakMap<JsonObject, JsonObject>();

function refusalOf(not: JsonObject): JsonObject {
  const standIn = standIns.get(not) ?? {};
  standIns.set(not, standIn);
  refusals.set(standIn, not);
  return standIn;
}

function oneOf(branches: readonly Schema[]): Schema[][] {
  return branches.map((branch, index) => [
    branch,
    ...branches.filter((_, other) => other !== index).map((other) => ({ not: other })),
  ]);
}

function conditional(schema: JsonObject): Schema[][] {
  if (schema['then'] === undefined && schema['else'] === undefined) return [[true]];
  const condition = toSchema(schema['if']);
  return [
    [condition, toSchema(schema['then'])],
    [{ not: condition }, toSchema(schema['else'])],
  ];
}

/** The schema of objects without a member. */
export function forbid(name: string): JsonObject {
  return { not: { required: [name] } };
}

function schemasAt(schema: JsonObject, keyword: string): Schema[] {
  const value = schema[keyword];
  return Array.isArray(value) ? value.map(toSchema) : [];
}

/** A member that must be a schema; what is none constrains nothing. */
export function toSchema(value: Json | undefined): Schema {
  return isObject(value) || typeof value === 'boolean' ? value : true;
}

function thin(states: readonly State[]): State[] {
  if (states.length <= MOST_STATES) return [...states];
  return Array.from(
    { length: MOST_STATES },
    (_, index) => states[Math.floor((index * states.length) / MOST_STATES)],
  ).filter((state) => state !== undefined);
}

/** True when no value can fit, as far as types and the presence of members tell. */
function isContradictory({ own, nots }: State): boolean {
  const types = own.flatMap((schema) => (schema['type'] === undefined ? [] : [typeNames(schema['type'])]));
  const [first = [], ...rest] = types;
  const allows = (names: readonly string[], name: string): boolean =>
    names.includes(name) ||
    (name === 'integer' && names.includes('number')) ||
    (name === 'number' && names.includes('integer'));
  const left = first.filter((name) => rest.every((names) => allows(names, name)));
  if (types.length > 0 && left.length === 0) return true;
  if (!left.includes('object') || left.length !== 1) return false;
  const required = new Set(own.flatMap((schema) => textsAt(schema, 'required')));
  return nots.some((not) => textsAt(not, 'required').some((name) => required.has(name)));
}
