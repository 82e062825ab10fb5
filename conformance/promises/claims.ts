import { isDeepStrictEqual } from 'node:util';
import { createAjv } from '../../specs/ajv.ts';
import { compileConditions } from '../../specs/condition.ts';
import { compileExpression } from '../../specs/expression.ts';
import { asArray, asObject, isObject, type Json, type JsonObject } from '../../specs/json.ts';
import type { Scope } from '../../specs/scope.ts';
import { answeredRecord, hasText } from './record.ts';
import { broken, type CreatedElement, KEPT, keptUnless, type PromiseJudge, type Scene } from './scene.ts';

/**
 * `answer`: what is said about every created element. `record` is the place of the record in the answer's body; without it, and where users
 * can be observed, the record is what is observed. Each of the `claims` compares the value of an expression (`$record`, `$item`: what was
 * sent, `$response`) with a schema or another expression. A member that is not shown is not compared.
 */
export const answer: PromiseJudge = (scene, params) => {
  // What was accepted though it need not be may be kept otherwise than it was sent.
  const isOpen = scene.expectation.faults.length > 0;
  if (scene.kind !== 'success' || scene.isDryRun || scene.created.length === 0 || isOpen) return undefined;
  const claims = asArray(params['claims']).map(asObject);
  const isAboutRecord = claims.some(({ the }) => String(the).startsWith('{$record'));
  let shown = 0;
  const isShown = (scope: Scope): boolean =>
    claims.some(
      ({ the, is, isNot }) =>
        is !== undefined || isNot !== undefined || compileExpression(String(the))(scope) !== undefined,
    );
  for (const element of scene.created) {
    const found = recordsOf(scene, element, params);
    const records = isAboutRecord || found.length > 0 ? found : [undefined];
    for (const record of records) {
      const scope = { ...scopeOf(scene), item: element.item, record };
      shown += isShown(scope) ? 1 : 0;
      const [first] = claims.flatMap((claim) => brokenClaim(claim, scope));
      if (first !== undefined) return broken(first);
    }
  }
  if (shown > 0) return KEPT;
  return params['record'] === undefined ? { outcome: 'cantTell', reason: NOT_READ } : undefined;
};

const NOT_READ = 'the created user cannot be read: the target file would have to give the hook observe';

/** `refusal-body`: what a refusal says when all that is wrong is one field, or breaks one clause. */
export const refusalBody: PromiseJudge = (scene, { claims, field, fault }) => {
  const { faults, success, doubts } = scene.expectation;
  const isAbout = faults.every(
    (each) =>
      (field === undefined || each.field === field) &&
      (fault === undefined || each.clause.id.endsWith(`/${String(fault)}`)),
  );
  if (scene.kind !== 'refusal' || success !== 'never' || !isAbout || doubts.length > 0) return undefined;
  const titles = asArray(claims).flatMap((claim) => brokenClaim(asObject(claim), scopeOf(scene)));
  return keptUnless(titles);
};

function recordsOf(scene: Scene, element: CreatedElement, { record }: JsonObject): JsonObject[] {
  const email = scene.emailOf(element.item);
  const users =
    email === undefined ? [] : (scene.observed?.get(email)?.users ?? []).filter((user) => hasText(user, email));
  // Of two users with one address nobody can say which is the new one.
  const [observed] = users.length === 1 ? users : [];
  const answered = record === undefined ? undefined : answeredRecord(scene, element, record);
  return [answered, observed].filter((each) => each !== undefined);
}

/** The scope of an answer: the request, and what came back. */
export function scopeOf({ inquiry, answer: { status, headers, body } }: Scene): Scope {
  const { 'content-type': type } = headers;
  const shown = type === undefined ? headers : { ...headers, 'content-type': type.toLowerCase() };
  return { ...inquiry.scope, response: { status, headers: shown, body } };
}

const ajv: ReturnType<typeof createAjv> = createAjv();
const compiled = new Map<string, (value: Json) => boolean>();

/** The test of a schema; the same few schemas come again and again. */
export function fits(schema: Json): (value: Json) => boolean {
  const key = JSON.stringify(schema);
  const known = compiled.get(key);
  if (known) return known;
  const validate = ajv.compile(isObject(schema) ? schema : schema === true);
  const test = (value: Json): boolean => validate(value) === true;
  compiled.set(key, test);
  return test;
}

function brokenClaim(claim: JsonObject, scope: Scope): string[] {
  const { the, is, isNot } = claim;
  const name = String(the);
  const value = compileExpression(name)(scope);
  if (is !== undefined || isNot !== undefined) {
    const condition = { the: name, ...(is === undefined ? {} : { is }), ...(isNot === undefined ? {} : { isNot }) };
    return compileConditions([condition], fits)(scope) ? [] : [`${name} is ${show(value)}`];
  }
  if (value === undefined) return [];
  const other = (word: string): Json | undefined =>
    claim[word] === undefined ? undefined : compileExpression(String(claim[word]))(scope);
  return COMPARISONS.flatMap(({ word, isBroken }) => {
    const wanted = other(word) ?? (claim[word] === undefined ? undefined : claim['otherwise']);
    return wanted !== undefined && isBroken(value, wanted, claim['as'])
      ? [`${name} is ${show(value)}, and ${String(claim[word])} ${show(wanted)}`]
      : [];
  });
}

interface Comparison {
  readonly word: string;
  readonly isBroken: (value: Json, wanted: Json, as: Json | undefined) => boolean;
}

const COMPARISONS: readonly Comparison[] = [
  { word: 'equals', isBroken: (value, wanted, as) => !isSame(value, wanted, as) },
  { word: 'differs', isBroken: (value, wanted) => isDeepStrictEqual(value, wanted) },
  { word: 'holds', isBroken: (value, wanted) => !String(value).includes(String(wanted)) },
  {
    word: 'includes',
    isBroken: (value, wanted) =>
      !String(wanted)
        .split(',')
        .every((part) => asArray(value).includes(part.trim())),
  },
  { word: 'notBefore', isBroken: (value, wanted) => Date.parse(String(value)) < Date.parse(String(wanted)) },
];

/** `text`: letter case, outer blanks and the Unicode form aside; `sets`: lists are compared as sets. */
function isSame(value: Json | undefined, wanted: Json, as: Json | undefined): boolean {
  return isDeepStrictEqual(normal(value, as), normal(wanted, as));
}

/** The form in which two values are compared. */
export function normal(value: Json | undefined, as: Json | undefined): unknown {
  // Blanks at the ends and the Unicode form are nobody's data.
  if (typeof value === 'string')
    return as === 'text' ? value.trim().normalize('NFC').toLowerCase() : value.trim().normalize('NFC');
  if (as !== 'sets') return value;
  if (Array.isArray(value)) return [...new Set(value.map((each) => JSON.stringify(each)))].toSorted();
  if (isObject(value))
    return new Map(
      Object.entries(value)
        .toSorted()
        .map(([name, each]) => [name, normal(each, as)]),
    );
  return value;
}

function show(value: Json | undefined): string {
  const text = JSON.stringify(value) ?? 'absent';
  return text.length > 120 ? `${text.slice(0, 120)}...` : text;
}
