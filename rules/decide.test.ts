import { describe, expect, test } from 'vitest';
import type { Json, JsonObject } from '../specs/json.ts';
import { aCall, aClause, aDesk, aDocument, brokenBy, NOW } from '../test/builders.ts';

const BLOCKED = 'x@blocked.example';
const facts = { domains: ['blocked.example'], freeSeats: 10 };
const denied = aClause(
  'denied-domain',
  { at: '/email', fact: 'domains' },
  { each: 'item', answer: { status: 403, example: 'refused' } },
);
const emails = (records: readonly JsonObject[]): Json[] => records.map(({ email }) => email ?? null);

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

describe('a batch with good and bad elements', () => {
  const batch = [{ email: BLOCKED }, { email: 'a@example.com' }, { email: 'b@example.com' }];
  const deskOf = (policy: string) =>
    aDesk(aDocument({ 'x-effect': { create: 'users', each: 'item', batch: policy }, 'x-clauses': [denied] }), facts);

  test.each([
    ['subset', 200, ['a@example.com', 'b@example.com']],
    ['part-with-error', 403, ['a@example.com', 'b@example.com']],
    ['all-or-nothing', 403, []],
  ])('%s answers %i and leaves %j', (policy, status, left) => {
    const { send, world } = deskOf(policy);
    expect(send(aCall(batch)).answer.status).toBe(status);
    expect(emails(world.records('users'))).toEqual(left);
  });

  test('with no good element, the error of the first one answers', () => {
    const clauses = [denied, aClause('unique', { collection: 'users', at: '/email' }, { each: 'item' })];
    const { send } = aDesk(aDocument({ 'x-effect': { create: 'users', each: 'item' }, 'x-clauses': clauses }), facts);
    send(aCall([{ email: 'a@example.com' }]));
    expect(brokenBy(send(aCall([{ email: 'a@example.com' }, { email: BLOCKED }])))).toEqual(['tiny/unique']);
    expect(brokenBy(send(aCall([{ email: BLOCKED }, { email: 'a@example.com' }])))).toEqual(['tiny/denied-domain']);
  });

  test('an empty batch creates nothing and is no error', () => {
    expect(deskOf('subset').send(aCall([])).answer).toMatchObject({ status: 200, body: [] });
  });

  describe('with fewer seats than good elements nothing is created', () => {
    const seats = aClause('quota', { fact: 'freeSeats' }, { answer: { status: 402, example: 'refused' } });
    const good = { email: 'z@example.com' };
    test.each([
      ['subset', [...batch], 403],
      ['subset', [good, ...batch], 402],
      ['part-with-error', [...batch], 403],
      ['part-with-error', [good, ...batch], 402],
      ['all-or-nothing', [...batch], 403],
      ['all-or-nothing', [good, ...batch], 403],
      ['all-or-nothing', [good, ...batch.slice(1)], 402],
    ])('%s: the error of the first element of %j is %i', (policy, body, status) => {
      const effect = { create: 'users', each: 'item', batch: policy };
      const { send, world } = aDesk(aDocument({ 'x-effect': effect, 'x-clauses': [denied, seats] }), {
        ...facts,
        freeSeats: 1,
      });
      expect(send(aCall(structuredClone(body))).answer.status).toBe(status);
      expect(world.records('users')).toEqual([]);
    });
  });
});

