import { describe, expect, test } from 'vitest';
import type { JsonObject } from '../specs/json.ts';
import { aForeignDocument, askPrism, JSON_TYPE, jsonOf, THINGS } from '../test/ask-prism.ts';
import { createPrismFallBack } from './prism.ts';

describe('a good request', () => {
  test('is answered with the first example of the lowest 2xx and the declared headers', async () => {
    const answer = await askPrism(THINGS, 'getThing', '/things/1');
    expect(answer.status).toBe(200);
    expect(jsonOf(answer)).toEqual({ name: 'pin' });
    expect(answer.headers).toEqual({ 'Content-Type': 'application/json', 'X-Left': '7' });
  });

  test('gets the media type that Accept asks for, whatever an earlier request asked for', async () => {
    const fallBack = createPrismFallBack(THINGS);
    const xml = await askPrism(THINGS, 'getThing', '/things/1', { headers: { accept: 'application/xml' } }, fallBack);
    expect(xml.headers['Content-Type']).toBe('application/xml; charset=utf-8');
    expect(xml.body).toContain('<Thing><name>pin</name></Thing>');
    const json = await askPrism(THINGS, 'getThing', '/things/1', {}, fallBack);
    expect(json.headers['Content-Type']).toBe('application/json');
  });

  test('is answered below the base path of a server', async () => {
    expect((await askPrism(THINGS, 'getThing', '/base/v1/things/1')).status).toBe(200);
    expect((await askPrism(THINGS, 'getThing', '/base/v1/things/x')).status).toBe(422);
  });

  test('is answered although Accept is no list of media ranges', async () => {
    const answer = await askPrism(THINGS, 'getThing', '/things/1', { headers: { accept: 'json please' } });
    expect(answer.status).toBe(200);
  });

  test('is answered once what made an earlier one fail is mended', async () => {
    const schema: JsonObject = { type: 'nonsense' };
    const parameters = [{ name: 'id', in: 'path', required: true, schema }];
    const responses = { 200: { description: 'The thing.' } };
    const document = aForeignDocument({ '/things/{id}': { get: { operationId: 'getThing', parameters, responses } } });
    const fallBack = createPrismFallBack(document);
    const ask = (): ReturnType<typeof askPrism> => askPrism(document, 'getThing', '/things/1', {}, fallBack);
    expect(jsonOf(await ask())).toMatchObject({ status: 500, code: 'kit-fault' });
    schema['type'] = 'integer';
    expect((await ask()).status).toBe(200);
  });

  test('leaves the document as it is', async () => {
    const document = structuredClone(THINGS);
    await askPrism(document, 'getThing', '/things/1');
    expect(document).toEqual(THINGS);
  });

  test('finds path parameters whatever their names are made of', async () => {
    const names = ['user name', 'größe', 'id:int', 'a.b-c_d'];
    const parameters = names.map((name) => ({ name, in: 'path', required: true, schema: { type: 'integer' } }));
    const responses = { 200: { description: '', content: { 'application/json': { example: { ok: true } } } } };
    const path = `/odd/${names.map((name) => `{${name}}`).join('/')}`;
    const document = aForeignDocument({ [path]: { get: { operationId: 'odd', parameters, responses } } });
    expect((await askPrism(document, 'odd', '/odd/1/2/3/4')).status).toBe(200);
    expect((await askPrism(document, 'odd', '/odd/1/2/x/4')).status).toBe(422);
  });

  test('is checked against circular schemas', async () => {
    const node = {
      type: 'object',
      required: ['name'],
      properties: { name: { type: 'string' }, next: { $ref: '#/components/schemas/Node' } },
    };
    const content = { 'application/json': { schema: node } };
    const document = aForeignDocument(
      {
        '/n': {
          post: { operationId: 'n', requestBody: { content }, responses: { 201: { description: '', content } } },
        },
      },
      { schemas: { Node: node } },
    );
    const good = await askPrism(document, 'n', '/n', { headers: JSON_TYPE, body: '{"name":"a","next":{"name":"b"}}' });
    expect(good.status).toBe(201);
    const bad = await askPrism(document, 'n', '/n', {
      headers: JSON_TYPE,
      body: '{"name":"a","next":{"name":"b","next":{}}}',
    });
    expect(bad.status).toBe(422);
  });

  test('is answered when a circular reference leads into another path', async () => {
    const schema = {
      type: 'object',
      properties: { next: { $ref: '#/paths/~1b/post/requestBody/content/application~1json/schema' } },
    };
    const content = { 'application/json': { schema } };
    const responses = { 204: { description: '' } };
    const document = aForeignDocument({
      '/a': { post: { operationId: 'a', requestBody: { content }, responses } },
      '/b': { post: { operationId: 'b', requestBody: { content }, responses } },
    });
    expect((await askPrism(document, 'a', '/a', { headers: JSON_TYPE, body: '{}' })).status).toBe(204);
    expect((await askPrism(document, 'a', '/a', { headers: JSON_TYPE, body: '{"next":1}' })).status).toBe(422);
  });

  test('gets data with a member $ref as it stands in the example', async () => {
    const example = { $ref: './package.json', list: [{ $ref: '#/nowhere' }] };
    const responses = { 200: { description: '', content: { 'application/json': { example } } } };
    const document = aForeignDocument({ '/r': { get: { operationId: 'r', responses } } });
    expect(jsonOf(await askPrism(document, 'r', '/r'))).toEqual(example);
  });

  test('gets an example of XML that is text as it stands', async () => {
    const headers = { accept: 'application/xml', prefer: 'example=text' };
    expect((await askPrism(THINGS, 'getThing', '/things/1', { headers })).body).toBe('<Thing/>');
  });
});

