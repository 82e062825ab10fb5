import type { Ajv2020, ErrorObject, ValidateFunction } from 'ajv/dist/2020.js';
import { createAjv } from '../specs/ajv.ts';
import type { KeywordClause, Operation } from '../specs/contract.ts';
import { asObject, atPointer, isObject, type Json, type JsonObject, toPointer } from '../specs/json.ts';
import type { Call } from './call.ts';

/** One constraint of the operation's schemas that a request breaks. */
export interface SchemaFault {
  readonly where: 'body' | 'query' | 'header' | 'path';
  /** JSON pointer of the value at fault; of the absent member when one is missing. */
  readonly pointer: string;
  readonly keyword: string;
  readonly clause: KeywordClause | undefined;
  readonly limit: Json | undefined;
  readonly value: Json | undefined;
}

/** All schema faults of a request, in the order in which the clauses are listed. Fills in defaults of the body. */
export type Validate = (call: Call) => readonly SchemaFault[];

/** Validators for the places of a request: bodies as they are, parameters with text turned into their type first. */
export interface SchemaCompilers {
  readonly body: Ajv2020;
  readonly parameters: Ajv2020;
}

type Part = (call: Call) => readonly SchemaFault[];
const NO_FAULTS: readonly SchemaFault[] = [];

/** Name under which a document is known to the validators, so that references into it can be followed. */
const DOCUMENT = 'https://doublecheck.invalid/document';

/** Validators that follow the references which a dereferenced document still has: those of schemas that contain themselves. */
export function createCompilers(document: JsonObject): SchemaCompilers {
  const linked = JSON.stringify(document).includes('"$ref"') ? asObject(linkReferences(document)) : undefined;
  const link = (ajv: Ajv2020): Ajv2020 => (linked ? ajv.addSchema(linked, DOCUMENT, undefined, false) : ajv);
  return {
    body: link(createAjv({ useDefaults: true })),
    parameters: link(createAjv({ coerceTypes: true, useDefaults: true })),
  };
}

/** The value with its local references made absolute. */
function linkReferences(value: Json): Json {
  if (Array.isArray(value)) return value.map((element) => linkReferences(element));
  if (!isObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, member]) => {
      const isLocal = name === '$ref' && typeof member === 'string' && member.startsWith('#');
      return [name, isLocal ? DOCUMENT + member : linkReferences(member)];
    }),
  );
}

/** The validation of one operation's requests, compiled once. */
export function compileValidate(operation: Operation, compilers: SchemaCompilers): Validate {
  const clauses = operation.keywordClauses.filter(({ where }) => where !== 'response');
  const parts: Part[] = [
    ...(['path', 'query', 'header'] as const).flatMap((where) =>
      compileParameters(operation, where, clauses, compilers),
    ),
    ...compileBody(operation, clauses, compilers),
  ];
  const order = new Map(clauses.map((clause, index) => [clause, index]));
  const rank = ({ clause }: SchemaFault): number => (clause && order.get(clause)) ?? order.size;
  return (call) => {
    const faults = parts.flatMap((part) => part(call));
    return faults.length < 2 ? faults : faults.toSorted((a, b) => rank(a) - rank(b));
  };
}

function compileParameters(
  operation: Operation,
  where: 'path' | 'query' | 'header',
  clauses: readonly KeywordClause[],
  compilers: SchemaCompilers,
): Part[] {
  const declared = operation.parameters.filter((parameter) => parameter.in === where);
  if (declared.length === 0) return [];
  const keyOf = (name: string): string => (where === 'header' ? name.toLowerCase() : name);
  const validate = compilers.parameters.compile({
    type: 'object',
    properties: Object.fromEntries(declared.map(({ name, schema }) => [name, linkReferences(schema)])),
    required: declared.filter(({ required }) => required).map(({ name }) => name),
  });
  const explain = compileExplain(where, clauses);
  return [
    (call) => {
      const source = where === 'path' ? call.path : where === 'query' ? call.query : call.headers;
      const values: JsonObject = {};
      for (const { name } of declared) {
        const value = source[keyOf(name)];
        if (value !== undefined) values[name] = value;
      }
      return validate(values) ? NO_FAULTS : explain(validate.errors ?? [], values);
    },
  ];
}

function compileBody(operation: Operation, clauses: readonly KeywordClause[], compilers: SchemaCompilers): Part[] {
  if (!operation.body) return [];
  const validators = new Map<string, ValidateFunction>();
  const bySchema = new Map<JsonObject, ValidateFunction>();
  for (const [type, { schema }] of Object.entries(operation.body.content)) {
    if (!schema) continue;
    const validate = bySchema.get(schema) ?? compilers.body.compile(asObject(linkReferences(schema)));
    bySchema.set(schema, validate);
    validators.set(type, validate);
  }
  const explain = compileExplain('body', clauses);
  return [
    ({ body, mediaType }) => {
      const validate = mediaType === undefined ? undefined : validators.get(mediaType);
      if (body === undefined || !validate || validate(body)) return NO_FAULTS;
      return explain(validate.errors ?? [], body);
    },
  ];
}

interface PatternPart {
  readonly clause: KeywordClause;
  readonly regex: RegExp;
}

