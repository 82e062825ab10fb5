import type { Ajv2020, ErrorObject, ValidateFunction } from 'ajv/dist/2020.js';
import type { KeywordClause, Operation } from '../specs/contract.ts';
import { atPointer, type Json, type JsonObject, toPointer } from '../specs/json.ts';
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
    properties: Object.fromEntries(declared.map(({ name, schema }) => [name, schema])),
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
    const validate = bySchema.get(schema) ?? compilers.body.compile(schema);
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

/** What is wrong inside `anyOf`, `oneOf` or `not` is reported once, as a fault of that keyword. */
function withoutAlternatives(errors: readonly ErrorObject[]): ErrorObject[] {
  const composites = errors.filter(
    ({ keyword }) => keyword === 'anyOf' || keyword === 'oneOf' || keyword === 'not' || keyword === 'contains',
  );
  const inside = (error: ErrorObject): boolean =>
    composites.some(
      (outer) =>
        outer !== error &&
        error.schemaPath.startsWith(`${outer.schemaPath}/`) &&
        error.instancePath.startsWith(outer.instancePath),
    );
  return errors.filter((error) => error.keyword !== 'if' && !inside(error));
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
