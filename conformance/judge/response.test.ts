import { describe, expect, test } from 'vitest';
import type { Json, JsonObject } from '../../specs/json.ts';
import { aContract, aDocument } from '../../test/builders.ts';
import { aSchema } from '../../test/oracle.ts';
import { createJudge } from './judge.ts';
import type { CheckResponse, ShapeResult } from './response.ts';

/** The measure of an operation that answers 200 with this schema, and 400 with an object that has a code. */
function aMeasure(schema: JsonObject, responses: JsonObject = {}): CheckResponse {
  const error = aSchema({ type: 'object', required: ['code'], properties: { code: aSchema({ type: 'integer' }) } });
  return createJudge(
    aContract(aDocument({ responses: { '200': answers(schema), '400': answers(error), ...responses } })),
  ).checkResponse;
}

function answers(schema: JsonObject, mediaType: string = 'application/json'): JsonObject {
  return { description: 'an answer', content: { [mediaType]: { schema } } };
}

function ids(clauses: readonly { readonly id: string }[]): string[] {
  return clauses.map(({ id }) => id.slice(id.indexOf('.') + 1));
}

function faultsOf({ faults }: ShapeResult): string[] {
  return faults.map(({ clause: { id }, pointer }) => `${id.slice(id.indexOf('.') + 1)} ${pointer}`);
}

const user = aSchema({
  type: 'object',
  required: ['id', 'name'],
  properties: {
    id: aSchema({ type: 'string', minLength: 2 }),
    name: aSchema({ type: 'string' }),
    roles: aSchema({ type: 'array', items: aSchema({ type: 'string' }) }),
    home: aSchema({ type: 'object', required: ['city'], properties: { city: aSchema({ type: 'string' }) } }),
  },
});

test('an answer of the promised shape breaks nothing, and shows what it was measured by', () => {
  const result = aMeasure(user)(200, { id: 'u1', name: 'Ada', roles: ['a'], home: { city: 'Bern' } });
  expect(result.faults).toEqual([]);
  expect(result.absent).toEqual([]);
  expect(ids(result.judged)).toContain('home.city-required');
});

describe('a broken shape is a fault of the very keyword', () => {
  test.each<[string, Json, string[]]>([
    ['a type', { id: 'u1', name: 1 }, ['name-type /name']],
    ['a limit', { id: 'u', name: 'Ada' }, ['id-min-length /id']],
    ['a required member, told by its name', { id: 'u1' }, ['name-required ']],
    ['each of two required members', {}, ['id-required ', 'name-required ']],
    ['a required member inside', { id: 'u1', name: 'Ada', home: {} }, ['home.city-required /home']],
    ['a member inside', { id: 'u1', name: 'Ada', home: { city: 1 } }, ['home.city-type /home/city']],
    ['an element of a list', { id: 'u1', name: 'Ada', roles: ['a', 1] }, ['roles[]-type /roles/1']],
    ['the body as a whole', ['u1'], ['body-type ']],
    ['null', null, ['body-type ']],
  ])('%s', (_, body, expected) => {
    expect(faultsOf(aMeasure(user)(200, body))).toEqual(expected);
  });
});

describe('elements of a list of users', () => {
  const list = aMeasure(aSchema({ type: 'array', items: user, minItems: 1 }));

  test('are measured one by one', () => {
    expect(faultsOf(list(200, [{ id: 'u1', name: 'Ada' }, { id: 'u2' }]))).toEqual(['name-required /1']);
    expect(faultsOf(list(200, [1]))).toEqual(['item-type /0']);
  });

  test('are not there in an empty list', () => {
    const { faults, judged, absent } = list(200, []);
    expect(ids(faults.map(({ clause }) => clause))).toEqual(['body-min-items']);
    expect(ids(judged)).not.toContain('name-type');
    expect(ids(absent)).toContain('name-type');
  });
});

