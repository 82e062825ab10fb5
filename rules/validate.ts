import type { Ajv2020, ErrorObject } from 'ajv/dist/2020.js';
import { createAjv } from '../specs/ajv.ts';
import type { KeywordClause, Operation } from '../specs/contract.ts';
import type { Json, JsonObject } from '../specs/json.ts';
import { toJsonSchema } from '../specs/json-schema.ts';
import type { Call } from './call.ts';
import { compileExplain, NO_FAULTS, type SchemaFault } from './schema-fault.ts';

/** A call with defaults filled in and parameters in the type that their schema asks for, and what is wrong with it. */
export interface Validated {
  readonly call: Call;
  /** In the order in which the clauses are listed. */
  readonly faults: readonly SchemaFault[];
}

/** Validates and completes a call. The body is completed in place: it was decoded for this call alone. */
export type Validate = (call: Call) => Validated;

/** Validators for the places of a request: bodies as they are, parameters with text turned into their type first. */
export interface SchemaCompilers {
  readonly body: Ajv2020;
  readonly parameters: Ajv2020;
}

/** One pair of validators serves all operations of a contract. */
export function createCompilers(): SchemaCompilers {
  return { body: createAjv({ useDefaults: true }), parameters: createAjv({ coerceTypes: true, useDefaults: true }) };
}

/** The validation of one operation's requests, compiled once. `document` is what references in the schemas point into. */
export function compileValidate(operation: Operation, document: JsonObject, compilers: SchemaCompilers): Validate {
  const clauses = operation.keywordClauses.filter(({ where }) => where !== 'response');
  const steps: Validate[] = [
    ...PLACES.flatMap((place) => compileParameters(operation, place, clauses, document, compilers.parameters)),
    ...compileBody(operation, clauses, document, compilers.body),
  ];
  const order = new Map(clauses.map((clause, index) => [clause, index]));
  const rank = ({ clause }: SchemaFault): number => (clause && order.get(clause)) ?? order.size;
  return (call) => {
    let current = call;
    let faults: readonly SchemaFault[] = NO_FAULTS;
    for (const step of steps) {
      const done = step(current);
      current = done.call;
      if (done.faults.length > 0) faults = [...faults, ...done.faults];
    }
    return { call: current, faults: faults.length < 2 ? faults : faults.toSorted((a, b) => rank(a) - rank(b)) };
  };
}

const PLACES = ['path', 'query', 'header'] as const;
type Place = (typeof PLACES)[number];

/** The member of a call that holds the parameters of a place. */
const MEMBER = { path: 'path', query: 'query', header: 'headers' } as const;

function compileParameters(
  operation: Operation,
  where: Place,
  clauses: readonly KeywordClause[],
  document: JsonObject,
  ajv: Ajv2020,
): Validate[] {
  const declared = operation.parameters.filter((parameter) => parameter.in === where);
  if (declared.length === 0) return [];
  const schema = {
    type: 'object',
    properties: Object.fromEntries(declared.map(({ name, schema: own }) => [name, own])),
    required: declared.filter(({ required }) => required).map(({ name }) => name),
  };
  const names = declared.map(({ name }) => ({ name, key: where === 'header' ? name.toLowerCase() : name }));
  const validate = ajv.compile(toJsonSchema(schema, document));
  const explain = compileExplain(where, clauses);
  const member = MEMBER[where];
  return [
    (call) => {
      const values: JsonObject = {};
      for (const { name, key } of names) {
        const value = call[member][key];
        if (value !== undefined) values[name] = value;
      }
      if (!validate(values)) return { call, faults: explain(validate.errors ?? [], values) };
      const changed = names.filter(({ name, key }) => values[name] !== call[member][key]);
      return { call: changed.length === 0 ? call : complete(call, member, changed, values), faults: NO_FAULTS };
    },
  ];
}

function complete(
  call: Call,
  member: (typeof MEMBER)[Place],
  changed: readonly { readonly name: string; readonly key: string }[],
  values: JsonObject,
): Call {
  const completed = changed.map(({ name, key }): [string, Json] => [key, values[name] ?? null]);
  return { ...call, [member]: { ...call[member], ...Object.fromEntries(completed) } };
}

/** Lists longer than this are judged as a whole first: when that fails, thousands of elements need not be looked at. */
const LONG_LIST = 1000;

function compileBody(
  operation: Operation,
  clauses: readonly KeywordClause[],
  document: JsonObject,
  ajv: Ajv2020,
): Validate[] {
  if (!operation.body) return [];
  const validators = new Map<string, (body: Json) => readonly ErrorObject[]>();
  const bySchema = new Map<JsonObject, (body: Json) => readonly ErrorObject[]>();
  for (const [type, { schema }] of Object.entries(operation.body.content)) {
    if (!schema) continue;
    const validate = bySchema.get(schema) ?? compileErrors(schema, document, ajv);
    bySchema.set(schema, validate);
    validators.set(type, validate);
  }
  const explain = compileExplain('body', clauses);
  return [
    (call) => {
      const { body, mediaType } = call;
      const validate = mediaType === undefined ? undefined : validators.get(mediaType);
      const errors = body === undefined || !validate ? NO_ERRORS : validate(body);
      return { call, faults: body === undefined || errors.length === 0 ? NO_FAULTS : explain(errors, body) };
    },
  ];
}

const NO_ERRORS: readonly ErrorObject[] = [];

function compileErrors(schema: JsonObject, document: JsonObject, ajv: Ajv2020): (body: Json) => readonly ErrorObject[] {
  const { items, ...whole } = schema;
  const validate = ajv.compile(toJsonSchema(schema, document));
  const validateWhole = items === undefined ? undefined : ajv.compile(toJsonSchema(whole, document));
  return (body) => {
    const isLong = Array.isArray(body) && body.length > LONG_LIST;
    if (isLong && validateWhole && !validateWhole(body)) return validateWhole.errors ?? NO_ERRORS;
    return validate(body) ? NO_ERRORS : (validate.errors ?? NO_ERRORS);
  };
}
