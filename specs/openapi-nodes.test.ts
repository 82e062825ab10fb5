import { expect, test } from 'vitest';
import { findTarget, kindAt, walkDocument } from './openapi-nodes.ts';

const document = {
  paths: {
    '/a': {
      parameters: [{ name: 'p', schema: { type: 'string' } }],
      post: {
        callbacks: { done: { '{$url}': { get: { responses: { 200: {}, 'x-no': {} } } } } },
        requestBody: {
          content: {
            'application/json': { schema: { properties: { 'x-a': {}, example: {} } }, example: { schema: {} } },
          },
        },
      },
    },
    'x-no': { get: {} },
  },
  'x-defs': { Odd: { properties: { b: {} } } },
  components: { schemas: { A: { $ref: '#/x-defs/Odd' }, B: { items: true, allOf: [{}, 3], not: 'x' } } },
};

test('finds every object of a document by what it is, data and extensions left out', () => {
  const found = [...walkDocument(document).values()].map(({ pointer, kind }) => `${kind} ${pointer}`);
  expect(found).toEqual([
    'document ',
    'pathItem /paths/~1a',
    'parameter /paths/~1a/parameters/0',
    'schema /paths/~1a/parameters/0/schema',
    'operation /paths/~1a/post',
    'callback /paths/~1a/post/callbacks/done',
    'pathItem /paths/~1a/post/callbacks/done/{$url}',
    'operation /paths/~1a/post/callbacks/done/{$url}/get',
    'response /paths/~1a/post/callbacks/done/{$url}/get/responses/200',
    'requestBody /paths/~1a/post/requestBody',
    'mediaType /paths/~1a/post/requestBody/content/application~1json',
    'schema /paths/~1a/post/requestBody/content/application~1json/schema',
    'schema /paths/~1a/post/requestBody/content/application~1json/schema/properties/x-a',
    'schema /paths/~1a/post/requestBody/content/application~1json/schema/properties/example',
    'components /components',
    'schema /components/schemas/A',
    'schema /components/schemas/B',
    'schema /components/schemas/B/items',
    'schema /components/schemas/B/allOf/0',
    'schema /x-defs/Odd',
    'schema /x-defs/Odd/properties/b',
  ]);
});

test('says what stands at a place of a dereferenced document', () => {
  const kindOf = (pointer: string): string | undefined => kindAt(pointer.split('/').slice(1));
  expect(kindOf('')).toBe('document');
  expect(kindOf('/paths')).toBe('pathItem');
  expect(kindOf('/paths/a/post/callbacks/done/url/get/responses/200')).toBe('response');
  expect(kindOf('/components/schemas/A/allOf/0/properties/x-b')).toBe('schema');
  expect(kindOf('/components/schemas/A/example')).toBeUndefined();
  expect(kindOf('/components/examples/A/value')).toBeUndefined();
  expect(kindOf('/paths/x-no/get')).toBeUndefined();
  expect(kindOf('/x-defs')).toBeUndefined();
});

test('follows references at the end and on the way, and stops at circles', () => {
  const root = {
    a: { $ref: '#/b' },
    b: { $ref: '#/c~1d/0' },
    'c/d': [{ e: 1 }],
    loop: { $ref: '#/loop' },
    spaced: { $ref: '#/with%20space' },
    'with space': 2,
  };
  expect(findTarget(root, '/a/e')).toEqual({ value: 1, pointer: '/c~1d/0/e' });
  expect(findTarget(root, '/spaced')).toEqual({ value: 2, pointer: '/with space' });
  expect(findTarget(root, '/loop')).toBeUndefined();
  expect(findTarget(root, '/loop/a')).toBeUndefined();
  expect(findTarget(root, '/a/nothing')).toBeUndefined();
});
