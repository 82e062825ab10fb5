import { describe, expect, test } from 'vitest';
import type { Json } from '../../specs/json.ts';
import { aContract, aDocument } from '../../test/builders.ts';
import { aBody, aCountingClause, aSchema } from '../../test/oracle.ts';
import { aScene, aUser, GOOD, LONG, manyUsers, OTHER, type SceneFacts, wordOf } from '../../test/scenes.ts';
import { format, location, readable, reason, secrets } from './answer-text.ts';

type Row = readonly [name: string, facts: SceneFacts, word: string];

describe('secrets: no answer shows what was sent in confidence', () => {
  const secret = 'Qx7!mR2"vT9';
  const params = { at: ['/password', '/inner/pin'] };
  const sent = { email: GOOD, password: secret };

  test.each<Row>([
    ['not shown', { sent, answered: aUser(GOOD) }, 'kept'],
    ['shown in JSON', { sent, answered: { password: secret } }, 'broken'],
    ['shown as it is', { sent, answer: { text: `you sent ${secret}` } }, 'broken'],
    ['shown in a refusal', { sent: { ...sent, email: LONG }, status: 400, answered: [secret] }, 'broken'],
    ['shown of a place inside', { sent: { inner: { pin: '1234-5678' } }, answered: ['1234-5678'] }, 'broken'],
    ['of the second of a batch', { contract: manyUsers, sent: [{}, sent], answered: [secret] }, 'broken'],
    ['nothing was sent there', { answered: [secret] }, 'none'],
    ['too short to tell', { sent: { password: '1234-67' }, answered: ['1234-67'] }, 'none'],
    ['just long enough', { sent: { password: '1234-678' }, answered: ['1234-678'] }, 'broken'],
    ['a mere word', { sent: { password: 'password' }, answered: ['password'] }, 'none'],
    ['no text', { sent: { password: 12_345_678 }, answered: [12_345_678] }, 'none'],
  ])('%s: %#', async (_, facts, word) => {
    expect(await wordOf(secrets(aScene(facts), params))).toBe(word);
  });
});

describe('reason: a refusal tells the documented reason', () => {
  const schema = aSchema({ type: 'object', properties: { email: aSchema({ type: 'string', maxLength: 20 }) } });
  const contract = aContract(
    aDocument({
      requestBody: aBody(schema),
      'x-clauses': [
        aCountingClause('schema', {}, { answer: { status: 400, example: 'refused', reasonPhrase: 'Too Long' } }),
      ],
    }),
  );
  const refused = { contract, sent: { email: LONG }, status: 400 };

  test.each<Row>([
    ['as reason phrase, in any letter case', { ...refused, answer: { reasonPhrase: 'TOO LONG' } }, 'kept'],
    ['in the body', { ...refused, answered: { Message: 'It is too long.' } }, 'kept'],
    ['nowhere', { ...refused, answered: { Message: 'no' }, answer: { reasonPhrase: 'Bad Request' } }, 'broken'],
    ['and a success has none', { contract, sent: { email: LONG } }, 'none'],
    ['and a fault without a documented reason has none', { sent: { email: LONG }, status: 400 }, 'none'],
  ])('%s', async (_, facts, word) => {
    expect(await wordOf(reason(aScene(facts), {}))).toBe(word);
  });
});

describe('readable: the body of a success can be read', () => {
  test.each<Row>([
    ['JSON', { answered: {} }, 'kept'],
    ['null', { answered: null }, 'kept'],
    ['nothing', {}, 'broken'],
    ['a fault', { answered: {}, answer: { fault: 'broken' } }, 'broken'],
    ['a refusal', { sent: { email: LONG }, status: 400 }, 'none'],
  ])('%s', async (_, facts, word) => {
    expect(await wordOf(readable(aScene(facts), {}))).toBe(word);
  });
});

describe('location: the header leads to the new record', () => {
  const asked: string[] = [];
  const reading = (status: number, body?: Json): SceneFacts => ({
    answer: { headers: { location: '/users/7' } },
    follow: async (path) => {
      asked.push(path);
      return { status, body };
    },
  });

  test.each<Row>([
    ['to the very user', reading(200, aUser(GOOD)), 'kept'],
    ['to the user in other letter case', reading(200, { data: [aUser(GOOD.toUpperCase())] }), 'kept'],
    ['to another user', reading(200, aUser(OTHER)), 'broken'],
    ['to nothing', reading(200), 'broken'],
    ['nowhere', reading(404), 'broken'],
    ['where nothing answers', reading(0), 'none'],
    ['nowhere, for it is missing', { ...reading(404), answer: {} }, 'none'],
    ['somewhere, and nobody can read it', { answer: { headers: { location: '/users/7' } } }, 'none'],
    ['anywhere in a dry run', { ...reading(404), isDryRun: true }, 'none'],
    ['anywhere when nobody was created', { ...reading(404), created: [] }, 'none'],
    ['anywhere in a refusal', { ...reading(404), kind: 'refusal' }, 'none'],
  ])('%s', async (_, facts, word) => {
    expect(await wordOf(location(aScene(facts), {}))).toBe(word);
  });

  test('is followed as it stands', () => {
    expect(new Set(asked)).toEqual(new Set(['/users/7']));
  });
});

describe('format: the answer has the media type that was asked for', () => {
  const query = { name: 'format', values: { xml: 'application/xml', json: 'application/json' } };
  const contract = aContract(aDocument({ 'x-negotiation': { query, order: ['query'], fallback: 'application/json' } }));
  const asking = (wanted: string, mediaType: string | undefined): SceneFacts => ({
    contract,
    query: { format: wanted },
    answer: { mediaType },
  });

  test.each<Row>([
    ['XML', asking('xml', 'application/xml'), 'kept'],
    ['XML by its other name', asking('xml', 'text/xml'), 'kept'],
    ['JSON', asking('json', 'application/json'), 'kept'],
    ['another one', asking('xml', 'application/json'), 'broken'],
    ['none', asking('xml', undefined), 'broken'],
    ['an unknown one was asked for', asking('csv', 'application/json'), 'none'],
    ['nothing was asked for', { contract, answered: {} }, 'none'],
    ['a refusal', { ...asking('xml', 'application/json'), kind: 'refusal' }, 'none'],
    ['the contract has no such parameter', { query: { format: 'xml' }, answered: {} }, 'none'],
  ])('%s', async (_, facts, word) => {
    expect(await wordOf(format(aScene(facts), {}))).toBe(word);
  });
});
