import { asArray, asObject, type Json } from '../../specs/json.ts';
import type { Engine } from '../deviation.ts';
import { typed } from '../engine/answers.ts';
import { afterGood, isGood, onCreate } from '../engine/passing.ts';
import { contentTypeOf } from '../stage.ts';
import { closed, forEachEffect, lowerCased, refusing } from './changes.ts';
import { inJson } from './envelopes.ts';
import type { VariantCase } from './variant-case.ts';

/** What a server of this contract may do. */
export const legalesignVariants: readonly VariantCase[] = [
  {
    name: 'location-elsewhere',
    says: 'Names the resource by its public host.',
    engine: atLocation((own) => own.replace(/^.*(?=\/api\/v1\/user\/)/, 'https://eu-api.example.com')),
  },
  {
    name: 'location-relative',
    says: 'Names the resource by its path alone, without the prefix of the sandbox.',
    engine: atLocation((own) => own.replace(/^.*(?=\/api\/v1\/user\/)/, '')),
  },
  {
    name: 'texts-other',
    says: 'Has other texts for faults.',
    profile: 'vendor',
    engine: refusing(inJson((value) => texts(value))),
  },
  {
    name: 'texts-several',
    says: 'Has several texts for every fault.',
    engine: refusing(inJson((value) => doubled(value))),
  },
  {
    name: 'created-with-body',
    says: 'Answers 201 with a body of its own.',
    engine: afterGood((answer) => ({ ...typed(answer, 'application/json'), body: '{"status":"ok"}' })),
  },
  {
    name: 'created-with-text',
    says: 'Answers 201 with text.',
    engine: afterGood((answer) => ({ ...typed(answer, 'text/plain'), body: 'operation successful' })),
  },
  { name: 'unreadable-422', says: 'Answers 422 to a body that cannot be read.', engine: ofShape(422) },
  { name: 'unreadable-415', says: 'Answers 415 to a body that cannot be read.', engine: ofShape(415) },
  {
    name: 'mail-to-everybody',
    says: 'Sends the verification mail to users with a password too.',
    profile: 'vendor',
    edit: (document) => forEachEffect(document, (effect) => void delete asObject(effect['mail'])['when']),
  },
  { name: 'emails-lower-case', says: 'Keeps addresses in lower case.', engine: lowerCased() },
  { name: 'no-unknown-members', says: 'Refuses users with members that nobody knows.', edit: closed },
];

function atLocation(change: (own: string) => string): Engine {
  return afterGood((answer) => {
    const { Location: own, ...others } = answer.headers;
    return own === undefined ? answer : { ...answer, headers: { ...others, Location: change(own) } };
  });
}

function texts(value: Json): Json {
  const user = asObject(asObject(value)['user']);
  if (Object.keys(user).length === 0) return value;
  return { user: Object.fromEntries(Object.keys(user).map((field) => [field, ['Bitte prüfen Sie diese Angabe.']])) };
}

function doubled(value: Json): Json {
  const user = asObject(asObject(value)['user']);
  if (Object.keys(user).length === 0) return value;
  return {
    user: Object.fromEntries(
      Object.entries(user).map(([field, list]) => [field, [...asArray(list), 'And another thing.']]),
    ),
  };
}

function ofShape(status: number): Engine {
  return onCreate(() => async ({ request, items }, serve) => {
    const answer = await serve(request);
    const isAboutShape = !isGood(answer) && items.length === 0 && contentTypeOf(answer)?.includes('problem');
    return isAboutShape ? { ...answer, status, reasonPhrase: undefined } : answer;
  });
}
