import { describe, expect, test } from 'vitest';
import { buildContract } from '../specs/build.ts';
import type { JsonObject } from '../specs/json.ts';
import type { PlainResponse } from './plain.ts';
import { createPrismFallBack, type PrismFallBack } from './prism.ts';

interface Sent {
  readonly headers?: Record<string, string>;
  readonly body?: string | Uint8Array;
}

const JSON_TYPE = { 'content-type': 'application/json' };

/** The answer of the fallback to a request for the operation with this id. */
async function ask(
  document: JsonObject,
  id: string,
  target: string,
  { headers = {}, body = '' }: Sent = {},
  fallBack: PrismFallBack = createPrismFallBack(document),
): Promise<PlainResponse> {
  const { operations } = buildContract({ file: 'things.yaml', sha256: '', document, readings: {} });
  const operation = operations.find((candidate) => candidate.id === id);
  if (!operation) throw new Error(`no operation ${id}`);
  const bytes = typeof body === 'string' ? new TextEncoder().encode(body) : body;
  const request = { method: operation.method.toUpperCase(), target, headers, body: bytes, origin: 'http://mock' };
  return fallBack(request, operation, target.split('?', 1)[0] ?? target);
}

function jsonOf({ body }: PlainResponse): unknown {
  return JSON.parse(String(body));
}

function aDocument(paths: JsonObject, components: JsonObject = {}): JsonObject {
  return { openapi: '3.1.1', info: { title: 'Things', version: '1' }, paths, components };
}

const THING = { type: 'object', required: ['name'], properties: { name: { type: 'string', maxLength: 5 } } };

/** One operation that reads and one that creates, with examples in two answers. */
const THINGS: JsonObject = aDocument({
  '/things/{id}': {
    get: {
      operationId: 'getThing',
      parameters: [{ name: 'id', in: 'path', required: true, schema: { type: 'integer' } }],
      responses: {
        200: {
          description: 'The thing.',
          headers: {
            'X-Left': { schema: { type: 'integer' }, example: 7 },
            'Content-Length': { schema: { type: 'integer' }, example: 1 },
            'no header': { schema: { type: 'string' } },
          },
          content: {
            'application/json': {
              schema: THING,
              examples: { small: { value: { name: 'pin' } }, odd: { value: { name: 'a "b"' } } },
            },
            'application/xml': {
              schema: { ...THING, xml: { name: 'Thing' } },
              examples: { small: { value: { name: 'pin' } }, text: { value: '<Thing/>' } },
            },
          },
        },
        404: {
          description: 'None.',
          content: {
            'application/json': {
              schema: { type: 'object' },
              examples: { gone: { value: { error: 'gone' } }, never: { value: { error: 'never' } } },
            },
          },
        },
        '4XX': { description: 'Any other.', content: { 'application/json': { example: { error: 'other' } } } },
      },
    },
  },
  '/things': {
    post: {
      operationId: 'createThing',
      requestBody: {
        required: true,
        content: {
          'application/json': { schema: THING },
          'application/xml': { schema: { ...THING, xml: { name: 'Thing' } } },
        },
      },
      responses: { 201: { description: 'Created.', content: { 'application/json': { example: { id: 1 } } } } },
    },
  },
});

