import { describe, expect, test } from 'vitest';
import type { Json, JsonObject } from '../../specs/json.ts';
import { aCall, aClause, aDesk, aDocument, brokenBy } from '../../test/builders.ts';

const user = {
  type: 'object',
  properties: {
    email: { type: 'string', format: 'email', maxLength: 20 },
    first: { type: 'string' },
    last: { type: 'string' },
    password: {
      type: 'string',
      minLength: 8,
      pattern: '^(?=.*[a-z])(?=.*[0-9]).{8,20}$',
      'x-clause': {
        pattern: {
          parts: {
            lower: { pattern: '^(?=.*[a-z])' },
            digit: { pattern: '^(?=.*[0-9])' },
            long: { pattern: '^.{8,}$', sameAs: 'tiny/password-min-length' },
          },
        },
      },
    },
    zone: { type: 'string', default: 'UTC' },
    'odd/name': { type: 'integer' },
  },
  required: ['email', 'password'],
  anyOf: [{ required: ['first'] }, { required: ['last'] }],
};
const good = { email: 'a@example.com', first: 'A', password: 'abcdefg1' };

function desk(clauses: JsonObject[], more: JsonObject = {}, schema: JsonObject = user) {
  const requestBody = { required: true, content: { 'application/json': { schema } } };
  return aDesk(aDocument({ requestBody, 'x-clauses': clauses, ...more }));
}

function broken(body: Json, params: JsonObject = { report: 'all' }): string[] {
  return brokenBy(desk([aClause('schema', params)]).send(aCall(body)));
}

describe('every fault is the violation of its own clause', () => {
  test.each<[Json, string[]]>([
    [good, []],
    [{ ...good, email: 'nobody' }, ['tiny/email-format']],
    [{ first: 'A', password: 'abcdefg1' }, ['tiny/email-required']],
    [{ ...good, email: 5 }, ['tiny/email-type']],
    [{ email: 'a@example.com', password: 'abcdefg1' }, ['tiny/body-any-of']],
    [{ ...good, password: 'ABCDEFGH' }, ['tiny/password-pattern-lower', 'tiny/password-pattern-digit']],
    [{ ...good, password: 'abcdef1' }, ['tiny/password-min-length']],
    [{ ...good, password: 'abcdefg1abcdefg1abcdefg1' }, ['tiny/password-pattern']],
    [{ ...good, 'odd/name': 'x' }, ['tiny/odd/name-type']],
    [[], ['tiny/body-type']],
    [null, ['tiny/body-type']],
  ])('%j', (body, ids) => {
    expect(broken(body)).toEqual(ids);
  });
});

test('a clause takes only the part that its params name', () => {
  const ids = ['tiny/password-min-length', 'tiny/password-pattern-digit'];
  expect(broken({ ...good, email: 'x', password: 'y' }, { at: '/password', report: 'all' })).toEqual(ids);
  expect(broken({ email: 'x' }, { at: '', keyword: 'anyOf' })).toEqual(['tiny/body-any-of']);
  expect(broken(good, { at: '/email' })).toEqual([]);
});

test('a keyword about members is taken at the object that has it', () => {
  const address = {
    type: 'object',
    properties: { city: { type: 'string' }, 'a/b': { type: 'string' } },
    required: ['city', 'a/b'],
    additionalProperties: false,
  };
  const schema = { type: 'object', properties: { address }, required: ['address', 'name'] };
  const taken = (body: Json, params: JsonObject) =>
    brokenBy(desk([aClause('schema', { report: 'all', ...params })], {}, schema).send(aCall(body)));
  expect(taken({}, { at: '', keyword: 'required' })).toEqual(['tiny/address-required', 'tiny/name-required']);
  expect(taken({}, { at: '/address', keyword: 'required' })).toEqual([]);
  const incomplete = { name: 'A', address: { zip: 1 } };
  expect(taken(incomplete, { at: '', keyword: 'required' })).toEqual([]);
  const missing = ['tiny/address.city-required', 'tiny/address.a/b-required'];
  expect(taken(incomplete, { at: '/address', keyword: 'required' })).toEqual(missing);
  const extra = ['tiny/address-additional-properties'];
  expect(taken(incomplete, { at: '/address', keyword: 'additionalProperties' })).toEqual(extra);
});

test('reports the first fault, the first of every field, or all', () => {
  const faulty = { first: 'A', email: 'not an address at all, and long', password: 'A' };
  expect(broken(faulty, {})).toHaveLength(1);
  expect(broken(faulty, { report: 'each-field' })).toEqual(['tiny/email-format', 'tiny/password-min-length']);
  expect(broken(faulty, { report: 'all' })).toHaveLength(5);
});

