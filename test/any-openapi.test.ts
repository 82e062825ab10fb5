import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { createMock } from '../mock/index.ts';

const shop = await createMock({ contracts: [{ contract: fixture('pet-shop-3.0.yaml') }] });
const library = await createMock({ contracts: [{ contract: fixture('library-3.1.yaml') }] });
const both = await createMock({
  contracts: [{ contract: fixture('pet-shop-3.0.yaml') }, { contract: fixture('library-3.1.yaml') }],
});

function fixture(name: string): string {
  return fileURLToPath(new URL(`fixtures/${name}`, import.meta.url));
}

interface Sent {
  readonly method?: string;
  readonly headers?: Record<string, string>;
  readonly body?: string;
}

/** The answer of a mock, its body as JSON where it is one. */
async function send(mock: typeof shop, path: string, sent: Sent = {}): Promise<{ response: Response; body: unknown }> {
  const response = await mock.fetch(new Request(new URL(path, 'http://mock.test'), sent));
  const text = await response.text();
  const isJson = response.headers.get('Content-Type')?.includes('json');
  return { response, body: isJson && text !== '' ? JSON.parse(text) : text };
}

function posted(value: unknown, headers: Record<string, string> = {}): Sent {
  const body = typeof value === 'string' ? value : JSON.stringify(value);
  return { method: 'POST', headers: { 'Content-Type': 'application/json', ...headers }, body };
}

describe('a document of OpenAPI 3.0 without any word of ours', () => {
  test('answers a GET with its example and its headers', async () => {
    const { response, body } = await send(shop, '/pets');
    expect(response.status).toBe(200);
    expect(response.headers.get('X-Total')).toBe('2');
    expect(body).toEqual([
      { name: 'Tom', age: 3 },
      { name: 'Rex', age: null },
    ]);
  });

  test('is served below the base path of its server too, at the root and as one of several', async () => {
    expect((await send(shop, '/shop/v2/pets')).response.status).toBe(200);
    expect((await send(both, '/pet-shop/pets')).response.status).toBe(200);
    expect((await send(both, '/pet-shop/shop/v2/pets/1/photos/front.jpg')).body).toEqual({ width: 640 });
    expect((await send(both, '/pet-shop/shop/v2/pets/1/photos/9.jpg')).response.status).toBe(422);
  });

  test.each([
    [{ name: 'Tom' }, undefined],
    [{ name: 'Tom', age: null, mother: { name: 'Eva' } }, undefined],
    [{}, []],
    [{ name: 'Tom', age: 'old' }, ['age']],
    [{ name: 'Tom', mother: { name: 'Eva', mother: { name: '' } } }, ['mother', 'mother', 'name']],
  ])('checks a POST of %j', async (value, fault) => {
    const { response, body } = await send(shop, '/pets', posted(value));
    expect(response.status).toBe(fault ? 422 : 201);
    if (!fault) expect(body).toEqual({ name: 'Tom' });
    else expect(body).toMatchObject({ code: 'invalid-request', validation: [{ location: ['body', ...fault] }] });
  });

  test.each([
    ['?limit=1', 200],
    ['?limit=0', 422],
    ['?limit=many', 422],
    ['?tags=red,blue', 200],
    ['?tags=red,yellow', 422],
  ])('checks the query %s', async (query, status) => {
    expect((await send(shop, `/pets${query}`)).response.status).toBe(status);
  });

  test('answers as Prefer asks', async () => {
    const dog = await send(shop, '/pets', posted({ name: 'Rex' }, { Prefer: 'example=dog' }));
    expect(dog.body).toEqual({ name: 'Rex' });
    expect(dog.response.headers.get('Preference-Applied')).toBe('example=dog');
    const taken = await send(shop, '/pets', posted({ name: 'Rex' }, { Prefer: 'code=409, example=taken' }));
    expect(taken.response.status).toBe(409);
    expect((await send(shop, '/pets?__code=409', posted('{'))).body).toEqual({ error: 'taken' });
    const unknown = await send(shop, '/pets', posted({ name: 'Rex' }, { Prefer: 'example=cow' }));
    expect(unknown.body).toMatchObject({ status: 404, code: 'unknown-example', examples: { 201: ['cat', 'dog'] } });
  });

  test('answers broken JSON at once', async () => {
    expect((await send(shop, '/pets', posted('{"name":'))).body).toMatchObject({
      status: 400,
      code: 'unreadable-body',
    });
  });

  test('answers HEAD with the headers of GET', async () => {
    const { response, body } = await send(shop, '/pets', { method: 'HEAD' });
    expect([response.status, response.headers.get('X-Total'), body]).toEqual([200, '2', '']);
  });

  test('answers an empty 204', async () => {
    const { response, body } = await send(shop, '/pets/1/photos/front.jpg', { method: 'DELETE' });
    expect([response.status, body]).toEqual([204, '']);
  });

  test('says which paths and methods there are', async () => {
    const nowhere = await send(shop, '/dogs');
    expect(nowhere.response.headers.get('Content-Type')).toBe('application/problem+json');
    expect(nowhere.body).toMatchObject({ status: 404, code: 'unknown-path' });
    const { response, body } = await send(shop, '/pets', { method: 'PUT' });
    expect(body).toMatchObject({ status: 405, code: 'method-not-allowed' });
    expect(response.headers.get('Allow')).toBe('GET, POST, HEAD, OPTIONS');
  });
});

