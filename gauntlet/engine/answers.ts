import type { PlainResponse } from '../../mock/plain.ts';
import { atPointer, isObject, type Json, type JsonObject } from '../../specs/json.ts';
import type { Base } from '../base.ts';
import type { Engine } from '../deviation.ts';
import { contentTypeOf } from '../stage.ts';
import { afterGood, type EngineCase, type Passing } from './passing.ts';

/** Servers whose answers to good calls cannot be read, or say something else. */
export const answers: readonly EngineCase[] = [
  body('truncated', 'Answers half of the body.', (text) => text.slice(0, Math.floor(text.length / 2))),
  body('empty', 'Answers an empty body.', () => ''),
  body('plain', 'Answers OK.', () => 'OK'),
  body('twice', 'Answers the body twice.', (text) => text + text),
  body('unclosed', 'Answers without the last character.', (text) => text.trimEnd().slice(0, -1)),
  {
    topic: 'body',
    name: 'invalid-utf-8',
    says: 'Answers bytes that are no UTF-8.',
    engine: afterGood((answer) => ({ ...answer, body: spoilt(String(answer.body)) })),
  },
  {
    topic: 'body',
    name: 'html',
    says: 'Answers a page.',
    engine: afterGood((answer) => ({ ...typed(answer, 'text/html'), body: '<!doctype html><title>OK</title>' })),
  },
  ...[200, 201, 202, 204, 301, 400, 404, 500].flatMap((status) => [
    goodStatus('status', status, ({ surface }) => surface.goodStatus),
    goodStatus('exactStatus', status, () => 200),
  ]),
  member(
    'requestId',
    'from-client',
    'Answers the client’s own request id.',
    '/requestId',
    (_good, { request }) => request.headers['clientrequestid'] ?? null,
  ),
  member('roles', 'one-lost', 'Loses the last role of every instance.', '/result/userRoles', (good) =>
    eachList(good, (list) => list.slice(0, -1)),
  ),
  member('roles', 'first-instance-only', 'Keeps the roles of the first instance only.', '/result/userRoles', (good) =>
    isObject(good) ? Object.fromEntries(Object.entries(good).slice(0, 1)) : good,
  ),
  member(
    'roles',
    'same-everywhere',
    'Gives the roles of the first instance in all of them.',
    '/result/userRoles',
    (good) => eachList(good, (_list, all) => all),
  ),
  member('secrets', 'client-id-constant', 'Gives every API user the same client id.', '/result/clientId', (good) =>
    typeof good === 'string' ? 'client' : good,
  ),
  member(
    'secrets',
    'client-secret-constant',
    'Gives every API user the same secret.',
    '/result/clientSecret',
    (good) => (typeof good === 'string' ? 'secret' : good),
  ),
  member(
    'peopleSecrets',
    'shown',
    'Gives people a client id and secret too.',
    '/result/clientId',
    (good) => good ?? 'client',
  ),
  member(
    'timestamps',
    'reversed',
    'Updates a user before it creates one.',
    '/result/updatedAt',
    () => '2001-01-01T00:00:00.000+00:00',
  ),
];

function body(name: string, says: string, change: (text: string) => string): EngineCase {
  return {
    topic: 'body',
    name: `body-${name}`,
    says,
    engine: afterGood((answer) => ({ ...answer, body: change(String(answer.body)) })),
  };
}

/** The text with a byte in it that UTF-8 does not have. */
function spoilt(text: string): Uint8Array {
  const bytes = Buffer.from(text);
  const quote = bytes.lastIndexOf(/^\s*</.test(text) ? '<' : '"');
  return Buffer.concat([bytes.subarray(0, quote), Buffer.from([0xff]), bytes.subarray(quote)]);
}

/** The answer with another media type. */
export function typed(answer: PlainResponse, type: string): PlainResponse {
  const others = Object.entries(answer.headers).filter(([name]) => name.toLowerCase() !== 'content-type');
  return { ...answer, headers: { ...Object.fromEntries(others), 'Content-Type': type } };
}

/** Good calls with another status than those that are documented for them. */
function goodStatus(
  topic: 'status' | 'exactStatus',
  status: number,
  documented: (base: Base) => number | '2XX',
): EngineCase {
  return {
    topic,
    name: `good-${status}`,
    says: `Answers ${status} to a good call.`,
    only: (base) => {
      const good = documented(base);
      const isSuccess = status >= 200 && status < 300;
      // Under `exactStatus` only what the other topic lets pass: a 204 has no body, which breaks more than the status.
      if (topic === 'exactStatus') return isSuccess && status !== good && status !== 204;
      return good === '2XX' ? !isSuccess || status === 204 : status !== good;
    },
    engine: afterGood((answer) => ({
      ...answer,
      status,
      body: status === 204 ? '' : answer.body,
      reasonPhrase: undefined,
    })),
  };
}

/** One member of a JSON answer changed. Only contracts whose topic it is have such a member. */
function member(
  topic: EngineCase['topic'],
  name: string,
  says: string,
  pointer: string,
  change: (good: Json | undefined, passing: Passing) => Json | undefined,
): EngineCase {
  return { topic, name, says, engine: atMember(pointer, change) };
}

function atMember(pointer: string, change: (good: Json | undefined, passing: Passing) => Json | undefined): Engine {
  return afterGood((answer, passing) => {
    const value = contentTypeOf(answer)?.includes('json') ? passing.stage.answerOf(answer) : undefined;
    const holder = atPointer(value, pointer.slice(0, pointer.lastIndexOf('/')));
    if (value === undefined || !isObject(holder)) return answer;
    const name = pointer.slice(pointer.lastIndexOf('/') + 1);
    const changed = change(holder[name], passing);
    if (changed === undefined) delete holder[name];
    else holder[name] = changed;
    return passing.stage.withAnswer(answer, value);
  });
}

function eachList(value: Json | undefined, change: (list: Json[], first: Json[]) => Json[]): Json | undefined {
  if (!isObject(value)) return value;
  const lists = Object.values(value).filter((each): each is Json[] => Array.isArray(each));
  const changed: JsonObject = {};
  for (const [name, list] of Object.entries(value))
    changed[name] = Array.isArray(list) ? change(list, lists[0] ?? []) : list;
  return changed;
}
