import type { Condition } from './behaviour.ts';
import { compileExpression } from './expression.ts';
import { isObject, type Json } from './json.ts';
import type { Scope } from './scope.ts';

/** Says whether a value fits a JSON Schema. */
export type Fits = (value: Json) => boolean;
/** Turns a JSON Schema into its test; passed in, so that this file needs no validator. */
export type CompileFits = (schema: Json) => Fits;
/** Says whether conditions hold in a scope. */
export type Holds = (scope: Scope) => boolean;

/** The conjunction of the conditions; no conditions always hold. */
export function compileConditions(conditions: readonly Condition[] | undefined, fits: CompileFits): Holds {
  const tests = (conditions ?? []).map((condition) => compileCondition(condition, fits));
  const [only] = tests;
  if (!only) return () => true;
  return tests.length === 1 ? only : (scope) => tests.every((test) => test(scope));
}

function compileCondition(condition: Condition, fits: CompileFits): Holds {
  const read = compileExpression(condition.the);
  const is = condition.is === undefined ? undefined : compileFits(condition.is, fits);
  const isNot = condition.isNot === undefined ? undefined : compileFits(condition.isNot, fits);
  const list = condition.in === undefined ? undefined : compileExpression(condition.in);
  return (scope) => {
    const value = read(scope);
    if (value === undefined) return is === undefined && list === undefined;
    if ((is !== undefined && !is(value)) || isNot?.(value)) return false;
    return list === undefined || haveCommon(value, list(scope));
  };
}

/** True when the value, or any element of a value that is a list, is in the list. What is absent or an object is in none. */
function haveCommon(value: Json, list: Json | undefined): boolean {
  const known = toList(list);
  return toList(value).some((element) => known.includes(element));
}

function toList(value: Json | undefined): readonly Json[] {
  if (value === undefined) return [];
  return Array.isArray(value) ? value : [value];
}

/** Constants are compared directly: they are most conditions, and need no validator. */
function compileFits(schema: Json, fits: CompileFits): Fits {
  if (schema === true) return () => true;
  if (isObject(schema) && Object.keys(schema).length === 1) {
    const { const: constant } = schema;
    if (constant !== undefined && (constant === null || typeof constant !== 'object'))
      return (value) => value === constant;
  }
  return fits(schema);
}