describe('a good request', () => {
  test('is answered with the first example of the lowest 2xx and the declared headers', async () => {
    const answer = await ask(THINGS, 'getThing', '/things/1');
    expect(answer.status).toBe(200);
    expect(jsonOf(answer)).toEqual({ name: 'pin' });
    expect(answer.headers).toEqual({ 'Content-Type': 'application/json', 'X-Left': '7' });
  });

  test('gets the media type that Accept asks for, whatever an earlier request asked for', async () => {
    const fallBack = createPrismFallBack(THINGS);
    const xml = await ask(THINGS, 'getThing', '/things/1', { headers: { accept: 'application/xml' } }, fallBack);
    expect(xml.headers['Content-Type']).toBe('application/xml; charset=utf-8');
    expect(xml.body).toContain('<Thing><name>pin</name></Thing>');
    const json = await ask(THINGS, 'getThing', '/things/1', {}, fallBack);
    expect(json.headers['Content-Type']).toBe('application/json');
  });

  test('is answered below the base path of a server', async () => {
    expect((await ask(THINGS, 'getThing', '/base/v1/things/1')).status).toBe(200);
    expect((await ask(THINGS, 'getThing', '/base/v1/things/x')).status).toBe(422);
  });

  test('is answered although Accept is no list of media ranges', async () => {
    const answer = await ask(THINGS, 'getThing', '/things/1', { headers: { accept: 'json please' } });
    expect(answer.status).toBe(200);
  });

  test('leaves the document as it is', async () => {
    const document = structuredClone(THINGS);
    await ask(document, 'getThing', '/things/1');
    expect(document).toEqual(THINGS);
  });

  test('finds path parameters whatever their names are made of', async () => {
    const names = ['user name', 'größe', 'id:int', 'a.b-c_d'];
    const parameters = names.map((name) => ({ name, in: 'path', required: true, schema: { type: 'integer' } }));
    const responses = { 200: { description: '', content: { 'application/json': { example: { ok: true } } } } };
    const path = `/odd/${names.map((name) => `{${name}}`).join('/')}`;
    const document = aDocument({ [path]: { get: { operationId: 'odd', parameters, responses } } });
    expect((await ask(document, 'odd', '/odd/1/2/3/4')).status).toBe(200);
    expect((await ask(document, 'odd', '/odd/1/2/x/4')).status).toBe(422);
  });

  test('is checked against circular schemas', async () => {
    const node = {
      type: 'object',
      required: ['name'],
      properties: { name: { type: 'string' }, next: { $ref: '#/components/schemas/Node' } },
    };
    const content = { 'application/json': { schema: node } };
    const document = aDocument(
      {
        '/n': {
          post: { operationId: 'n', requestBody: { content }, responses: { 201: { description: '', content } } },
        },
      },
      { schemas: { Node: node } },
    );
    const good = await ask(document, 'n', '/n', { headers: JSON_TYPE, body: '{"name":"a","next":{"name":"b"}}' });
    expect(good.status).toBe(201);
    const bad = await ask(document, 'n', '/n', {
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
    const document = aDocument({
      '/a': { post: { operationId: 'a', requestBody: { content }, responses } },
      '/b': { post: { operationId: 'b', requestBody: { content }, responses } },
    });
    expect((await ask(document, 'a', '/a', { headers: JSON_TYPE, body: '{}' })).status).toBe(204);
    expect((await ask(document, 'a', '/a', { headers: JSON_TYPE, body: '{"next":1}' })).status).toBe(422);
  });

  test('gets data with a member $ref as it stands in the example', async () => {
    const example = { $ref: './package.json', list: [{ $ref: '#/nowhere' }] };
    const responses = { 200: { description: '', content: { 'application/json': { example } } } };
    const document = aDocument({ '/r': { get: { operationId: 'r', responses } } });
    expect(jsonOf(await ask(document, 'r', '/r'))).toEqual(example);
  });

  test('gets an example of XML that is text as it stands', async () => {
    const headers = { accept: 'application/xml', prefer: 'example=text' };
    expect((await ask(THINGS, 'getThing', '/things/1', { headers })).body).toBe('<Thing/>');
  });
});

describe('preferences', () => {
  test.each([
    ['code=404', 404, { error: 'gone' }, 'code=404'],
    ['code=404, example=never', 404, { error: 'never' }, 'code=404, example=never'],
    ['Code = "404" ; Example="never"', 404, { error: 'never' }, 'code=404, example=never'],
    ['respond-async, wait=100, code=418', 418, { error: 'other' }, 'code=418'],
    ['example=odd', 200, { name: 'a "b"' }, 'example=odd'],
    ['code=404, code=200', 404, { error: 'gone' }, 'code=404'],
    ['dynamic=false', 200, { name: 'pin' }, 'dynamic=false'],
  ])('Prefer: %s', async (prefer, status, body, applied) => {
    const answer = await ask(THINGS, 'getThing', '/things/1', { headers: { prefer } });
    expect(answer.status).toBe(status);
    expect(jsonOf(answer)).toEqual(body);
    expect(answer.headers['Preference-Applied']).toBe(applied);
  });

  test('stand in the query as well, where the header wins', async () => {
    const answer = await ask(THINGS, 'getThing', '/things/1?__code=404&__example=never');
    expect(jsonOf(answer)).toEqual({ error: 'never' });
    const headers = { prefer: 'example=gone' };
    expect(jsonOf(await ask(THINGS, 'getThing', '/things/1?__code=404&__example=never', { headers }))).toEqual({
      error: 'gone',
    });
  });

  test('a code is answered whatever the request is like', async () => {
    const broken = { headers: { ...JSON_TYPE, prefer: 'code=201' }, body: '{' };
    expect(jsonOf(await ask(THINGS, 'createThing', '/things', broken))).toEqual({ id: 1 });
    expect((await ask(THINGS, 'getThing', '/things/x', { headers: { prefer: 'code=404' } })).status).toBe(404);
  });

  test('an example without a code is for good requests', async () => {
    const answer = await ask(THINGS, 'getThing', '/things/x', { headers: { prefer: 'example=odd' } });
    expect(answer.status).toBe(422);
    expect(jsonOf(answer)).toEqual({ error: 'other' });
    expect(answer.headers['Preference-Applied']).toBeUndefined();
  });

  test('a value is made up, and the same seed gives the same one', async () => {
    const headers = { prefer: 'dynamic=true, seed=7' };
    const answer = await ask(THINGS, 'getThing', '/things/1', { headers });
    expect(answer.headers['Preference-Applied']).toBe('dynamic=true, seed=7');
    expect(jsonOf(answer)).not.toEqual({ name: 'pin' });
    expect((await ask(THINGS, 'getThing', '/things/1', { headers })).body).toBe(answer.body);
    expect((await ask(THINGS, 'getThing', '/things/1?__dynamic&__seed=7')).body).toBe(answer.body);
  });

  test.each([
    ['code=500', 404, 'unknown-code', { codes: ['200', '404', '4XX'] }],
    [
      'example=gone',
      404,
      'unknown-example',
      { examples: { 200: ['small', 'odd', 'text'], 404: ['gone', 'never'], '4XX': ['default'] } },
    ],
    ['code=404, example=small', 404, 'unknown-example', {}],
    ['code=abc', 400, 'bad-preference', {}],
    ['code=99', 400, 'bad-preference', {}],
    ['code', 400, 'bad-preference', {}],
    ['example=""', 400, 'bad-preference', {}],
    ['dynamic=maybe', 400, 'bad-preference', {}],
    ['code=418, dynamic', 400, 'bad-preference', {}],
  ])('Prefer: %s cannot be followed', async (prefer, status, code, more) => {
    const answer = await ask(THINGS, 'getThing', '/things/1', { headers: { prefer } });
    expect(answer.status).toBe(status);
    expect(answer.headers['Content-Type']).toBe('application/problem+json');
    expect(jsonOf(answer)).toMatchObject({ status, code, ...more });
  });

  test('a media type that the chosen answer lacks is not replaced by another answer', async () => {
    const headers = { accept: 'application/xml', prefer: 'code=404' };
    const answer = await ask(THINGS, 'getThing', '/things/1', { headers });
    expect(jsonOf(answer)).toMatchObject({ status: 406, code: 'not-acceptable' });
  });
});

describe('a bad request', () => {
  test('gets what Prism has against it when the document has no answer', async () => {
    const answer = await ask(THINGS, 'createThing', '/things', { headers: JSON_TYPE, body: '{"name":"longer"}' });
    expect(answer.status).toBe(422);
    expect(answer.headers['Content-Type']).toBe('application/problem+json');
    const validation = [
      { location: ['body', 'name'], severity: 'Error', code: 'maxLength', message: expect.any(String) },
    ];
    expect(jsonOf(answer)).toMatchObject({ code: 'invalid-request', validation });
  });

  test('with broken JSON is 400 with the place', async () => {
    const answer = await ask(THINGS, 'createThing', '/things', { headers: JSON_TYPE, body: '{"name":' });
    expect(jsonOf(answer)).toMatchObject({ status: 400, code: 'unreadable-body', line: 1, column: 9 });
  });

  test.each([
    ['another media type', { 'content-type': 'text/csv' }, 'a,b'],
    ['no media type', {}, '{"name":"pin"}'],
    ['what is no media type', { 'content-type': 'json' }, '{"name":"pin"}'],
    ['another charset', { 'content-type': 'application/json; charset=latin1' }, '{"name":"pin"}'],
  ])('with %s is 415, chunked or not', async (_, headers, body) => {
    const answer = await ask(THINGS, 'createThing', '/things', { headers, body });
    expect(jsonOf(answer)).toMatchObject({ status: 415, code: 'unsupported-media-type' });
  });

  test('that accepts nothing that is there is 406', async () => {
    const answer = await ask(THINGS, 'getThing', '/things/1', { headers: { accept: 'image/png' } });
    expect(jsonOf(answer)).toMatchObject({ status: 406, code: 'not-acceptable' });
  });

  test('without credentials is 401 and says which are expected', async () => {
    const responses = { 204: { description: '' } };
    const document = aDocument(
      { '/s': { get: { operationId: 's', security: [{ basic: [] }], responses } } },
      { securitySchemes: { basic: { type: 'http', scheme: 'basic' } } },
    );
    const refused = await ask(document, 's', '/s');
    expect(refused.headers['WWW-Authenticate']).toBe('Basic realm="*"');
    expect(jsonOf(refused)).toMatchObject({ status: 401, code: 'unauthorized' });
    const authorization = `Basic ${Buffer.from('ada:with:colons').toString('base64')}`;
    expect((await ask(document, 's', '/s', { headers: { authorization } })).status).toBe(204);
  });

  test('that the document cannot answer is a problem, not a crash', async () => {
    const document = aDocument({ '/e': { get: { operationId: 'e', responses: {} } } });
    expect(jsonOf(await ask(document, 'e', '/e'))).toMatchObject({ status: 500, code: 'no-answer' });
  });

  test('is not let pass by a schema that cannot be compiled', async () => {
    const content = { 'application/json': { schema: { type: 'string', pattern: '\\_' } } };
    const responses = { 204: { description: '' } };
    const document = aDocument({ '/p': { post: { operationId: 'p', requestBody: { content }, responses } } });
    const answer = await ask(document, 'p', '/p', { headers: JSON_TYPE, body: '"x"' });
    expect(jsonOf(answer)).toMatchObject({ status: 500, code: 'kit-fault' });
  });
});

describe('a body', () => {
  const responses = { 204: { description: '' } };
  const withSchema = (schema: JsonObject, openapi = '3.1.1'): JsonObject => ({
    ...aDocument({
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
    expect((await ask(withSchema(schema), 'b', '/b', { headers: JSON_TYPE, body })).status).toBe(status);
  });

  test('is judged by the keywords of 2020-12 in OpenAPI 3.1, and by nullable in 3.0', async () => {
    const tuple = withSchema({ type: 'array', prefixItems: [{ type: 'string' }] });
    expect((await ask(tuple, 'b', '/b', { headers: JSON_TYPE, body: '[1]' })).status).toBe(422);
    const nullable = withSchema({ type: 'object', nullable: true }, '3.0.4');
    expect((await ask(nullable, 'b', '/b', { headers: JSON_TYPE, body: 'null' })).status).toBe(204);
  });

  test('of XML is read by its schema', async () => {
    const headers = { 'content-type': 'application/xml' };
    const good = await ask(THINGS, 'createThing', '/things', { headers, body: '<Thing><name>pin</name></Thing>' });
    expect(good.status).toBe(201);
    const bad = await ask(THINGS, 'createThing', '/things', { headers, body: '<Thing><name>longer</name></Thing>' });
    expect(bad.status).toBe(422);
  });

  test('of a form is read by its schema', async () => {
    const schema = { type: 'object', required: ['n'], properties: { n: { type: 'integer' } } };
    const content = { 'application/x-www-form-urlencoded': { schema } };
    const document = aDocument({ '/f': { post: { operationId: 'f', requestBody: { content }, responses } } });
    const headers = { 'content-type': 'application/x-www-form-urlencoded' };
    expect((await ask(document, 'f', '/f', { headers, body: 'n=1' })).status).toBe(204);
    expect((await ask(document, 'f', '/f', { headers, body: 'n=x' })).status).toBe(422);
  });

  test('of bytes need not be text', async () => {
    const content = { 'application/octet-stream': { schema: { type: 'string', format: 'binary' } } };
    const document = aDocument({ '/o': { post: { operationId: 'o', requestBody: { content }, responses } } });
    const headers = { 'content-type': 'application/octet-stream' };
    expect((await ask(document, 'o', '/o', { headers, body: new Uint8Array([0xff, 0x00]) })).status).toBe(204);
  });

  test('is not sent to the callback that it names', async () => {
    const called: unknown[] = [];
    const content = { 'application/json': { schema: { type: 'object' } } };
    const callbacks = { done: { '{$request.body#/url}': { post: { requestBody: { content }, responses } } } };
    const document = aDocument({
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
    expect((await ask(document, 'c', '/c', { headers: JSON_TYPE, body })).status).toBe(204);
    await fetch(`http://127.0.0.1:${port}/last`);
    server.close();
    expect(called).toEqual(['/last']);
  });
});