describe('what may be left out and is', () => {
  const { judged, absent } = aMeasure(user)(200, { id: 'u1', name: 'Ada' });

  test('is absent, with all that is inside', () => {
    expect(ids(absent)).toEqual(['roles-type', 'roles[]-type', 'home-type', 'home.city-required', 'home.city-type']);
  });

  test('is not measured', () => {
    expect(ids(judged)).toEqual(['body-type', 'id-required', 'id-type', 'id-min-length', 'name-required', 'name-type']);
  });

  test('is an empty list for the elements of it', () => {
    const result = aMeasure(user)(200, { id: 'u1', name: 'Ada', roles: [] });
    expect(ids(result.judged)).toContain('roles-type');
    expect(ids(result.absent)).toContain('roles[]-type');
  });

  test('is what any member of a map would be', () => {
    const map = aMeasure(aSchema({ type: 'object', additionalProperties: aSchema({ type: 'integer' }) }));
    expect(ids(map(200, {}).absent)).toEqual(['*-type']);
    expect(ids(map(200, { a: 1 }).absent)).toEqual([]);
    expect(faultsOf(map(200, { a: 1, b: 'x' }))).toEqual(['*-type /b']);
  });
});

test('a required member that is missing is measured: the object that must have it is there', () => {
  expect(ids(aMeasure(user)(200, {}).judged)).toContain('name-required');
});

test('a fault of what is no clause is one of the nearest keyword around it', () => {
  const either = aSchema({ anyOf: [{ required: ['a'] }, { properties: { b: { type: 'string' } }, required: ['b'] }] });
  const found = new Set(faultsOf(aMeasure(either)(200, { b: 1 })));
  expect([...found].map((fault) => fault.split(' ')[0])).toEqual(['body-any-of', 'body-any-of']);
});

describe('the schema is that of the status', () => {
  test('of a refusal its own', () => {
    expect(faultsOf(aMeasure(user)(400, { code: 'x' }))).toEqual(['400.code-type /code']);
  });

  test('of a success that is not declared that of the documented success', () => {
    expect(faultsOf(aMeasure(user)(201, { id: 'u1' }))).toEqual(['name-required ']);
  });

  test('of a refusal that is not declared none', () => {
    expect(aMeasure(user)(418, 1)).toEqual({ judged: [], absent: [], faults: [] });
  });

  test('of a class or of the rest where the document has one', () => {
    const code = aSchema({ type: 'integer' });
    const measure = aMeasure(user, { '4XX': answers(code), default: answers(aSchema({ type: 'boolean' })) });
    expect(faultsOf(measure(418, 'x'))).toEqual(['4XX.body-type ']);
    expect(faultsOf(measure(500, 'x'))).toEqual(['default.body-type ']);
    expect(faultsOf(measure(400, {}))).toEqual(['400.code-required ']);
  });
});

test('the schema is that of the media type of the answer, of the first where it has another one', () => {
  const content = {
    'application/json': { schema: aSchema({ type: 'object' }) },
    'application/xml': { schema: aSchema({ type: 'array' }) },
  };
  const measure = aMeasure({}, { '200': { description: 'done', content } });
  expect(measure(200, [], 'application/json').faults).toHaveLength(1);
  expect(measure(200, [], 'application/xml').faults).toHaveLength(0);
  expect(measure(200, [], 'text/html').faults).toHaveLength(1);
  expect(measure(200, []).faults).toHaveLength(1);
});

describe('without a body that can be read', () => {
  test('the type that is promised is broken', () => {
    const { faults, judged } = aMeasure(user)(200, undefined);
    expect(ids(faults.map(({ clause }) => clause))).toEqual(['body-type']);
    expect(ids(judged)).toEqual(['body-type']);
  });

  test('nothing is broken where no type is promised', () => {
    expect(aMeasure(aSchema({ minProperties: 1 }))(200, undefined).faults).toEqual([]);
    expect(aMeasure({}, { '204': { description: 'done' } })(204, undefined).faults).toEqual([]);
  });
});
