import type { PlainResponse } from '../../mock/plain.ts';
import { isObject, type Json, type JsonObject, setMember } from '../../specs/json.ts';
import { typed } from '../engine/answers.ts';
import { turn } from '../engine/passing.ts';
import { contentTypeOf } from '../stage.ts';
import { afterAll, type VariantCase } from './variant-case.ts';

/** What every server may do to the outside of its answers. */
export const envelopes: readonly VariantCase[] = [
  {
    name: 'members-reversed',
    says: 'Writes the members of JSON objects in another order.',
    engine: afterAll(inJson(reversed)),
  },
  {
    name: 'extra-members',
    says: 'Adds members that nobody asked for to JSON objects.',
    engine: afterAll(inJson((value) => extended(value, ''))),
  },
  {
    name: 'json-indented',
    says: 'Writes JSON over many lines.',
    engine: afterAll(inJsonText((value) => JSON.stringify(value, null, 4))),
  },
  {
    name: 'json-escaped',
    says: 'Writes every character beyond ASCII as an escape.',
    engine: afterAll(inJsonText((value) => escaped(JSON.stringify(value)))),
  },
  {
    name: 'json-padded',
    says: 'Writes white space around JSON.',
    engine: afterAll(inJsonText((value) => `\r\n\t ${JSON.stringify(value)} \n`)),
  },
  {
    name: 'header-names-upper',
    says: 'Writes header names in upper case.',
    engine: afterAll((answer) => ({ ...answer, headers: headers(answer, (name) => name.toUpperCase()) })),
  },
  {
    name: 'header-names-lower',
    says: 'Writes header names in lower case.',
    engine: afterAll((answer) => ({ ...answer, headers: headers(answer, (name) => name.toLowerCase()) })),
  },
  {
    name: 'headers-more',
    says: 'Sends headers of its own.',
    engine: afterAll((answer) => ({
      ...answer,
      headers: {
        Server: 'Other/1.0',
        'X-Request-Id': '7',
        'Set-Cookie': 'a=b',
        Vary: '*',
        ...answer.headers,
        'Cache-Control': 'no-store',
      },
    })),
  },
  {
    name: 'media-type-charset',
    says: 'Says the charset of every answer.',
    engine: afterAll((answer) => retyped(answer, (type) => (type.includes(';') ? type : `${type}; charset=utf-8`))),
  },
  {
    name: 'media-type-case',
    says: 'Writes media types in upper case.',
    engine: afterAll((answer) => retyped(answer, (type) => type.replace(/^[^;]*/, (name) => name.toUpperCase()))),
  },
  {
    name: 'reason-phrase-empty',
    says: 'Has no reason phrases.',
    engine: afterAll((answer) => ({ ...answer, reasonPhrase: '' })),
  },
  {
    name: 'reason-phrase-other',
    says: 'Has reason phrases of its own.',
    engine: afterAll((answer) => ({ ...answer, reasonPhrase: 'As You Like It' })),
  },
  {
    name: 'slow',
    says: 'Takes its time, and lets other calls go first.',
    engine: (serve) => async (request) => {
      for (let count = 0; count < 5; count++) await turn();
      return serve(request);
    },
  },
  {
    name: 'slow-answers',
    says: 'Answers late.',
    engine: (serve) => async (request) => {
      const answer = await serve(request);
      for (let count = 0; count < 5; count++) await turn();
      return answer;
    },
  },
];

/** Changes the value of JSON answers; others stay. */
export function inJson(change: (value: Json) => Json): (answer: PlainResponse) => PlainResponse {
  return inJsonText((value) => JSON.stringify(change(value)));
}

function inJsonText(write: (value: Json) => string): (answer: PlainResponse) => PlainResponse {
  return (answer) => {
    if (!contentTypeOf(answer)?.includes('json') || answer.body.length === 0) return answer;
    return { ...answer, body: write(JSON.parse(String(answer.body))) };
  };
}

/** The value with the members of all objects in reverse order. */
export function reversed(value: Json): Json {
  if (Array.isArray(value)) return value.map(reversed);
  if (!isObject(value)) return value;
  const copy: JsonObject = {};
  for (const [name, member] of Object.entries(value).toReversed()) setMember(copy, name, reversed(member));
  return copy;
}

/** Maps of names that the caller chose, and users that must not say more, stay as they are. */
const CLOSED = /^(userRoles|User)$/;

function extended(value: Json, name: string): Json {
  if (Array.isArray(value)) return value.map((element) => extended(element, name));
  if (!isObject(value) || CLOSED.test(name)) return value;
  const copy: JsonObject = { extraBefore: { nested: [1, null] } };
  for (const [each, member] of Object.entries(value)) setMember(copy, each, extended(member, each));
  return { ...copy, extra_after: 'more' };
}

function escaped(text: string): string {
  return text.replaceAll(/[\u0080-\uffff]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

function headers({ headers: own }: PlainResponse, rename: (name: string) => string): Record<string, string> {
  return Object.fromEntries(
    Object.entries(own)
      .map(([name, value]) => [rename(name), value])
      .toReversed(),
  );
}

function retyped(answer: PlainResponse, change: (type: string) => string): PlainResponse {
  const type = contentTypeOf(answer);
  return type === undefined ? answer : typed(answer, change(type));
}