test('defaults are filled in, and are there for the answer', () => {
  const record = { zone: '{$item#/zone}' };
  const requestBody = { required: true, content: { 'application/json': { schema: user } } };
  const root = { 'x-collections': { users: { id: '/id', email: '/email', record } } };
  const { send } = aDesk(aDocument({ requestBody, 'x-clauses': [aClause('schema')] }, root));
  expect(send(aCall({ ...good })).answer.body).toEqual([{ zone: 'UTC' }]);
  expect(send(aCall({ ...good, zone: 'Asia/Tokyo' })).answer.body).toEqual([{ zone: 'Asia/Tokyo' }]);
});

describe('a batch', () => {
  const clauses = [
    aClause('schema', { report: 'all' }, { id: 'whole' }),
    aClause('schema', { at: '/email', report: 'all' }, { id: 'each', each: 'item' }),
    aClause('schema', { report: 'all' }, { id: 'rest', each: 'item' }),
  ];
  const schema = { type: 'array', items: user, maxItems: 2 };
  const send = (body: Json) =>
    desk(clauses, { 'x-effect': { create: 'users', each: 'item' } }, schema).send(aCall(body));

  test('judges the request by the faults of the whole, an element by its own', () => {
    expect(brokenBy(send([good, good, good]))).toEqual(['tiny/body-max-items']);
    expect(brokenBy(send(good))).toEqual(['tiny/body-type']);
    expect(brokenBy(send([{ ...good, email: 'x' }]))).toEqual(['tiny/email-format']);
    expect(send([{ ...good, email: 'x' }]).violations[0]?.breach.pointer).toBe('/email');
  });

  test('of a long list that is refused as a whole the elements are not looked at', () => {
    const long = Array.from({ length: 1001 }, () => 7);
    expect(brokenBy(send(long))).toEqual(['tiny/body-max-items']);
  });

  test('an element at fault does not stain the others', () => {
    expect(send([{ ...good, email: 'x' }, good]).answer).toMatchObject({
      status: 200,
      body: [{ email: 'a@example.com' }],
    });
    expect(send([good, 7]).answer).toMatchObject({ status: 200, body: [{ email: 'a@example.com' }] });
  });
});

describe('parameters', () => {
  const parameters = [
    { in: 'query', name: 'size', schema: { type: 'integer', maximum: 5 } },
    { in: 'header', name: 'X-Mode', required: true, schema: { enum: ['a', 'b'] } },
  ];
  const judge = (query: JsonObject, headers: JsonObject) =>
    brokenBy(desk([aClause('schema', { report: 'all' })], { parameters }).send(aCall({ ...good }, { query, headers })));

  test('texts are judged as what the schema asks for', () => {
    expect(judge({ size: '5' }, { 'x-mode': 'a' })).toEqual([]);
    expect(judge({ size: '6' }, { 'x-mode': 'a' })).toEqual(['tiny/size-maximum']);
    expect(judge({ size: 'x' }, { 'x-mode': 'a' })).toEqual(['tiny/size-type']);
  });

  test('a missing header, a wrong value and a repeated parameter are faults', () => {
    expect(judge({}, {})).toEqual(['tiny/X-Mode-required']);
    expect(judge({}, { 'x-mode': 'c' })).toEqual(['tiny/X-Mode-enum']);
    expect(judge({ size: ['1', '2'] }, { 'x-mode': 'a' })).toEqual(['tiny/size-type']);
  });
});

test('a schema that contains itself is followed', () => {
  const node = {
    type: 'object',
    properties: { name: { type: 'string' }, child: { $ref: '#/components/schemas/node' } },
    required: ['name'],
  };
  const requestBody = {
    required: true,
    content: { 'application/json': { schema: { $ref: '#/components/schemas/node' } } },
  };
  const { send } = aDesk(
    aDocument({ requestBody, 'x-clauses': [aClause('schema')] }, { components: { schemas: { node } } }),
  );
  expect(send(aCall({ name: 'a', child: { name: 'b' } })).violations).toEqual([]);
  expect(send(aCall({ name: 'a', child: { name: 'b', child: {} } })).violations[0]?.breach.pointer).toBe(
    '/child/child/name',
  );
});

test('the first of every field is told in the order of the clauses', () => {
  const items = { type: 'string', minLength: 2, pattern: '^x' };
  const schema = { type: 'object', properties: { g: { type: 'array', items } } };
  const { send } = desk([aClause('schema', { report: 'each-field' })], {}, schema);
  expect(send(aCall({ g: ['b', 'a'] })).violations.map(({ breach }) => breach.field)).toEqual(['g.0', 'g.1']);
});

test('schemas of OpenAPI 3.0 are judged as that version means them', () => {
  const schema = {
    type: 'object',
    properties: { n: { type: 'integer', minimum: 0, exclusiveMinimum: true, nullable: true } },
  };
  const requestBody = { required: true, content: { 'application/json': { schema } } };
  const document = { ...aDocument({ requestBody, 'x-clauses': [aClause('schema')] }), openapi: '3.0.3' };
  const broken = (n: Json) => brokenBy(aDesk(document).send(aCall({ n })));
  expect([broken(null), broken(1), broken(0)]).toEqual([[], [], ['tiny/n-exclusive-minimum']]);
});
