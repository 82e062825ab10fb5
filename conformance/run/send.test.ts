import { describe, expect, test } from 'vitest';
import type { Draft } from '../../rules/draft.ts';
import type { Contract } from '../../specs/contract.ts';
import type { JsonObject } from '../../specs/json.ts';
import { aContract, aDocument } from '../../test/builders.ts';
import { textOf } from '../../test/targets.ts';
import type { WireRequest } from '../target/exchange.ts';
import { encodeDraft, toCall, toWire } from './send.ts';

const schema = { type: 'object', properties: { email: { type: 'string' }, age: { type: 'integer' } } };
const slot = (place: string, name: string, more: JsonObject = {}): JsonObject => ({
  in: place,
  name,
  secret: true,
  schema: { type: 'string' },
  stranger: `strange-${name}`,
  ...more,
});

const contract: Contract = aContract(
  aDocument(
    {
      requestBody: {
        required: true,
        content: {
          'application/json': { schema, 'x-unwrap': 'User' },
          'application/xml': { schema: { ...schema, xml: { name: 'User' } } },
        },
      },
    },
    {
      'x-credentials': [
        slot('header', 'Key'),
        slot('query', 'token'),
        slot('body', 'pin'),
        slot('header', 'App', { secret: false }),
      ],
    },
  ),
);
const [operation = expect.fail('there is no operation')] = contract.operations;
const personas = {
  caller: { headers: { Key: 'k', App: 'app' }, query: { token: 't' }, body: { pin: 'p' } },
  other: { headers: { Key: 'k2', App: 'app' }, query: { token: 't2' }, body: { pin: 'p2' } },
};

function aDraft(more: Partial<Draft> = {}): Draft {
  return {
    persona: 'caller',
    query: {},
    headers: {},
    without: [],
    mediaType: 'application/json',
    body: { email: 'a@example.com' },
    ...more,
  };
}

function wire(more: Partial<Draft> = {}, wraps?: ReadonlyMap<string, string>): WireRequest {
  return toWire(aDraft(more), contract, operation, personas, wraps);
}