describe('a clause that collects', () => {
  const schema = { type: 'object', properties: { email: { type: 'string', maxLength: 20 }, zone: { enum: ['UTC'] } } };
  const requestBody = { required: true, content: { 'application/json': { schema } } };
  const fields = {
    fields: { value: { 'x-each': '{$violations}', value: '{$violation#/field}: {$violation#/message}' } },
  };
  const responses = { '400': { content: { 'application/json': { examples: fields } } }, '200': {} };
  const answer = { status: 400, example: 'fields' };
  const send = (collect: boolean, body: Json) => {
    const clauses = [
      aClause('schema', { report: 'each-field' }, { answer, collect }),
      aClause('denied-domain', { at: '/email', fact: 'domains' }, { answer, collect }),
      aClause('quota', { fact: 'freeSeats' }, { collect: true, answer: { status: 402 } }),
    ];
    return aDesk(aDocument({ requestBody, responses, 'x-clauses': clauses }), { ...facts, freeSeats: 0 }).send(
      aCall(body),
    ).answer;
  };
  const both = { email: BLOCKED, zone: 'Mars' };

  test('reports what later clauses with the same answer find', () => {
    expect(send(true, both).body).toEqual([
      'zone: The request fits its schemas.',
      'email: The domain of email is not one of domains.',
    ]);
    expect(send(false, both).body).toEqual(['zone: The request fits its schemas.']);
  });

  test('reports every fault that is of no field', () => {
    const clauses = ['chief', 'boss'].map((role) =>
      aClause('role', { anyOf: [role] }, { id: role, answer, collect: true }),
    );
    const { send: sendTo } = aDesk(aDocument({ responses, 'x-clauses': clauses }));
    expect(brokenBy(sendTo(aCall({})))).toEqual(['tiny/chief', 'tiny/boss']);
  });

  test('reports a field once', () => {
    expect(send(true, { email: `long-long-long-${BLOCKED}` }).body).toEqual(['email: The request fits its schemas.']);
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

describe('reading, changing and removing', () => {
  const by = [{ at: '/email', equals: '{$request.query.email}', fold: 'case' }];
  const deskWith = (effect: JsonObject, clauses: JsonObject[] = [aClause('found')]) => {
    const desk = aDesk(aDocument({ 'x-effect': effect, 'x-clauses': clauses }), facts);
    for (const email of ['a@example.com', 'b@example.com', 'c@example.com']) {
      desk.world.apply([{ kind: 'insert', collection: 'users', record: { id: `id-${email[0]}`, email } }]);
    }
    return desk;
  };
  const ask = (query: JsonObject, body?: Json) => aCall(body, { query });

  test('finds by the first lookup that has a value, and says when there is nothing', () => {
    const { send } = deskWith({ find: 'users', by: [{ at: '/id', equals: '{$request.query.id}' }, ...by] });
    expect(send(ask({ email: 'B@example.com' })).answer.body).toEqual([{ id: 'id-b', email: 'b@example.com' }]);
    expect(send(ask({ id: 'id-c', email: 'b@example.com' })).answer.body).toMatchObject([{ id: 'id-c' }]);
    expect(brokenBy(send(ask({ email: 'z@example.com' })))).toEqual(['tiny/found']);
    expect(brokenBy(send(ask({})))).toEqual(['tiny/found']);
  });

  test('an update keeps what it does not name', () => {
    const { send, world } = deskWith({
      update: 'users',
      by,
      set: { name: '{$request.body#/name}', email: '{$request.body#/email}' },
    });
    send(ask({ email: 'a@example.com' }, { name: 'Ada' }));
    expect(world.facts.find('users', '/email', 'a@example.com', 'none')).toEqual({
      id: 'id-a',
      email: 'a@example.com',
      name: 'Ada',
    });
  });

  test('a removal frees what a creation used', () => {
    const { send, world } = deskWith({ remove: 'users', by, uses: { freeSeats: 1 } });
    send(ask({ email: 'a@example.com' }));
    expect(emails(world.records('users'))).toEqual(['b@example.com', 'c@example.com']);
    expect(world.values()['freeSeats']).toBe(11);
  });

  test('a list is cut into pages: after an id, by offset, by number', () => {
    const page = {
      after: '{$request.query.after}',
      offset: '{$request.query.offset}',
      number: '{$request.query.number}',
      size: '{$request.query.size}',
      defaultSize: 2,
    };
    const { send } = deskWith({ list: 'users', page }, []);
    const listed = (query: JsonObject) => (send(ask(query)).answer.body as JsonObject[]).map(({ id }) => id);
    expect(listed({})).toEqual(['id-a', 'id-b']);
    expect(listed({ after: 'id-b' })).toEqual(['id-c']);
    expect(listed({ offset: '1', size: '1' })).toEqual(['id-b']);
    expect(listed({ number: '1' })).toEqual(['id-c']);
    expect(listed({ size: 'many', offset: '-1' })).toEqual(['id-a', 'id-b']);
    expect(listed({ after: 'nobody' })).toEqual([]);
  });

  test('a list with lookups holds the records that fit them all', () => {
    const { send } = deskWith({ list: 'users', by }, []);
    expect(send(ask({ email: 'B@EXAMPLE.com' })).answer.body).toMatchObject([{ id: 'id-b' }]);
    expect(send(ask({})).answer.body).toHaveLength(3);
    expect(send(ask({ email: 'z@example.com' })).answer.body).toEqual([]);
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
