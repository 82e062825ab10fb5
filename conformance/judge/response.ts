import type { ErrorObject, ValidateFunction } from 'ajv';
import type { Ajv2020 } from 'ajv/dist/2020.js';
import { createAjv } from '../../specs/ajv.ts';
import type { Contract, KeywordClause, Operation } from '../../specs/contract.ts';
import { isObject, type Json } from '../../specs/json.ts';
import { toJsonSchema } from '../../specs/json-schema.ts';
import { isSuccessStatus, successStatus } from './decoded-answer.ts';

/** A promise about the shape of an answer that is broken. */
export interface ShapeFault {
  readonly clause: KeywordClause;
  /** JSON pointer into the body. */
  readonly pointer: string;
  readonly message: string;
}

/** What the shape of an answer shows: the clauses that it was measured by, and those that it breaks. */
export interface ShapeResult {
  readonly judged: readonly KeywordClause[];
  /** Clauses about members that may be left out and are. */
  readonly absent: readonly KeywordClause[];
  readonly faults: readonly ShapeFault[];
}

/** Measures the body of an answer by the schema of its status; the body is undefined when there is none that can be read. */
export type CheckResponse = (status: number, body: Json | undefined, mediaType?: string) => ShapeResult;

const NOTHING: ShapeResult = { judged: [], absent: [], faults: [] };

/** The measure for one operation. A success with another status than the declared one is measured like the declared one. */
export function createCheckResponse({ document }: Contract, operation: Operation): CheckResponse {
  const byStatus = new Map<string, (body: Json | undefined) => ShapeResult>();
  let ajv: Ajv2020 | undefined;
  return (status, body, mediaType) => {
    const name = declaredStatus(operation, status);
    if (name === undefined) return NOTHING;
    const content = operation.responses[name]?.content ?? {};
    const type = mediaType !== undefined && content[mediaType] ? mediaType : (Object.keys(content)[0] ?? '');
    const key = `${name} ${type}`;
    const known = byStatus.get(key) ?? compile(name, type);
    byStatus.set(key, known);
    return known(body);
  };

  function compile(status: string, type: string): (body: Json | undefined) => ShapeResult {
    const schema = operation.responses[status]?.content[type]?.schema;
    if (schema === undefined) return () => NOTHING;
    ajv ??= createAjv();
    const validate = ajv.compile(toJsonSchema(schema, document));
    const clauses = operation.keywordClauses.filter(
      (clause) => clause.where === 'response' && clause.status === status,
    );
    return (body) => measure(validate, clauses, body);
  }
}

function declaredStatus(operation: Operation, status: number): string | undefined {
  const names = [String(status), `${Math.floor(status / 100)}XX`, 'default'];
  const own = names.find((name) => operation.responses[name]);
  return own ?? (isSuccessStatus(status) ? String(successStatus(operation)) : undefined);
}

function measure(validate: ValidateFunction, clauses: readonly KeywordClause[], body: Json | undefined): ShapeResult {
  if (body === undefined) return withoutBody(clauses);
  const judged = clauses.filter((clause) => isReached(body, clause));
  const absent = clauses.filter((clause) => !judged.includes(clause));
  if (validate(body)) return { judged, absent, faults: [] };
  return { judged, absent, faults: (validate.errors ?? []).flatMap((error) => faultOf(error, clauses)) };
}

/** Where a shape is promised, there must be a body: its type is the clause that says so. */
function withoutBody(clauses: readonly KeywordClause[]): ShapeResult {
  const root = clauses.find(({ schemaPath }) => schemaPath === '/type');
  if (!root) return NOTHING;
  return {
    judged: [root],
    absent: [],
    faults: [{ clause: root, pointer: '', message: 'there is no body that can be read' }],
  };
}

/** True when the answer holds the value that a clause is about; for `required` the object that must have the member. */
function isReached(body: Json, { path, keyword, part }: KeywordClause): boolean {
  const place = keyword === 'required' && path.at(-1) === part ? path.slice(0, -1) : path;
  return reach([body], place);
}

function reach(values: readonly Json[], [segment, ...rest]: readonly string[]): boolean {
  if (segment === undefined) return values.length > 0;
  return reach(
    values.flatMap((value) => followOne(value, segment)),
    rest,
  );
}

/** A segment is a name, `*` for any member, each with `[]` behind it for the elements of a list; a list on the way stands for its elements. */
function followOne(value: Json, segment: string): Json[] {
  if (Array.isArray(value)) return segment === '[]' ? value : value.flatMap((element) => followOne(element, segment));
  if (!segment.endsWith('[]'))
    return segment === '*' ? Object.values(isObject(value) ? value : {}) : memberOf(value, segment);
  return followOne(value, segment.slice(0, -2)).flatMap((list) => (Array.isArray(list) ? list : []));
}

function memberOf(value: Json, name: string): Json[] {
  const member = isObject(value) && Object.hasOwn(value, name) ? value[name] : undefined;
  return member === undefined ? [] : [member];
}

/** The clause of an error: the keyword itself, else the nearest keyword around it that is a clause. */
function faultOf(error: ErrorObject, clauses: readonly KeywordClause[]): ShapeFault[] {
  const path = error.schemaPath.slice(1);
  const missing = error.keyword === 'required' ? String(error.params['missingProperty']) : undefined;
  const fits = (clause: KeywordClause): boolean =>
    clause.schemaPath === path && (missing === undefined || clause.part === missing);
  const exact = clauses.filter(fits);
  const around = clauses
    .filter((clause) => clause.keyword !== 'required' && path.startsWith(`${clause.schemaPath}/`))
    .toSorted((a, b) => b.schemaPath.length - a.schemaPath.length);
  const [clause] = exact.length > 0 ? exact : around;
  return clause ? [{ clause, pointer: error.instancePath, message: error.message ?? error.keyword }] : [];
}