describe('a draft as it goes over the wire', () => {
  test('has the credentials of its caller, in every place', () => {
    const request = wire();
    expect(request).toMatchObject({ method: 'POST', path: '/users?token=t' });
    expect(request.headers).toEqual([
      ['Key', 'k'],
      ['App', 'app'],
      ['Content-Type', 'application/json'],
    ]);
    expect(JSON.parse(textOf(request))).toEqual({ pin: 'p', email: 'a@example.com' });
    expect(wire({ persona: 'other' })).toMatchObject({ path: '/users?token=t2' });
  });

  test('of nobody has no secret, but what is none', () => {
    const request = wire({ persona: 'anonymous' });
    expect(request.path).toBe('/users');
    expect(request.headers).toEqual([
      ['App', 'app'],
      ['Content-Type', 'application/json'],
    ]);
    expect(textOf(request)).toBe('{"email":"a@example.com"}');
  });

  test('of a stranger has secrets that belong to nobody', () => {
    const request = wire({ persona: 'stranger' });
    expect(request.path).toBe('/users?token=strange-token');
    expect(request.headers).toContainEqual(['Key', 'strange-Key']);
    expect(JSON.parse(textOf(request))).toMatchObject({ pin: 'strange-pin' });
  });

  test('lacks the slots that it leaves out', () => {
    const request = wire({ without: ['Key', 'token', 'pin'] });
    expect(request).toMatchObject({
      path: '/users',
      headers: [
        ['App', 'app'],
        ['Content-Type', 'application/json'],
      ],
    });
    expect(textOf(request)).toBe('{"email":"a@example.com"}');
  });

  test('keeps what it sets itself in the place of a slot', () => {
    const request = wire({ headers: { KEY: 'mine' }, query: { token: 'mine' }, body: { pin: 'mine' } });
    expect(request.headers.filter(([name]) => name.toLowerCase() === 'key')).toEqual([['KEY', 'mine']]);
    expect(request.path).toBe('/users?token=mine');
    expect(textOf(request)).toBe('{"pin":"mine"}');
  });

  test('never gets credentials into a body that is no object', () => {
    expect(textOf(wire({ body: ['a'] }))).toBe('["a"]');
    expect(textOf(wire({ body: null }))).toBe('null');
  });

  test('repeats a parameter for a list, and escapes values', () => {
    expect(wire({ query: { tag: ['a b', 'ü&'] } }).path).toBe('/users?token=t&tag=a+b&tag=%C3%BC%26');
  });

  test('says the Content-Type that it wants, or none', () => {
    const typeOf = (more: Partial<Draft>): unknown => wire(more).headers.find(([name]) => name === 'Content-Type')?.[1];
    expect(typeOf({ contentType: 'text/plain' })).toBe('text/plain');
    expect(typeOf({ contentType: null })).toBeUndefined();
    expect(typeOf({ body: undefined })).toBeUndefined();
  });

  test('is XML where it says so, with the types of the schema', () => {
    const text = textOf(wire({ mediaType: 'application/xml', body: { email: 'a@example.com', age: 7 } }));
    expect(text).toContain('<email>a@example.com</email>');
    expect(text).toContain('<age>7</age>');
  });

  test('is wrapped where the target wants it, and raw bytes are not', () => {
    const wraps = new Map([['application/json', 'User']]);
    expect(JSON.parse(textOf(wire({}, wraps)))).toEqual({ User: { pin: 'p', email: 'a@example.com' } });
    expect(textOf(wire({ mediaType: 'application/xml' }, wraps))).not.toContain('User><User');
    expect(textOf(wire({ raw: new TextEncoder().encode('{') }, wraps))).toBe('{');
  });

  test('has no body when it has none', () => {
    expect(wire({ body: undefined }).body).toBeUndefined();
    expect(wire({ mediaType: undefined }).body).toBeUndefined();
  });

  test('has its path parameters, escaped', () => {
    const one = { ...operation, path: '/users/{id}/x' };
    expect(toWire(aDraft({ path: { id: 'a/b' } }), contract, one, {}).path).toBe('/users/a%2Fb/x');
  });
});

describe('the request as the rules see it', () => {
  test.each(['application/json', 'application/xml'])('is read back from its bytes in %s', (mediaType) => {
    const call = toCall(
      wire({ mediaType, body: { email: 'é@example.com', age: 7 }, query: { tag: ['a', 'b'] } }),
      operation,
    );
    expect(call).toMatchObject({
      method: 'POST',
      query: { token: 't', tag: ['a', 'b'] },
      headers: { key: 'k', app: 'app' },
      body: { pin: 'p', email: 'é@example.com', age: 7 },
      mediaType,
      fault: undefined,
    });
  });

  test('is unwrapped again', () => {
    const call = toCall(wire({}, new Map([['application/json', 'User']])), operation);
    expect(call.body).toEqual({ pin: 'p', email: 'a@example.com' });
  });

  test('has the fault of bytes that cannot be read, and of a body that is missing', () => {
    expect(toCall(wire({ raw: new TextEncoder().encode('{') }), operation).fault?.code).toBe('broken-syntax');
    expect(toCall(wire({ body: undefined }), operation).fault?.code).toBe('missing-body');
    expect(toCall(wire({ contentType: 'text/csv' }), operation).fault?.code).toBe('unsupported-media-type');
  });
});

test('the body of a draft is the one that is sent, without a wrap', () => {
  const encoded = encodeDraft(aDraft(), contract, operation, personas);
  expect(new TextDecoder().decode(encoded)).toBe('{"pin":"p","email":"a@example.com"}');
  expect(encodeDraft(aDraft({ body: undefined }), contract, operation, personas)).toBeUndefined();
});
