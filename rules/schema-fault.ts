import type { ErrorObject } from 'ajv/dist/2020.js';
import type { KeywordClause } from '../specs/contract.ts';
import { atPointer, type Json, toPointer } from '../specs/json.ts';

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

/** The answer of a validation that finds nothing wrong. */
export const NO_FAULTS: readonly SchemaFault[] = [];

interface PatternPart {
  readonly clause: KeywordClause;
  readonly regex: RegExp;
}

/** Turns the errors of Ajv for a value into faults. */
export type Explain = (errors: readonly ErrorObject[], root: Json) => SchemaFault[];

/** Turns Ajv's errors into faults of clauses: alternatives count once, patterns are split into their parts. */
export function compileExplain(where: SchemaFault['where'], clauses: readonly KeywordClause[]): Explain {
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

/** The faults of each element of a batch by its place, pointers relative to it, and under undefined those of the rest of the request. */
export function groupFaults(
  faults: readonly SchemaFault[],
  isBatch: boolean,
): ReadonlyMap<number | undefined, readonly SchemaFault[]> {
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
