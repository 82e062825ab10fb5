import { asArray, asObject, type Json, type JsonObject, setMember } from '../../specs/json.ts';
import type { Engine } from '../deviation.ts';
import { typed } from '../engine/answers.ts';
import { renamed } from '../engine/ids.ts';
import { afterGood, bare, isDryRun, onCreate } from '../engine/passing.ts';
import { recordIn } from '../locate.ts';
import { closed, forEachEffect, lowerCased, normalised, refusing } from './changes.ts';
import type { VariantCase } from './variant-case.ts';

/** What a server of this contract may do. */
export const syncplicityVariants: readonly VariantCase[] = [
  {
    name: 'list-reversed',
    says: 'Lists the users of a batch in reverse order.',
    engine: inList((list) => list.toReversed()),
  },
  { name: 'ids-upper-case', says: 'Writes GUIDs in upper case.', engine: renamed(({ own }) => own.toUpperCase()) },
  {
    name: 'ids-without-hyphens',
    says: 'Writes GUIDs without hyphens.',
    profile: 'document',
    edit: (document) => setMember(recordIn(document), 'Id', '{$new#/guid-n}'),
  },
  { name: 'password-echoed', says: 'Answers the password that was sent.', engine: withSent('Password') },
  {
    name: 'list-of-bare-users',
    says: 'Lists Id and EmailAddress of the new users, nothing else.',
    profile: 'document',
    engine: inList((list) => list.map((user) => picked(user, ['Id', 'EmailAddress']))),
  },
  {
    name: 'errors-empty',
    says: 'Answers errors without a body.',
    engine: refusing((answer) => ({ ...answer, body: '' })),
  },
  {
    name: 'errors-plain',
    says: 'Answers errors as plain text.',
    engine: refusing((answer) => ({ ...typed(answer, 'text/plain'), body: 'No.' })),
  },
  {
    name: 'errors-html',
    says: 'Answers errors as a page.',
    engine: refusing((answer) => ({ ...typed(answer, 'text/html'), body: '<h1>No</h1>' })),
  },
  {
    name: 'errors-translated',
    says: 'Has other texts for errors.',
    engine: refusing((answer) => ({ ...answer, reasonPhrase: 'Nein', body: '{"Fehler":"Das geht nicht."}' })),
  },
  {
    name: 'too-large-413',
    says: 'Answers 413 to more than 100 users.',
    engine: onCreate(
      () =>
        async ({ request, items }, serve) =>
          items.length > 100 ? bare(413) : serve(request),
    ),
  },
  {
    name: 'no-mail',
    says: 'Sends no mail at all.',
    profile: 'vendor',
    edit: (document) => forEachEffect(document, (effect) => void delete effect['mail']),
  },
  {
    name: 'dry-run-looks-at-nothing',
    says: 'Answers 200 to every dry run of somebody who may create users.',
    profile: 'vendor',
    engine: looseDryRun(),
  },
  { name: 'policy-stricter', says: 'Wants passwords of 9 characters of all four classes.', edit: policy(9, 4) },
  { name: 'policy-laxer', says: 'Wants passwords of 6 characters of two classes.', edit: policy(6, 2) },
  { name: 'no-unknown-members', says: 'Refuses users with members that nobody knows.', edit: closed },
  { name: 'names-normalised', says: 'Keeps names in Unicode normal form C.', engine: normalised() },
  { name: 'emails-lower-case', says: 'Keeps addresses in lower case.', profile: 'document', engine: lowerCased() },
  {
    name: 'accept-refused',
    says: 'Answers JSON whatever is asked for.',
    engine: (serve) => (request) => serve({ ...request, headers: { ...request.headers, accept: '*/*' } }),
  },
];

function inList(change: (list: Json[]) => Json[]): Engine {
  return afterGood((answer, { stage }) => {
    const list = stage.answerOf(answer);
    return Array.isArray(list) ? stage.withAnswer(answer, change(list)) : answer;
  });
}

function picked(user: Json, names: readonly string[]): Json {
  return Object.fromEntries(Object.entries(asObject(user)).filter(([name]) => names.includes(name)));
}

function withSent(name: string): Engine {
  return afterGood((answer, { stage, items }) => {
    const list = asArray(stage.answerOf(answer));
    return stage.withAnswer(
      answer,
      list.map((user, index) => ({ ...asObject(user), [name]: items[index]?.[name] ?? '' })),
    );
  });
}

function looseDryRun(): Engine {
  return onCreate(() => async (passing, serve) => {
    const answer = await serve(passing.request);
    const isInvalid = answer.status === 400 && passing.items.length > 0;
    return isDryRun(passing) && isInvalid
      ? { ...bare(200), headers: { 'Content-Type': 'application/json' }, body: '[]' }
      : answer;
  });
}

function policy(minLength: number, classes: number): (document: JsonObject) => void {
  return (document) => {
    asObject(document['x-initial'])['passwordPolicy'] = { minLength, classes };
  };
}
