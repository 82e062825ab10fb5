import { expect, test } from 'vitest';
import type { Persona } from '../specs/contract.ts';
import type { JsonObject } from '../specs/json.ts';
import { aContract, aDocument } from '../test/builders.ts';
import { curlLine, type ExampleRequest, exampleRequest } from './curl.ts';

const persona: Persona = {
  name: 'one',
  says: '',
  attributes: {},
  headers: { 'X-Key': "it's", Other: 'x' },
  query: { key: 'a b' },
  body: { secret: 's' },
};
const root = {
  'x-credentials': [
    { in: 'header', name: 'X-Key', secret: true, schema: {} },
    { in: 'query', name: 'key', secret: true, schema: {} },
    { in: 'body', name: 'secret', secret: true, schema: {} },
  ],
};

function exampleOf(operation: JsonObject): ExampleRequest | undefined {
  const contract = aContract(aDocument(operation, root));
  const [first] = contract.operations;
  return first && exampleRequest(contract, first, persona);
}

test('an example request has the values of the persona in the places that the operation has', () => {
  const examples = { templated: { value: { email: '{$new#/guid}' } }, plain: { value: { email: 'a@b.c' } } };
  expect(exampleOf({ requestBody: { content: { 'application/json': { examples } } } })).toEqual({
    method: 'POST',
    target: '/users?key=a+b',
    headers: { 'X-Key': "it's", 'Content-Type': 'application/json' },
    body: '{"email":"a@b.c","secret":"s"}',
  });
});

test('required parameters have the values of their examples', () => {
  const parameters = [
    { in: 'query', name: 'page', required: true, schema: { example: 2 } },
    { in: 'query', name: 'size', required: false, schema: { example: 9 } },
    { in: 'header', name: 'X-Trace', required: true, schema: { examples: ['t'] } },
  ];
  expect(exampleOf({ parameters, requestBody: { content: { 'text/plain': { example: 'hi' } } } })).toMatchObject({
    target: '/users?page=2&key=a+b',
    headers: { 'X-Trace': 't' },
    body: 'hi',
  });
});

test('without an example of its body there is none of the request', () => {
  expect(exampleOf({})).toBeUndefined();
});

test('a line for a shell quotes what a shell would read', () => {
  const request = { method: 'PUT', target: '/a?b=c&d', headers: { 'X-Key': "it's" }, body: '{"a":"$b"}' };
  expect(curlLine('http://mock.test/tiny', request)).toBe(
    `curl -i -X PUT 'http://mock.test/tiny/a?b=c&d' -H 'X-Key: it'\\''s' -d '{"a":"$b"}'`,
  );
  expect(curlLine('http://mock.test', { method: 'GET', target: '/', headers: {}, body: undefined })).toBe(
    "curl -i 'http://mock.test/'",
  );
});