describe('a bad request', () => {
  test('gets what Prism has against it when the document has no answer', async () => {
    const answer = await askPrism(THINGS, 'createThing', '/things', { headers: JSON_TYPE, body: '{"name":"longer"}' });
    expect(answer.status).toBe(422);
    expect(answer.headers['Content-Type']).toBe('application/problem+json');
    const validation = [
      { location: ['body', 'name'], severity: 'Error', code: 'maxLength', message: expect.any(String) },
    ];
    expect(jsonOf(answer)).toMatchObject({ code: 'invalid-request', validation });
  });

  test('with broken JSON is 400 with the place', async () => {
    const answer = await askPrism(THINGS, 'createThing', '/things', { headers: JSON_TYPE, body: '{"name":' });
    expect(jsonOf(answer)).toMatchObject({ status: 400, code: 'unreadable-body', line: 1, column: 9 });
  });

  test.each([
    ['another media type', { 'content-type': 'text/csv' }, 'a,b'],
    ['no media type', {}, '{"name":"pin"}'],
    ['what is no media type', { 'content-type': 'json' }, '{"name":"pin"}'],
    ['another charset', { 'content-type': 'application/json; charset=latin1' }, '{"name":"pin"}'],
  ])('with %s is 415, chunked or not', async (_, headers, body) => {
    const answer = await askPrism(THINGS, 'createThing', '/things', { headers, body });
    expect(jsonOf(answer)).toMatchObject({ status: 415, code: 'unsupported-media-type' });
  });

  test('that accepts nothing that is there is 406', async () => {
    const answer = await askPrism(THINGS, 'getThing', '/things/1', { headers: { accept: 'image/png' } });
    expect(jsonOf(answer)).toMatchObject({ status: 406, code: 'not-acceptable' });
  });

  test('without credentials is 401 and says which are expected', async () => {
    const responses = { 204: { description: '' } };
    const document = aForeignDocument(
      { '/s': { get: { operationId: 's', security: [{ basic: [] }], responses } } },
      { securitySchemes: { basic: { type: 'http', scheme: 'basic' } } },
    );
    const refused = await askPrism(document, 's', '/s');
    expect(refused.headers['WWW-Authenticate']).toBe('Basic realm="*"');
    expect(jsonOf(refused)).toMatchObject({ status: 401, code: 'unauthorized' });
    const authorization = `Basic ${Buffer.from('ada:with:colons').toString('base64')}`;
    expect((await askPrism(document, 's', '/s', { headers: { authorization } })).status).toBe(204);
  });

  test('that the document cannot answer is a problem, not a crash', async () => {
    const document = aForeignDocument({ '/e': { get: { operationId: 'e', responses: {} } } });
    expect(jsonOf(await askPrism(document, 'e', '/e'))).toMatchObject({ status: 500, code: 'no-answer' });
  });

  test('is not let pass by a schema that cannot be compiled', async () => {
    const content = { 'application/json': { schema: { type: 'string', pattern: '\\_' } } };
    const responses = { 204: { description: '' } };
    const document = aForeignDocument({ '/p': { post: { operationId: 'p', requestBody: { content }, responses } } });
    const answer = await askPrism(document, 'p', '/p', { headers: JSON_TYPE, body: '"x"' });
    expect(jsonOf(answer)).toMatchObject({ status: 500, code: 'kit-fault' });
  });
});

