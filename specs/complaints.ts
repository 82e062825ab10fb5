import type { ErrorObject } from 'ajv';
import { atPointer, isObject, type Json, toPointer } from './json.ts';

/** What a JSON Schema has against one place of a value, in words. */
export interface Complaint {
  /** JSON pointer into the value. */
  readonly pointer: string;
  readonly found: string;
  readonly expected: string;
  /** The keyword that complains. */
  readonly keyword: string;
}

/** Keywords that only sum up the complaints of their branches. */
const SUMMARIES: ReadonlySet<string> = new Set(['anyOf', 'oneOf', 'if', 'propertyNames', 'contains']);

/**
 * Ajv's errors in words, without noise: of the branches of `anyOf` and `oneOf` only the complaints that go deepest
 * stay, alternatives for one place become one complaint, and every place and keyword is named once.
 */
export function complaintsOf(errors: readonly ErrorObject[] | null | undefined, root: Json): Complaint[] {
  const relevant = dropNoise(errors ?? []);
  const complaints = relevant.map((error) => toComplaint(error, root));
  return mergeAlternatives(complaints);
}

function dropNoise(errors: readonly ErrorObject[]): readonly ErrorObject[] {
  const dropped = new Set<ErrorObject>();
  errors.forEach((summary, index) => {
    if (!SUMMARIES.has(summary.keyword)) return;
    const branches = errors.slice(0, index).filter((error) => !dropped.has(error) && isWithin(error, summary));
    if (branches.length === 0) return;
    dropped.add(summary);
    if (summary.keyword !== 'anyOf' && summary.keyword !== 'oneOf') return;
    const deepest = Math.max(...branches.map(depth));
    const atRoot = depth(summary);
    for (const error of branches) if (deepest > atRoot && depth(error) <= atRoot) dropped.add(error);
    dropReferenceAlternative(branches, dropped);
  });
  return errors.filter((error) => !dropped.has(error));
}

/** "Or a $ref" is true of nearly every place and helps nobody, unless nothing else is said. */
function dropReferenceAlternative(branches: readonly ErrorObject[], dropped: Set<ErrorObject>): void {
  const others = branches.filter((error) => !dropped.has(error) && !isReferenceAlternative(error));
  if (others.length === 0) return;
  for (const error of branches) if (isReferenceAlternative(error)) dropped.add(error);
}

function isReferenceAlternative({ keyword, params }: ErrorObject): boolean {
  return keyword === 'required' && params['missingProperty'] === '$ref';
}

function isWithin(error: ErrorObject, summary: ErrorObject): boolean {
  if (error.instancePath === summary.instancePath) {
    return error.schemaPath !== summary.schemaPath && comesFrom(error, summary);
  }
  return error.instancePath.startsWith(`${summary.instancePath}/`);
}

/** Errors of the same place count when their path says so, or when a reference hides where they come from. */
function comesFrom(error: ErrorObject, summary: ErrorObject): boolean {
  if (summary.keyword === 'propertyNames') return error.propertyName === summary.params['propertyName'];
  if (summary.keyword === 'if') return /\/(then|else)\//.test(error.schemaPath);
  if (error.schemaPath.startsWith(`${summary.schemaPath}/`)) return true;
  return base(error.schemaPath) !== base(summary.schemaPath);
}

function base(schemaPath: string): string {
  return schemaPath.split('/').slice(0, 3).join('/');
}

function depth({ instancePath, propertyName }: ErrorObject): number {
  return instancePath.split('/').length + (propertyName === undefined ? 0 : 1);
}

function toComplaint(error: ErrorObject, root: Json): Complaint {
  const { keyword, instancePath, params } = error;
  const child = childOf(error);
  const pointer = child === undefined ? instancePath : instancePath + toPointer([child]);
  if (keyword === 'required') {
    const name = JSON.stringify(params['missingProperty']);
    return { pointer, keyword, found: `no member ${name}`, expected: `the member ${name}` };
  }
  const found = child === undefined ? show(atPointer(root, instancePath)) : `the member ${JSON.stringify(child)}`;
  return { pointer, keyword, found, expected: expectation(error) };
}

/** The member that is wrong by its name, if that is the fault. */
function childOf({ params, propertyName }: ErrorObject): string | undefined {
  const name = propertyName ?? params['additionalProperty'] ?? params['unevaluatedProperty'];
  return typeof name === 'string' ? name : undefined;
}

function expectation(error: ErrorObject): string {
  const { keyword, params, message } = error;
  switch (keyword) {
    case 'type':
      return [params['type']].flat().map(withArticle).join(' or ');
    case 'enum':
      return `one of ${[params['allowedValues']].flat().map(show).join(', ')}`;
    case 'const':
      return show(params['allowedValue']);
    case 'pattern':
      return `text that matches ${params['pattern']}`;
    case 'format':
      return `text in the format ${params['format']}`;
    case 'additionalProperties':
    case 'unevaluatedProperties':
      return knownMembers(error);
    case 'dependentRequired':
      return `the member ${JSON.stringify(params['missingProperty'])} beside ${JSON.stringify(params['property'])}`;
    case 'false schema':
      return 'nothing';
    case 'not':
      return 'something that does not fit the schema under not';
    default:
      return (message ?? `what ${keyword} demands`).replace(/^must /, 'a value that must ');
  }
}

function knownMembers({ parentSchema }: ErrorObject): string {
  const properties: unknown = parentSchema?.['properties'];
  return isObject(properties) ? `one of ${Object.keys(properties).join(', ')}` : 'no such member';
}

function withArticle(type: unknown): string {
  if (type === 'null') return 'null';
  return `${/^[aeiou]/.test(String(type)) ? 'an' : 'a'} ${type}`;
}

/** A value in at most 60 characters. */
export function show(value: unknown): string {
  if (value === undefined) return 'nothing';
  const text = JSON.stringify(value);
  return text.length <= 60 ? text : `${text.slice(0, 57)}…`;
}

function mergeAlternatives(complaints: readonly Complaint[]): Complaint[] {
  const byPlace = new Map<string, Complaint>();
  for (const complaint of complaints) {
    const key = `${complaint.pointer} ${complaint.found}`;
    const earlier = byPlace.get(key);
    if (earlier === undefined) byPlace.set(key, complaint);
    else if (!earlier.expected.split(' or ').includes(complaint.expected)) {
      byPlace.set(key, { ...earlier, expected: `${earlier.expected} or ${complaint.expected}` });
    }
  }
  return [...byPlace.values()];
}
