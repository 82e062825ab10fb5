import { describe, expect, test } from 'vitest';
import { loadFiles, openapi } from '../test/lint-text.ts';
import { createAjv } from './ajv.ts';
import { asObject, atPointer, type Json, type JsonObject } from './json.ts';
import { toJsonSchema } from './json-schema.ts';

const version30 = { openapi: '3.0.4' };
const version31 = { openapi: '3.1.1' };

describe('a schema of OpenAPI 3.0', () => {
  test.each<[string, JsonObject, JsonObject]>([
    ['nullable', { type: 'string', nullable: true }, { type: ['string', 'null'] }],
    ['nullable: false', { type: 'string', nullable: false }, { type: 'string' }],
    ['nullable without a type', { nullable: true, enum: ['a'] }, { enum: ['a'] }],
    ['exclusiveMinimum', { minimum: 3, exclusiveMinimum: true }, { exclusiveMinimum: 3 }],
    ['exclusiveMaximum: false', { maximum: 3, exclusiveMaximum: false }, { maximum: 3 }],
    ['exclusiveMaximum alone', { exclusiveMaximum: true }, {}],
    ['words beside a reference', { $ref: '#/nowhere', maxLength: 3 }, { $ref: '#/nowhere' }],
    [
      'nested schemas',
      {
        type: 'object',
        properties: { a: { type: 'integer', nullable: true } },
        allOf: [{ minimum: 1, exclusiveMinimum: true }],
      },
      { type: 'object', properties: { a: { type: ['integer', 'null'] } }, allOf: [{ exclusiveMinimum: 1 }] },
    ],
  ])('%s', (_, schema, expected) => {
    expect(toJsonSchema(schema, version30)).toEqual(expected);
  });
});

describe('a schema of OpenAPI 3.1', () => {
  test('loses unknown formats and x- words, and names of properties are no words', () => {
    const schema = {
      type: 'object',
      'x-clause': {},
      properties: { 'x-a': { type: 'string', format: 'phone' }, nullable: { type: 'string', format: 'email' } },
    };
    expect(toJsonSchema(schema, version31)).toEqual({
      type: 'object',
      properties: { 'x-a': { type: 'string' }, nullable: { type: 'string', format: 'email' } },
    });
  });

  test('is left as it is', () => {
    const schema = { type: 'string', format: 'phone', 'x-a': 1 };
    const before = structuredClone(schema);
    toJsonSchema(schema, version31);
    expect(schema).toEqual(before);
    expect(toJsonSchema(false, version31)).toBe(false);
  });
});

test('circular schemas of a dereferenced document compile, across files too', async () => {
  const { document, problems } = await loadFiles({
    'openapi.yaml': openapi(
      'paths: {}\ncomponents: { schemas: { Home: { $ref: my tree.yaml#/Tree }, Own: { $ref: "#/components/schemas/Own2" }, Own2: { type: object, properties: { a%20b~: { $ref: "#/components/schemas/Own" } } } } }\n',
    ),
    'my tree.yaml':
      'Tree: { type: object, required: [name], properties: { name: { type: string }, kids: { type: array, items: { $ref: "#/Tree" } } } }\n',
  });
  expect(problems).toEqual([]);
  const compile = (name: string): ((value: Json) => boolean) => {
    const schema = atPointer(document, `/components/schemas/${name}`) ?? false;
    return createAjv().compile(toJsonSchema(schema, document));
  };
  const isHome = compile('Home');
  expect(isHome({ name: 'a', kids: [{ name: 'b', kids: [] }] })).toBe(true);
  expect(isHome({ name: 'a', kids: [{ kids: [] }] })).toBe(false);
  expect(compile('Own')({ 'a%20b~': { 'a%20b~': 7 } })).toBe(false);
});

describe('the validator', () => {
  test.each<[JsonObject, Json, boolean]>([
    [{ type: 'integer', format: 'int32' }, 2 ** 31, false],
    [{ type: 'integer', format: 'int64' }, 2 ** 31, true],
    [{ type: 'number', format: 'double' }, 1.5, true],
    [{ type: 'string', format: 'byte' }, '???', false],
    [{ type: 'string', format: 'password' }, 'x', true],
    [{ type: 'string', format: 'binary' }, 'x', true],
    [{ type: 'string', format: 'email' }, 'nobody', false],
    [{ type: 'string', pattern: '^.$' }, '😀', true],
    [{ type: ['string', 'null'], xml: {}, example: 1, externalDocs: {}, 'x-clause': {} }, null, true],
    [{ type: 'array', prefixItems: [{ type: 'integer' }] }, [1, 2], true],
    [{ anyOf: [{ required: ['a'] }, { required: ['b'] }] }, {}, false],
  ])('%j with %j: %j', (schema, value, fits) => {
    expect(createAjv().validate(schema, value)).toBe(fits);
  });

  test('finds all errors', () => {
    const ajv = createAjv();
    ajv.validate({ type: 'object', required: ['a', 'b'] }, {});
    expect(ajv.errors).toHaveLength(2);
  });

  test('does not compile a misspelt keyword', () => {
    expect(() => createAjv().compile({ type: 'string', maxLenght: 3 })).toThrow(/maxLenght/);
  });

  test('fills in defaults only when asked, below anyOf too little to refuse', () => {
    const schema = {
      type: 'object',
      properties: { a: { default: 1 } },
      anyOf: [{ properties: { b: { default: 2 } } }],
    };
    const value: JsonObject = {};
    createAjv().validate(schema, value);
    expect(value).toEqual({});
    createAjv({ useDefaults: true }).validate(schema, value);
    expect(asObject(value)).toEqual({ a: 1 });
  });
});