describe('a body', () => {
  const responses = { 204: { description: '' } };
  const withSchema = (schema: JsonObject, openapi = '3.1.1'): JsonObject => ({
    ...aForeignDocument({
      '/b': {
        post: {
          operationId: 'b',
          requestBody: { required: true, content: { 'application/json': { schema } } },
          responses,
        },
      },
    }),
    openapi,
  });

  test.each([
    ['false', { type: 'boolean' }, 204],
    ['0', { type: 'integer' }, 204],
    ['0', { type: 'integer', minimum: 1 }, 422],
    ['""', { type: 'string' }, 204],
    ['""', { type: 'string', minLength: 1 }, 422],
    ['null', { type: ['object', 'null'] }, 204],
    ['null', { type: 'object' }, 422],
    ['', { type: 'boolean' }, 422],
  ])('%s is taken for what it is by %j', async (body, schema, status) => {
    expect((await askPrism(withSchema(schema), 'b', '/b', { headers: JSON_TYPE, body })).status).toBe(status);
  });

  test('is judged by the keywords of 2020-12 in OpenAPI 3.1, and by nullable in 3.0', async () => {
    const tuple = withSchema({ type: 'array', prefixItems: [{ type: 'string' }] });
    expect((await askPrism(tuple, 'b', '/b', { headers: JSON_TYPE, body: '[1]' })).status).toBe(422);
    const nullable = withSchema({ type: 'object', nullable: true }, '3.0.4');
    expect((await askPrism(nullable, 'b', '/b', { headers: JSON_TYPE, body: 'null' })).status).toBe(204);
  });

  test('of XML is read by its schema', async () => {
    const headers = { 'content-type': 'application/xml' };
    const good = await askPrism(THINGS, 'createThing', '/things', { headers, body: '<Thing><name>pin</name></Thing>' });
    expect(good.status).toBe(201);
    const bad = await askPrism(THINGS, 'createThing', '/things', {
      headers,
      body: '<Thing><name>longer</name></Thing>',
    });
    expect(bad.status).toBe(422);
  });

  test('of a form is read by its schema', async () => {
    const schema = { type: 'object', required: ['n'], properties: { n: { type: 'integer' } } };
    const content = { 'application/x-www-form-urlencoded': { schema } };
    const document = aForeignDocument({ '/f': { post: { operationId: 'f', requestBody: { content }, responses } } });
    const headers = { 'content-type': 'application/x-www-form-urlencoded' };
    expect((await askPrism(document, 'f', '/f', { headers, body: 'n=1' })).status).toBe(204);
    expect((await askPrism(document, 'f', '/f', { headers, body: 'n=x' })).status).toBe(422);
  });

  test('of bytes need not be text', async () => {
    const content = { 'application/octet-stream': { schema: { type: 'string', format: 'binary' } } };
    const document = aForeignDocument({ '/o': { post: { operationId: 'o', requestBody: { content }, responses } } });
    const headers = { 'content-type': 'application/octet-stream' };
    expect((await askPrism(document, 'o', '/o', { headers, body: new Uint8Array([0xff, 0x00]) })).status).toBe(204);
  });

  test('is not sent to the callback that it names', async () => {
    const called: unknown[] = [];
    const content = { 'application/json': { schema: { type: 'object' } } };
    const callbacks = { done: { '{$request.body#/url}': { post: { requestBody: { content }, responses } } } };
    const document = aForeignDocument({
      '/c': { post: { operationId: 'c', requestBody: { content }, callbacks, responses } },
    });
    const { createServer } = await import('node:http');
    const server = createServer((request, response) => {
      called.push(request.url);
      response.end();
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const address = server.address();
    const port = typeof address === 'object' ? address?.port : undefined;
    const body = JSON.stringify({ url: `http://127.0.0.1:${port}/called` });
    expect((await askPrism(document, 'c', '/c', { headers: JSON_TYPE, body })).status).toBe(204);
    await fetch(`http://127.0.0.1:${port}/last`);
    server.close();
    expect(called).toEqual(['/last']);
  });
});

test('what is made up comes from the seed of the mock, unless the request prefers another', async () => {
  const schema = { type: 'object', required: ['n'], properties: { n: { type: 'integer' } } };
  const responses = { 200: { description: '', content: { 'application/json': { schema } } } };
  const document = aForeignDocument({ '/numbers': { get: { operationId: 'numbers', responses } } });
  const madeUp = async (seed: number, prefer = 'dynamic=true'): Promise<unknown> =>
    jsonOf(
      await askPrism(document, 'numbers', '/numbers', { headers: { prefer } }, createPrismFallBack(document, seed)),
    );
  expect(await madeUp(1)).toEqual(await madeUp(1));
  expect(await madeUp(1)).not.toEqual(await madeUp(2));
  expect(await madeUp(1, 'dynamic=true, seed=x')).toEqual(await madeUp(2, 'dynamic=true, seed=x'));
});
