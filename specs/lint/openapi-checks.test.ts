import { describe, expect, test } from 'vitest';
import { lintText, openapi } from '../../test/lint-text.ts';

const answer = "responses: { '200': { description: ok } }";

describe.each(['3.0.4', '3.1.1'])('OpenAPI %s', (version) => {
  const lint = (rest: string): Promise<string[]> => lintText(openapi(rest, version));

  test('finds nothing in a document without faults', async () => {
    const text = `paths:
  /users/{id}:
    parameters: [{ name: id, in: path, required: true, schema: { type: string } }]
    get:
      operationId: getUser
      security: [{ key: [] }]
      ${answer}
components:
  securitySchemes: { key: { type: apiKey, in: header, name: Key } }
  schemas:
    User: { type: object, required: [name], properties: { name: { type: string, maxLength: 3, example: Ann } } }
`;
    expect(await lint(text)).toEqual([]);
  });

  test('finds an operationId that stands twice', async () => {
    const text = `paths:
  /a: { get: { operationId: same, ${answer} } }
  /b: { get: { operationId: same, ${answer} } }
`;
    expect(await lint(text)).toEqual(['5:16 duplicate-operation-id: same; another name than that of /paths/~1a/get']);
  });

  test('finds a parameter of the path that nobody declares', async () => {
    expect(await lint(`paths:\n  /a/{id}/{no}:\n    get: { ${answer} }\n`)).toEqual([
      '5:5 path-parameter-undeclared: {id} in /a/{id}/{no} without a declaration; ' +
        'a parameter with name: id and in: path, at get /a/{id}/{no} or its path item',
      '5:5 path-parameter-undeclared: {no} in /a/{id}/{no} without a declaration; ' +
        'a parameter with name: no and in: path, at get /a/{id}/{no} or its path item',
    ]);
  });

  test('finds a declared path parameter that the path does not name, through a reference', async () => {
    const text = `paths:
  /a/{id}:
    get:
      parameters: [{ $ref: '#/components/parameters/id' }, { $ref: '#/components/parameters/other' }]
      ${answer}
components:
  parameters:
    id: { name: id, in: path, required: true, schema: { type: string } }
    other: { name: other, in: path, required: true, schema: { type: string } }
`;
    expect(await lint(text)).toEqual(['11:14 path-parameter-unused: other; one of id of /a/{id}']);
  });

  test('finds a path parameter that is not required', async () => {
    const text = `paths:
  /a/{id}:
    get:
      parameters:
        - { name: id, in: path, schema: { type: string } }
      ${answer}
  /b/{id}:
    get:
      parameters:
        - { name: id, in: path, required: false, schema: { type: string } }
      ${answer}
`;
    expect(await lint(text)).toEqual([
      '7:11 path-parameter-optional: no member "required"; required: true',
      '12:33 path-parameter-optional: required: false; required: true',
    ]);
  });

  test('finds paths that differ in the names of their parameters only', async () => {
    const item = `{ parameters: [{ name: NAME, in: path, required: true, schema: { type: string } }], get: { ${answer} } }`;
    const text = `paths:
  /a/{id}: ${item.replace('NAME', 'id')}
  /a/{key}: ${item.replace('NAME', 'key')}
`;
    expect(await lint(text)).toEqual(['5:3 duplicate-path: /a/{key}; a path that differs from /a/{id}']);
  });

  test.each([
    ['/a/{id', 'pairs of braces around a name, such as /users/{id}'],
    ['/a/{}', 'pairs of braces around a name, such as /users/{id}'],
    ['users', '/users'],
  ])('finds the broken path %s', async (path, expected) => {
    const problems = await lint(`paths:\n  '${path}': { get: { ${answer} } }\n`);
    expect(problems).toContain(`4:3 path-template-invalid: ${path}; ${expected}`);
  });

  test('finds a name that a path has twice', async () => {
    const parameter = '{ name: id, in: path, required: true, schema: { type: string } }';
    const text = `paths:\n  '/{id}/{id}': { parameters: [${parameter}], get: { ${answer} } }\n`;
    expect(await lint(text)).toEqual(['4:3 path-template-invalid: /{id}/{id}; every name once']);
  });

  test('finds a parameter that is listed twice, headers whatever their letter case', async () => {
    const text = `paths:
  /a:
    get:
      parameters:
        - { name: Tag, in: header, schema: { type: string } }
        - { name: tag, in: query, schema: { type: string } }
        - { name: TAG, in: header, schema: { type: string } }
      ${answer}
`;
    expect(await lint(text)).toEqual([
      '9:11 duplicate-parameter: a second header parameter tag; every place and name once',
    ]);
  });

  test('warns of a header parameter that OpenAPI ignores', async () => {
    const text = `paths:
  /a:
    get:
      parameters:
        - { name: Content-type, in: header, schema: { type: string } }
      ${answer}
`;
    expect(await lint(text)).toEqual([
      '7:13 parameter-ignored: Content-type; a header that OpenAPI does not describe otherwise',
    ]);
  });

  test('finds a security scheme that nobody declares, at the root and at an operation', async () => {
    const text = `security: [{ nobody: [] }]
paths:
  /a:
    get:
      security: [{ key: [] }, { key: [], oauth: [] }]
      ${answer}
components:
  securitySchemes: { key: { type: apiKey, in: header, name: Key } }
`;
    expect(await lint(text)).toEqual([
      '3:14 security-scheme-unknown: nobody; one of key',
      '7:42 security-scheme-unknown: oauth; one of key',
    ]);
  });

  test('finds keys of content and responses that are neither', async () => {
    const text = `paths:
  /a:
    get:
      responses:
        '20': { description: x }
        '200': { description: x, content: { json: {} } }
`;
    const problems = await lint(text);
    expect(problems).toEqual([
      '7:9 status-invalid: 20; a status such as 200, 4XX, or default',
      '8:45 media-type-invalid: json; type/subtype',
    ]);
  });

  test('warns of a GET operation with a body', async () => {
    const text = `paths:
  /a:
    get:
      requestBody: { content: { application/json: {} } }
      ${answer}
`;
    expect(await lint(text)).toEqual(['6:7 body-unexpected: a body of GET; no requestBody']);
  });

  test('finds a link to an operation that does not exist', async () => {
    const text = `paths:
  /a:
    get:
      operationId: here
      responses:
        '200': { description: ok, links: { next: { operationId: there } } }
`;
    expect(await lint(text)).toEqual(['8:52 operation-unknown: there; one of here']);
  });

  test('says what the schema of OpenAPI has against a document, the likeliest reason only', async () => {
    const text = `paths:
  /a:
    get: { resposes: {}, responses: { '200': {} } }
    post: { parameters: [{ name: q, in: quer, schema: { type: string } }], ${answer} }
components:
  securitySchemes: { key: { type: http }, other: { type: apikey, name: Key, in: header } }
`;
    const problems = await lint(text);
    expect(problems.map((problem) => problem.replace(/one of .*/, 'one of …'))).toEqual([
      '5:12 openapi-invalid: the member "resposes"; no such member',
      '5:39 openapi-invalid: no member "description"; the member "description"',
      '6:37 openapi-invalid: "quer"; one of …',
      '8:22 openapi-invalid: no member "scheme"; the member "scheme"',
      '8:52 openapi-invalid: "apikey"; one of …',
    ]);
  });

  test('finds nothing in callbacks, whose keys are expressions and whose path items have no path', async () => {
    const text = `paths:
  /a:
    post:
      ${answer}
      callbacks: { done: { '{$request.body#/url}': { post: { operationId: called, ${answer} } } } }
`;
    expect(await lint(text)).toEqual([]);
  });
});

