import { describe, expect, test } from 'vitest';
import type { Json, JsonObject } from '../specs/json.ts';
import { aCall, aClause, aDesk, aDocument, brokenBy, NOW } from '../test/builders.ts';
import { BLOCKED, denied, emails, facts } from '../test/denied-domains.ts';

describe('precedence', () => {
  const both = [
    aClause('quota', { fact: 'freeSeats' }, { answer: { status: 402, example: 'refused' } }),
    { ...denied, each: 'request' },
  ];
  const none = { ...facts, freeSeats: 0 };

  test('the first broken clause of the list answers', () => {
    const decision = aDesk(aDocument({ 'x-clauses': both }), none).send(aCall({ email: BLOCKED }));
    expect(decision.answer.status).toBe(402);
    expect(brokenBy(decision)).toEqual(['tiny/quota']);
  });

  test('x-precedence orders the clauses by the status of their answers', () => {
    const document = aDocument({ 'x-clauses': both, 'x-precedence': [403, 402] });
    expect(aDesk(document, none).send(aCall({ email: BLOCKED })).answer.status).toBe(403);
  });

  test('a refused request changes nothing', () => {
    const { send, world } = aDesk(
      aDocument({ 'x-effect': { create: 'users', uses: { freeSeats: 1 } }, 'x-clauses': both }),
      none,
    );
    send(aCall({ email: 'a@example.com' }));
    expect([world.records('users'), world.values()['freeSeats'], world.outbox]).toEqual([[], 0, []]);
  });
});

describe('dry run', () => {
  const document = aDocument({
    'x-effect': {
      create: 'users',
      uses: { freeSeats: 1 },
      dryRun: [{ the: '{$request.query.mode}', is: { const: 'simulate' } }],
      mail: {
        to: '{$record#/email}',
        about: 'welcome',
        when: [{ the: '{$request.query.mode}', isNot: { const: 'quiet' } }],
      },
    },
    'x-clauses': [{ ...denied, each: 'request' }],
  });

  test('answers as the real thing and changes nothing', () => {
    const { send, world } = aDesk(document, facts);
    const simulated = send(aCall({ email: 'a@example.com' }, { query: { mode: 'simulate' } }));
    expect(simulated.answer).toMatchObject({ status: 200, body: [{ email: 'a@example.com' }] });
    expect(simulated.changes).toEqual([]);
    expect(send(aCall({ email: BLOCKED }, { query: { mode: 'simulate' } })).answer.status).toBe(403);
    expect([world.records('users'), world.values()['freeSeats'], world.outbox]).toEqual([[], 10, []]);
  });

  test('the real thing counts seats and sends mail, unless the condition says no', () => {
    const { send, world } = aDesk(document, facts);
    send(aCall({ email: 'a@example.com' }));
    send(aCall({ email: 'b@example.com' }, { query: { mode: 'quiet' } }));
    expect(world.values()['freeSeats']).toBe(8);
    expect(world.outbox).toEqual([{ to: 'a@example.com', about: 'welcome', at: NOW }]);
  });
});

describe('replay', () => {
  const credentials = {
    'x-credentials': [{ in: 'header', name: 'Authorization', secret: true, schema: {} }],
    'x-personas': Object.fromEntries(
      ['one', 'two'].map((name) => [name, { says: '', attributes: {}, headers: { Authorization: name } }]),
    ),
  };
  const document = aDocument(
    {
      'x-effect': { create: 'users', replay: { key: '{$request.header.key}', after: 'authenticated' } },
      'x-clauses': [aClause('authenticated'), aClause('unique', { collection: 'users', at: '/email' })],
    },
    credentials,
  );
  const call = (key: string, authorization = 'one') =>
    aCall({ email: 'a@example.com' }, { headers: { key, authorization } });

  test('the same key gets the same answer, and nothing is done again', () => {
    const { send, world } = aDesk(document);
    const first = send(call('k'));
    expect(send(call('k'))).toMatchObject({ answer: first.answer, changes: [], violations: [] });
    expect(world.records('users')).toHaveLength(1);
  });

  test('another key, another caller and no key are judged anew; a stranger is refused first', () => {
    const { send } = aDesk(document);
    send(call('k'));
    expect(brokenBy(send(call('other')))).toEqual(['tiny/unique']);
    expect(brokenBy(send(call('k', 'two')))).toEqual(['tiny/unique']);
    expect(brokenBy(send(call('')))).toEqual(['tiny/unique']);
    expect(brokenBy(send(call('k', 'nobody')))).toEqual(['tiny/authenticated']);
  });

  test('what a batch has done is remembered although its answer is an error', () => {
    const effect = {
      create: 'users',
      each: 'item',
      batch: 'part-with-error',
      replay: { key: '{$request.header.key}', after: 'authenticated' },
    };
    const { send, world } = aDesk(
      aDocument({ 'x-effect': effect, 'x-clauses': [aClause('authenticated'), denied] }, credentials),
      facts,
    );
    const body = [{ email: BLOCKED }, { email: 'a@example.com' }];
    const headers = { key: 'k', authorization: 'one' };
    expect([1, 2].map(() => send(aCall(body, { headers })).answer.status)).toEqual([403, 403]);
    expect(emails(world.records('users'))).toEqual(['a@example.com']);
  });

  test('keys may be folded, and a dry run is not answered by what was done', () => {
    const effect = {
      create: 'users',
      dryRun: [{ the: '{$request.query.mode}', is: { const: 'simulate' } }],
      replay: { key: '{$request.body#/email}', fold: 'case', after: 'authenticated' },
    };
    const { send, world } = aDesk(
      aDocument({ 'x-effect': effect, 'x-clauses': [aClause('authenticated')] }, credentials),
    );
    const headers = { authorization: 'one' };
    const first = send(aCall({ email: 'a@example.com' }, { headers }));
    expect(send(aCall({ email: 'A@example.com' }, { headers })).answer).toEqual(first.answer);
    expect(send(aCall({ email: 'A@example.com' }, { headers, query: { mode: 'simulate' } })).answer).not.toEqual(
      first.answer,
    );
    expect(world.records('users')).toHaveLength(1);
  });

  test('a refusal is not remembered', () => {
    const { send, world } = aDesk(document);
    send(call('first'));
    expect(brokenBy(send(call('k')))).toEqual(['tiny/unique']);
    world.apply(world.records('users').map((record) => ({ kind: 'remove', collection: 'users', record })));
    expect(send(call('k')).answer.status).toBe(200);
  });
});

