import { describe, expect, test } from 'vitest';
import { lintText, openapi } from '../../test/lint-text.ts';

/** Lints a document whose only schema is given, from line 6 column 8 on. */
function lintSchema(schema: string, version = '3.1.1'): Promise<string[]> {
  return lintText(openapi(`paths: {}\ncomponents:\n  schemas:\n    A: ${schema}\n`, version));
}

describe.each(['3.0.4', '3.1.1'])('schemas of OpenAPI %s', (version) => {
  const lint = (schema: string): Promise<string[]> => lintSchema(schema, version);

  test.each([
    ['{ type: string, minLength: "3" }', '6:24 schema-invalid: "3"; an integer'],
    ['{ type: string, minLength: -1 }', '6:24 schema-invalid: -1; a value that must be >= 0'],
    ['{ type: object, required: name }', '6:24 schema-invalid: "name"; an array'],
    ['{ type: object, properties: { a: 3 } }', '6:38 schema-invalid: 3; an object or a boolean'],
    ['{ type: array, items: 5 }', '6:23 schema-invalid: 5; an object or a boolean'],
    ['{ type: string, pattern: "[" }', '6:24 pattern-invalid: [; a regular expression (Unterminated character class)'],
    ['{ type: string, pattern: "\\\\_" }', '6:24 pattern-invalid: \\_; a regular expression (Invalid escape)'],
    ['{ type: string, maxLenght: 3 }', '6:24 schema-keyword-unknown: maxLenght; maxLength'],
    ['{ type: string, wibble: 3 }', '6:24 schema-keyword-unknown: wibble; a keyword of JSON Schema'],
    [
      '{ type: string, minLength: 3, maxLength: 2 }',
      '6:24 schema-never-fits: minLength: 3 with maxLength: 2; minLength below maxLength',
    ],
    ['{ type: string, format: phone }', '6:24 format-unknown: phone; a format such as date-time, email, uri or uuid'],
    ['{ maxLength: 3 }', '6:10 schema-type-missing: maxLength without a type; type: string beside it'],
    [
      '{ type: integer, maxLength: 3 }',
      '6:25 schema-keyword-idle: maxLength in a schema of type number; type: string, or no maxLength',
    ],
    ['{ type: integer, default: x }', '6:25 default-mismatch: "x"; an integer'],
    ['{ type: string, enum: [a, 7] }', '6:34 enum-mismatch: 7; a value of type string'],
    [
      '{ type: string, maxLength: 3, example: long }',
      '6:38 example-mismatch: "long"; a value that must NOT have more than 3 characters',
    ],
    [
      '{ type: object, properties: { name: { type: string } }, required: [name, nmae] }',
      '6:81 required-property-undeclared: nmae; one of name',
    ],
  ])('%s', async (schema, problem) => {
    expect(await lint(schema)).toEqual([problem]);
  });

  test('finds a type that does not exist', async () => {
    expect(await lint('{ type: strin }')).toEqual([
      '6:10 schema-invalid: "strin"; one of "array", "boolean", "integer", "null", "number", "object", "string" or an array',
    ]);
  });

  test.each([
    '{ type: string, format: email, x-anything: { a: 1 } }',
    '{ type: integer, format: int32, example: 5, default: 5, enum: [5] }',
    '{ type: number, format: double, minimum: 1, maximum: 1 }',
    '{ type: string, format: byte, xml: { name: a }, externalDocs: { url: x } }',
    '{ type: string, format: binary, readOnly: true, deprecated: true }',
    '{ type: string, format: password, title: T, description: D }',
    '{ type: object, required: [a], anyOf: [{ required: [b] }], properties: { a: {}, b: {} } }',
    '{ type: object, required: [anything] }',
    '{ allOf: [{ type: object, properties: { a: {} } }, { type: object, required: [a] }] }',
    '{ enum: [a, 7, null] }',
    '{ type: array, items: { $ref: "#/components/schemas/A" } }',
    "{ type: object, properties: { 'a/b~c%20d': { type: string, default: x } } }",
  ])('finds nothing in %s', async (schema) => {
    expect(await lint(schema)).toEqual([]);
  });

  test('names a fault of a shared schema once, where it is written', async () => {
    const text = `paths:
  /a:
    post:
      requestBody: { content: { application/json: { schema: { $ref: '#/components/schemas/A' } } } }
      responses: { '200': { description: ok, content: { application/json: { schema: { $ref: '#/components/schemas/A' } } } } }
components:
  schemas:
    A: { type: strin }
`;
    expect(await lintText(openapi(text, version))).toEqual([expect.stringMatching(/^10:10 schema-invalid: "strin"/)]);
  });

  test('compares the examples of media types, parameters, headers and components with their schema', async () => {
    const text = `paths:
  /a:
    post:
      parameters:
        - { name: q, in: query, schema: { type: integer }, example: x }
        - { name: r, in: query, schema: { type: integer }, examples: { one: { value: 1 }, two: { value: y } } }
      requestBody:
        content:
          application/json:
            schema: { $ref: '#/components/schemas/A' }
            examples:
              good: { value: { name: Ann } }
              bad: { value: { name: 7 } }
              shared: { $ref: '#/components/examples/Shared' }
              elsewhere: { externalValue: 'http://a.example/x' }
      responses:
        '200':
          description: ok
          headers: { Count: { schema: { type: integer }, example: many } }
          content: { application/json: { schema: { $ref: '#/components/schemas/A' }, example: {} } }
components:
  examples: { Shared: { value: [] } }
  schemas:
    A: { type: object, required: [name], properties: { name: { type: string } } }
`;
    expect(await lintText(openapi(text, version))).toEqual([
      '7:60 example-mismatch: "x"; an integer',
      '8:98 example-mismatch: "y"; an integer',
      '15:31 example-mismatch: 7; a string',
      '21:58 example-mismatch: "many"; an integer',
      '22:86 example-mismatch: no member "name"; the member "name"',
      '24:25 example-mismatch: []; an object',
    ]);
  });

  test('lets read-only properties be absent from requests, and write-only ones from responses', async () => {
    const schema =
      '{ type: object, required: [id, key], properties: { id: { type: string, readOnly: true }, key: { type: string, writeOnly: true } } }';
    const text = `paths:
  /a:
    post:
      requestBody: { content: { application/json: { schema: ${schema}, examples: { one: { value: { key: k } }, two: { value: { id: i } } } } } }
      responses:
        '200': { description: ok, content: { application/json: { schema: ${schema}, examples: { one: { value: { id: i } }, two: { value: { key: k } } } } } }
`;
    expect((await lintText(openapi(text, version))).map((problem) => problem.replace(/^\d+:\d+ /, ''))).toEqual([
      'example-mismatch: no member "key"; the member "key"',
      'example-mismatch: no member "id"; the member "id"',
    ]);
  });

  test('leaves templates to those who render them, and texts of XML as they are', async () => {
    const text = `paths:
  /a:
    post:
      requestBody:
        content:
          application/xml: { schema: { type: object }, example: '<a/>' }
          application/json: { schema: { type: object, properties: { a: { type: integer } } }, example: { a: '{$item#/a}' } }
      responses: { '200': { description: ok } }
`;
    expect(await lintText(openapi(text, version))).toEqual([]);
  });
});

