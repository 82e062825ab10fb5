import { isDeepStrictEqual } from 'node:util';
import { foldKey } from '../../rules/fold.ts';
import { compileExpression } from '../../specs/expression.ts';
import { asArray, atPointer, isObject, type Json, type JsonObject } from '../../specs/json.ts';
import { normal, scopeOf } from './claims.ts';
import { answeredRecord, answeredRecords, hasText } from './record.ts';
import { broken, KEPT, keptUnless, type PromiseJudge, type Scene } from './scene.ts';

/** `created`: what a good request sends is there afterwards, once. Where nothing can be observed, the answer is believed. */
export const created: PromiseJudge = (scene) => {
  const { observed, expected, emailOf } = scene;
  if (scene.kind !== 'success' || scene.isDryRun || scene.created.length === 0) return undefined;
  if (!observed) return KEPT;
  const titles = scene.created.flatMap(({ item }) => {
    const email = emailOf(item);
    const count = email === undefined ? undefined : observed.get(email)?.users?.length;
    if (email === undefined || count === undefined) return [];
    if (count === 0) return [`${email} was answered as created and is not there`];
    if (count > (expected.get(email) ?? 1)) return [`${email} is there ${count} times`];
    return changedMembers(scene, item, observed.get(email)?.users ?? []);
  });
  return keptUnless(titles);
};

/** `listed`: the answer lists exactly what was created. */
export const listed: PromiseJudge = (scene, { record }) => {
  if (scene.kind !== 'success' || scene.isDryRun) return undefined;
  const list = atPointer(scene.answer.body, String(record ?? ''));
  if (!Array.isArray(list)) return broken('the answer is no list');
  const records = answeredRecords(scene, record);
  const { elements } = scene.inquiry;
  const { refused, faults } = scene.expectation;
  const emails = elements.map(({ item }) => scene.emailOf(item));
  const isListed = (email: string | undefined): boolean =>
    email !== undefined && records.some((each) => hasText(each, email));
  const wrong = emails.filter((email, index) => refused.has(index) && isListed(email) && !isShared(email, emails));
  const missing = emails.filter((email, index) => !isListed(email) && isGood(index));
  const strange = records.filter((each) => !emails.some((email) => email !== undefined && hasText(each, email)));
  return keptUnless([
    ...wrong.map((email) => `${email} must be refused and is listed`),
    ...missing.map((email) => `${email} is good and missing from the list`),
    ...strange.map((each) => `the list holds ${JSON.stringify(each).slice(0, 120)}, which was not sent`),
    ...(records.length > emails.length ? [`the list has ${records.length} elements for ${emails.length} users`] : []),
  ]);

  function isGood(index: number): boolean {
    return (
      !faults.some((fault) => fault.index === undefined || fault.index === index) &&
      scene.expectation.doubts.length === 0
    );
  }
};

function isShared(email: string | undefined, emails: readonly (string | undefined)[]): boolean {
  const key = foldKey(email ?? '', 'case');
  return emails.filter((other) => other !== undefined && foldKey(other, 'case') === key).length > 1;
}

/** `success-status`: a success has the documented status. */
export const successStatus: PromiseJudge = ({ kind, answer, operation }) => {
  if (kind !== 'success') return undefined;
  const known = [...new Set(operation.answers.map(({ status }) => status))];
  return known.includes(answer.status)
    ? KEPT
    : broken(`a success is answered with ${answer.status}, not ${known.join(' or ')}`);
};

/** `refusal`: a call that could create nothing is answered otherwise than a success. */
export const refusal: PromiseJudge = ({ expectation, kind, answer, operation }) => {
  if (expectation.success !== 'never') return undefined;
  const isTold = kind === 'refusal' && !operation.answers.some(({ status }) => status === answer.status);
  return isTold ? KEPT : broken(`a call that must fail is answered with ${answer.status}`);
};

/** `ids`: every created record has a value of its own at each of the places. */
export const ids: PromiseJudge = (scene, { record, at }) => {
  if (scene.kind !== 'success' || scene.isDryRun || scene.created.length === 0) return undefined;
  const shown = scene.created.flatMap((element) => {
    const found = answeredRecord(scene, element, record);
    return found ? [{ found, owner: foldKey(scene.emailOf(element.item) ?? '', 'case') }] : [];
  });
  const titles = asArray(at).flatMap((place) =>
    String(place).startsWith('{$')
      ? repeated(scene, String(place), compileExpression(String(place))(scopeOf(scene)), ownerOf(scene))
      : shown.flatMap(({ found, owner }) => repeated(scene, String(place), atPointer(found, String(place)), owner)),
  );
  return shown.length === 0 && seenNothing(scene, at) ? undefined : keptUnless(titles);
};

function ownerOf({ created, emailOf }: Scene): string {
  return foldKey(emailOf(created[0]?.item) ?? '', 'case');
}

function seenNothing(scene: Scene, at: Json | undefined): boolean {
  return !asArray(at).some(
    (place) => String(place).startsWith('{$') && compileExpression(String(place))(scopeOf(scene)) !== undefined,
  );
}

/** Remembers the value and whose it is; says so when it was there before. Where answers may be sent again, one user may have it twice. */
function repeated({ seen, mayReplay }: Scene, place: string, value: Json | undefined, owner: string): string[] {
  if (value === undefined || value === null || value === '') return [];
  const known = seen.get(place) ?? new Map<string, string>();
  seen.set(place, known);
  const key = foldKey(value, 'none');
  const before = known.get(key);
  known.set(key, owner);
  const isRepeated = before !== undefined && !(mayReplay && before === owner);
  return isRepeated ? [`${place} is ${JSON.stringify(value)} for two users`] : [];
}

/** Members that were sent and are shown with another value, of those that the contract stores as they are sent. */
function changedMembers(
  { operation, expectation, keptMembers, emailOf }: Scene,
  item: Json | undefined,
  users: readonly JsonObject[],
): string[] {
  const [user] = users.length === 1 ? users : [];
  if (!user || !isObject(item) || expectation.faults.length > 0 || operation.effect?.create === undefined) return [];
  return keptMembers.flatMap((name) => {
    const [sent, stored] = [item[name], user[name]];
    if (!isScalar(sent) || stored === undefined || isSameMember(sent, stored, sent === emailOf(item))) return [];
    return [`${name} was sent as ${JSON.stringify(sent)} and is ${JSON.stringify(stored)}`];
  });
}

function isScalar(value: Json | undefined): value is string | number | boolean {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean';
}

/** Letter case is no part of an address. */
function isSameMember(sent: Json, stored: Json, isAddress: boolean): boolean {
  const as = isAddress ? 'text' : 'sets';
  return isDeepStrictEqual(normal(sent, as), normal(stored, as));
}