test('an issued credential identifies its persona until it expires', () => {
  const root = {
    'x-credentials': [{ in: 'header', name: 'Authorization', secret: true, schema: {} }],
    'x-personas': { one: { says: '', attributes: {}, headers: { Authorization: 'Bearer fixed' } } },
  };
  const issue = { header: 'Authorization', value: 'Bearer {$new#/token}', expiresInSeconds: 60 };
  const examples = { done: { value: { token: '{$issued#/value}', seconds: '{$issued#/expiresInSeconds}' } } };
  const responses = { '200': { content: { 'application/json': { examples } } }, '400': {} };
  const { send, world } = aDesk(
    aDocument({ 'x-effect': { issue }, 'x-clauses': [aClause('authenticated')], responses }, root),
  );
  const { body } = send(aCall({}, { headers: { authorization: 'Bearer fixed' } })).answer;
  expect(body).toEqual({ token: expect.stringMatching(/^[\w-]{32}$/), seconds: 60 });
  const { token } = body as JsonObject;
  expect(send(aCall({}, { headers: { authorization: `bearer ${String(token)}` } })).persona?.name).toBe('one');
  world.apply([{ kind: 'issue', header: 'Authorization', value: 'Bearer old', persona: 'one', until: NOW - 1 }]);
  expect(brokenBy(send(aCall({}, { headers: { authorization: 'Bearer old' } })))).toEqual(['tiny/authenticated']);
});

test("the text of a violation is the clause's, else the contract's for the keyword, else the rule's", () => {
  const schema = {
    type: 'object',
    properties: { email: { type: 'string', maxLength: 3, pattern: '^a' } },
    required: ['email'],
  };
  const requestBody = { required: true, content: { 'application/json': { schema } } };
  const messages = { 'x-messages': { maxLength: 'at most {$violation#/limit}, not {$violation#/value}' } };
  const said = (body: Json, clause = {}) =>
    aDesk(aDocument({ requestBody, 'x-clauses': [aClause('schema', {}, clause)] }, messages)).send(aCall(body)).answer
      .body;
  expect(said({ email: 'abcd' })).toEqual({ because: 'at most 3, not abcd', field: 'email' });
  expect(said({ email: 'abcd' }, { message: 'no: {$violation#/field}' })).toEqual({
    because: 'no: email',
    field: 'email',
  });
  expect(said({})).toEqual({ because: 'The request fits its schemas.', field: 'email' });
});

test('same inputs, same decision: ids come from outside', () => {
  const run = () => aDesk(aDocument()).send(aCall({ email: 'a@example.com' })).answer.body;
  expect(run()).toEqual(run());
});

test('conditions and templates see parameters in their type, with defaults', () => {
  const parameters = [{ in: 'query', name: 'size', schema: { type: 'integer', default: 7 } }];
  const examples = { done: { value: '{$request.query.size}' } };
  const responses = { '200': { content: { 'application/json': { examples } } } };
  const { send } = aDesk(aDocument({ parameters, responses, 'x-clauses': [aClause('schema')] }));
  expect(send(aCall({}, { query: { size: '5' } })).answer.body).toBe(5);
  expect(send(aCall({})).answer.body).toBe(7);
});

test('a clause that is off is not judged', () => {
  const { send } = aDesk(aDocument({ 'x-clauses': [aClause('role', { anyOf: ['chief'] }, { off: true })] }));
  expect(brokenBy(send(aCall({})))).toEqual([]);
});

test("the text of an element's violation can name the element", () => {
  const clauses = [
    aClause('denied-domain', { at: '/email', fact: 'domains' }, { each: 'item', message: 'not {$item#/email}' }),
  ];
  const { send } = aDesk(aDocument({ 'x-effect': { create: 'users', each: 'item' }, 'x-clauses': clauses }), facts);
  expect(send(aCall([{ email: BLOCKED }])).violations[0]?.message).toBe(`not ${BLOCKED}`);
});