test('OpenAPI 3.0: nullable and flags of exclusive bounds count, newer keywords are unknown', async () => {
  expect(await lintSchema('{ type: string, nullable: true, default: null, enum: [a, null] }', '3.0.4')).toEqual([]);
  expect(await lintSchema('{ type: integer, minimum: 3, exclusiveMinimum: true, default: 3 }', '3.0.4')).toEqual([
    '6:61 default-mismatch: 3; a value that must be > 3',
  ]);
  expect(await lintSchema('{ type: string, const: a }', '3.0.4')).toEqual([
    '6:24 schema-keyword-unknown: const; a keyword of OpenAPI 3.0: this one came with 3.1',
  ]);
  expect(await lintText(openapi(withReference('maxLength: 3'), '3.0.4'))).toEqual([
    '7:42 ref-siblings-ignored: maxLength beside $ref; $ref alone',
  ]);
});

test('OpenAPI 3.1: all of JSON Schema 2020-12 counts, words of 3.0 are told', async () => {
  expect(await lintSchema('{ type: [string, "null"], default: null }')).toEqual([]);
  expect(await lintSchema('{ type: string, nullable: true }')).toEqual([
    '6:24 schema-keyword-moved: nullable, which is of OpenAPI 3.0; type: [string, "null"]',
  ]);
  expect(await lintSchema('{ type: integer, minimum: 3, exclusiveMinimum: true }')).toEqual([
    '6:37 schema-invalid: true; a number',
  ]);
  expect(await lintSchema('{ type: array, prefixItems: [{ type: integer }], examples: [[1], [a]] }')).toEqual([
    '6:74 example-mismatch: "a"; an integer',
  ]);
  expect(await lintSchema('{ type: object, patternProperties: { "(": {} } }')).toEqual([
    '6:45 pattern-invalid: (; a regular expression (Unterminated group)',
  ]);
  expect(await lintSchema('{ const: 3, type: string }')).toEqual(['6:10 enum-mismatch: 3; a value of type string']);
});

test('OpenAPI 3.1: a keyword beside a reference and in what it names is a conflict, other words are not', async () => {
  expect(await lintText(openapi(withReference('maxLength: 3')))).toEqual([
    '7:42 ref-sibling-conflict: maxLength beside #/components/schemas/B, which has maxLength too; the keyword in one place',
  ]);
  expect(await lintText(openapi(withReference('minLength: 3, title: T, description: D')))).toEqual([]);
});

test('a schema that cannot be compiled for another reason is told with that reason', async () => {
  const [problem] = await lintSchema('{ $dynamicRef: "nowhere#a" }');
  expect(problem).toMatch(/^6:5 schema-does-not-compile: a schema of \$dynamicRef; one that compiles \(/);
});

test('schemas that refer to each other without end are told, and the rest is checked', async () => {
  const schemas = Array.from({ length: 600 }, (_, index) => {
    const next = `{ $ref: '#/components/schemas/S${index + 1}' }`;
    return `    S${index}: { type: object, properties: { next: ${index === 599 ? '{ type: strin }' : next} } }`;
  });
  const problems = await lintText(openapi(`paths: {}\ncomponents:\n  schemas:\n${schemas.join('\n')}\n`));
  expect(problems).toEqual([
    '6:5 schema-unchecked: a schema that refers to too many others, one through the other; schemas that can be compiled',
    expect.stringMatching(/^605:\d+ schema-invalid: "strin"/),
  ]);
});

function withReference(sibling: string): string {
  return `paths: {}
components:
  schemas:
    B: { type: string, maxLength: 9, title: B }
    A: { $ref: '#/components/schemas/B', ${sibling} }
`;
}
