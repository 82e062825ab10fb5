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
  return mergeAlternatives(dropNoise(errors ?? []).map((error) => toComplaint(error, root)));
}

/** The same in the words of a schema that describes its parts for people; its errors must be verbose. */
export function describedComplaints(errors: readonly ErrorObject[] | null | undefined, root: Json): Complaint[] {
  const complaints = dropNoise(errors ?? []).map((error) => {
    const complaint = toComplaint(error, root);
    const description: unknown = error.parentSchema?.['description'];
    if (!DESCRIBED.has(error.keyword) || typeof description !== 'string') return complaint;
    return { ...complaint, expected: description.replace(/\.$/, '') };
  });
  return mergeAlternatives(complaints);
}

/** Keywords that say less about what they want than a description does. */
const DESCRIBED: ReadonlySet<string> = new Set(['pattern', 'not', 'oneOf']);

function dropNoise(errors: readonly ErrorObject[]): readonly ErrorObject[] {
  const dropped = new Set<ErrorObject>(errors.filter((error) => isConsequence(error, errors)));
  errors.forEach((summary, index) => {
    if (!SUMMARIES.has(summary.keyword)) return;
    const earlier = errors.slice(0, index).filter((error) => !dropped.has(error));
    const branches = earlier.filter((error) => isWithin(error, summary));
    if (branches.length > 0) dropped.add(summary);
    // What fits several branches of oneOf has no errors of branches.
    const isChoice = summary.keyword === 'anyOf' || (summary.keyword === 'oneOf' && !summary.params['passingSchemas']);
    if (branches.length === 0 || !isChoice) return;
    const kept = new Set(deepest(nearestBranches(withoutReference(branches), summary), summary));
    for (const error of branches) if (!kept.has(error)) dropped.add(error);
  });
  return errors.filter((error) => !dropped.has(error));
}

/** Of an object whose kind is unknown every member looks unknown too. */
function isConsequence({ keyword, instancePath }: ErrorObject, errors: readonly ErrorObject[]): boolean {
  if (keyword !== 'unevaluatedProperties') return false;
  return errors.some((error) => isKindError(error) && error.instancePath.replace(/\/(type|in)$/, '') === instancePath);
}

/** A wrong `type` or `in` says which kind of object was meant: the branches of other kinds then complain about it. */
function isKindError({ keyword, instancePath }: ErrorObject): boolean {
  return (keyword === 'enum' || keyword === 'const') && /\/(type|in)$/.test(instancePath);
}

/** "Or a $ref" is true of nearly every place and helps nobody, unless nothing else is said. */
function withoutReference(branches: readonly ErrorObject[]): readonly ErrorObject[] {
  const others = branches.filter(
    ({ keyword, params }) => keyword !== 'required' || params['missingProperty'] !== '$ref',
  );
  return others.length === 0 ? branches : others;
}

/** The branches for the kind of object that was meant; all when none is. */
function nearestBranches(errors: readonly ErrorObject[], summary: ErrorObject): readonly ErrorObject[] {
  const branchOf = (error: ErrorObject): string => branchName(error, summary);
  const others = new Set(
    errors.filter((error) => isKindError(error) && depth(error) === depth(summary) + 1).map(branchOf),
  );
  const meant = errors.filter((error) => !others.has(branchOf(error)));
  return meant.length === 0 || others.size === 0 ? errors : meant;
}

function branchName({ schemaPath }: ErrorObject, summary: ErrorObject): string {
  const prefix = `${summary.schemaPath}/`;
  return schemaPath.startsWith(prefix)
    ? (schemaPath.slice(prefix.length).split('/')[0] ?? '')
    : definitionOf(schemaPath);
}

/** Who complains about a part of the value has understood more of it than who complains about the whole. */
function deepest(errors: readonly ErrorObject[], summary: ErrorObject): readonly ErrorObject[] {
  const inside = errors.filter((error) => depth(error) > depth(summary));
  return inside.length === 0 ? errors : inside;
}

function isWithin(error: ErrorObject, summary: ErrorObject): boolean {
  if (error.instancePath === summary.instancePath) {
    return error.schemaPath !== summary.schemaPath && comesFrom(error, summary);
  }
  return error.instancePath.startsWith(`${summary.instancePath}/`);
}

/**
 * Errors of the same place count when their path says so, or when a reference hides where they come from: Ajv begins
 * the path of a definition that it compiles by itself at `#`.
 */
function comesFrom(error: ErrorObject, summary: ErrorObject): boolean {
  if (summary.keyword === 'propertyNames') return error.propertyName === summary.params['propertyName'];
  const from = definitionOf(error.schemaPath);
  if (from === '#' || from !== definitionOf(summary.schemaPath)) return true;
  if (summary.keyword === 'if') return /\/(then|else)\//.test(error.schemaPath);
  return error.schemaPath.startsWith(`${summary.schemaPath}/`);
}

/** The definition that a path leads into, or `#`. */
function definitionOf(schemaPath: string): string {
  return /^#\/(definitions|\$defs)\/[^/]+/.exec(schemaPath)?.[0] ?? '#';
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
    else byPlace.set(key, { ...earlier, expected: either(earlier.expected, complaint.expected) });
  }
  return [...byPlace.values()];
}

/** Lists are joined to one list. */
function either(one: string, other: string): string {
  const list = 'one of ';
  if (one === other) return one;
  if (!one.startsWith(list) || !other.startsWith(list)) return `${one} or ${other}`;
  const names = new Set([...one.slice(list.length).split(', '), ...other.slice(list.length).split(', ')]);
  return list + [...names].join(', ');
}