test('a document without paths is told so, unless it has webhooks or components', async () => {
  expect(await lintText(openapi('tags: []\n', '3.0.4'))).toEqual([
    '1:1 openapi-invalid: no member "paths"; an object paths',
  ]);
  expect(await lintText(openapi('tags: []\n'))).toEqual(['1:1 openapi-invalid: no member "paths"; an object paths']);
  expect(await lintText(openapi('components: {}\n'))).toEqual([]);
  expect(await lintText(openapi('paths: 7\n'))).toEqual(['3:1 openapi-invalid: paths: 7; an object paths']);
});

test('a version that is a number is told so, and all else as well', async () => {
  const text = "openapi: 3.1.1\ninfo: { title: Test, version: 1.5 }\npaths: { '/a/{id}': { get: {} } }\n";
  expect((await lintText(text)).map((problem) => problem.split(' ')[1])).toEqual([
    'openapi-invalid:',
    'path-parameter-undeclared:',
  ]);
});

test.each([
  ['swagger: "2.0"', '1:1 version-unsupported: swagger: "2.0"; openapi: 3.0.0 to 3.0.4, or 3.1.0 to 3.1.2'],
  ['openapi: 3.2.0', '1:1 version-unsupported: openapi: "3.2.0"; openapi: 3.0.0 to 3.0.4, or 3.1.0 to 3.1.2'],
  ['openapi: 3.1', '1:1 version-unsupported: openapi: 3.1; openapi: 3.0.0 to 3.0.4, or 3.1.0 to 3.1.2'],
  ['title: x', '1:1 version-unsupported: no member "openapi"; openapi: 3.0.0 to 3.0.4, or 3.1.0 to 3.1.2'],
])('refuses %s and says which versions are read', async (text, problem) => {
  expect(await lintText(`${text}\npaths: { /a: 1 }\n`)).toEqual([problem]);
});