type Explain = (errors: readonly ErrorObject[], root: Json) => SchemaFault[];

/** Turns Ajv's errors into faults of clauses: alternatives count once, patterns are split into their parts. */
function compileExplain(where: SchemaFault['where'], clauses: readonly KeywordClause[]): Explain {
  const own = clauses.filter((clause) => clause.where === where);
  const whole = new Map<string, KeywordClause>();
  for (const clause of own) {
    if (clause.keyword === 'required') whole.set(keyOf(clause.schemaPath, clause.part), clause);
    else if (clause.part === undefined) whole.set(clause.schemaPath, clause);
  }
  const parts = new Map<string, PatternPart[]>();
  for (const clause of own) {
    if (clause.pattern === undefined) continue;
    const split = parts.get(clause.schemaPath) ?? [];
    parts.set(clause.schemaPath, [...split, { clause, regex: new RegExp(clause.pattern, 'u') }]);
  }
  return (errors, root) => {
    const faults = withoutAlternatives(errors).flatMap((error) => {
      const fault = faultOf(error, root, where, whole);
      const split = parts.get(error.schemaPath.slice(1));
      return split ? splitPattern(fault, split) : [fault];
    });
    return withoutRepeats(faults);
  };
}

/** Keywords whose inner errors say nothing by themselves. */
const COMPOSITES: ReadonlySet<string> = new Set(['anyOf', 'oneOf', 'not', 'contains']);

/** What is wrong inside `anyOf`, `oneOf`, `not` or `contains` is reported once, as a fault of that keyword. */
function withoutAlternatives(errors: readonly ErrorObject[]): ErrorObject[] {
  const places = new Map<string, Set<string>>();
  for (const { keyword, schemaPath, instancePath } of errors) {
    if (COMPOSITES.has(keyword)) places.set(schemaPath, (places.get(schemaPath) ?? new Set()).add(instancePath));
  }
  const isInside = ({ schemaPath, instancePath }: ErrorObject): boolean =>
    [...places].some(
      ([outer, values]) =>
        schemaPath.startsWith(`${outer}/`) && ancestors(instancePath).some((path) => values.has(path)),
    );
  return errors.filter((error) => error.keyword !== 'if' && !(places.size > 0 && isInside(error)));
}

/** A pointer and those of all values around it, outermost first. */
function ancestors(pointer: string): string[] {
  const segments = pointer.split('/');
  return segments.map((_, index) => segments.slice(0, index + 1).join('/'));
}

function keyOf(schemaPath: string, part: string | undefined): string {
  return part === undefined ? schemaPath : `${schemaPath} ${part}`;
}

function faultOf(
  error: ErrorObject,
  root: Json,
  where: SchemaFault['where'],
  clauses: ReadonlyMap<string, KeywordClause>,
): SchemaFault {
  const { keyword, params } = error;
  const missing = keyword === 'required' ? String(params['missingProperty']) : undefined;
  const member = missing ?? params['additionalProperty'] ?? params['unevaluatedProperty'] ?? params['propertyName'];
  const pointer = member === undefined ? error.instancePath : error.instancePath + toPointer([String(member)]);
  const clause = clauses.get(keyOf(error.schemaPath.slice(1), missing));
  const limit = params['limit'] ?? clause?.value;
  return { where, pointer, keyword, clause, limit, value: atPointer(root, pointer) };
}

/** The parts of a pattern that the value breaks; the whole when it breaks no part. */
function splitPattern(fault: SchemaFault, parts: readonly PatternPart[]): SchemaFault[] {
  const broken = parts.filter(({ regex }) => typeof fault.value === 'string' && !regex.test(fault.value));
  return broken.length === 0 ? [fault] : broken.map(({ clause }) => ({ ...fault, clause }));
}

/** Leaves out what another clause already says about the same value. */
function withoutRepeats(faults: readonly SchemaFault[]): SchemaFault[] {
  const said = new Set(faults.map(({ clause, pointer }) => `${clause?.id} ${pointer}`));
  return faults.filter(
    ({ clause, pointer }) => clause?.sameAs === undefined || !said.has(`${clause.sameAs} ${pointer}`),
  );
}

/**
 * The faults of each element of a batch, pointers relative to it, and those of the rest of the request. Validates once, when first asked;
 * a batch of thousands is sorted once, not searched for every element.
 */
export function groupFaults(
  validate: () => readonly SchemaFault[],
  isBatch: boolean,
): (index: number | undefined) => readonly SchemaFault[] {
  let groups: Map<number | undefined, SchemaFault[]> | undefined;
  return (index) => {
    groups ??= group(validate(), isBatch);
    return groups.get(index) ?? NO_FAULTS;
  };
}

function group(faults: readonly SchemaFault[], isBatch: boolean): Map<number | undefined, SchemaFault[]> {
  const groups = new Map<number | undefined, SchemaFault[]>();
  for (const fault of faults) {
    const element = isBatch && fault.where === 'body' ? /^\/(\d+)/.exec(fault.pointer) : null;
    const index = element ? Number(element[1]) : undefined;
    const own = element ? { ...fault, pointer: fault.pointer.slice(element[0].length) } : fault;
    const known = groups.get(index);
    if (known) known.push(own);
    else groups.set(index, [own]);
  }
  return groups;
}