describe('a document of OpenAPI 3.1 without any word of ours', () => {
  test.each([
    ['/books/7/x', 200],
    ['/books/7/z', 422],
    ['/books/big/x', 422],
  ])('checks path parameters whatever their names: %s', async (path, status) => {
    expect((await send(library, path)).response.status).toBe(status);
  });

  test('makes up a value of a schema that contains itself', async () => {
    expect((await send(library, '/books/7/x')).body).toMatchObject({ title: 'string' });
    const made = await send(library, '/books/7/x', { headers: { Prefer: 'dynamic=true, seed=3' } });
    expect(made.body).toMatchObject({ title: expect.any(String), chapters: expect.any(Array) });
    expect((await send(library, '/books/7/x', { headers: { Prefer: 'dynamic=true, seed=3' } })).body).toEqual(
      made.body,
    );
  });

  test('writes and reads XML by the schema', async () => {
    const read = await send(library, '/books/7/x', { headers: { Accept: 'application/xml' } });
    expect(read.body).toContain('<Book><title>Emma</title><pages>474</pages></Book>');
    const headers = { 'Content-Type': 'application/xml', 'X-Key': 'any' };
    const good = {
      method: 'POST',
      headers,
      body: '<Book><title>Emma</title><chapters><title>I</title></chapters></Book>',
    };
    expect((await send(library, '/books', good)).response.status).toBe(201);
    const bad = {
      method: 'POST',
      headers,
      body: '<Book><title>Emma</title><chapters><parts><title/><title/></parts></chapters></Book>',
    };
    expect((await send(library, '/books', bad)).response.status).toBe(400);
  });

  test.each([
    [{ title: 'Emma', size: [20, 'cm'] }, 201],
    [{ title: 'Emma', size: [20, 'in'] }, 400],
    [{ title: 'Emma', size: [20, 'cm', 1] }, 400],
    [{ title: 'Emma', pages: null }, 201],
    [{ title: 'Emma', pages: 0 }, 400],
    [{ title: 'Emma', chapters: [{ parts: [{ parts: [{ title: 1 }] }] }] }, 400],
  ])('answers a POST of %j by the declared answer', async (value, status) => {
    const { response, body } = await send(library, '/books', posted(value, { 'X-Key': 'any' }));
    expect(response.status).toBe(status);
    expect(body).toEqual({ title: status === 201 ? 'Emma' : 'Refused' });
  });

  test('asks for the credentials that are declared', async () => {
    expect((await send(library, '/books', posted({ title: 'Emma' }))).body).toMatchObject({
      status: 401,
      code: 'unauthorized',
    });
  });
});
