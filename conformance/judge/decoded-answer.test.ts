import { describe, expect, test } from 'vitest';
import type { JsonObject } from '../../specs/json.ts';
import { aContract, aDocument } from '../../test/builders.ts';
import { anAnswer } from '../../test/oracle.ts';
import { type DecodedAnswer, successStatus } from './decoded-answer.ts';
import { createJudge } from './judge.ts';

const schema = {
  type: 'object',
  properties: {
    Age: { type: 'integer' },
    Tags: { type: 'array', items: { type: 'string', xml: { name: 'Tag' } }, xml: { wrapped: true } },
  },
};
const content = { 'application/json': { schema }, 'application/xml': { schema: { ...schema, xml: { name: 'User' } } } };
const judge = createJudge(
  aContract(
    aDocument({ responses: { '200': { description: 'done', content }, '400': { description: 'refused', content } } }),
  ),
);

/** What is read of these bytes under this Content-Type; null for none. */
function read(body: string | Uint8Array, type: string | null, status: number = 200): DecodedAnswer {
  const bytes = typeof body === 'string' ? new TextEncoder().encode(body) : body;
  const headers = type === null ? [] : [['Content-Type', type] as const];
  return anAnswer(judge, status, undefined, { headers, body: bytes });
}

describe('a body is read as its own Content-Type says', () => {
  test.each(['application/json', 'application/json; charset=utf-8', 'text/json', 'application/problem+json'])(
    'JSON as %s',
    (type) => {
      expect(read('{"Age":7}', type)).toMatchObject({ body: { Age: 7 }, fault: undefined, isEmpty: false });
    },
  );

  test.each(['application/xml', 'text/xml; charset=utf-8', 'application/vnd.acme+xml'])(
    'XML as %s, with the types of the schema',
    (type) => {
      const { body, fault } = read('<User><Age>7</Age><Tags><Tag>a</Tag></Tags></User>', type);
      expect(fault).toBeUndefined();
      expect(body).toMatchObject({ Age: 7, Tags: ['a'] });
    },
  );

  test('XML of a success that is not declared by the schema of the documented one', () => {
    expect(read('<User><Age>7</Age></User>', 'application/xml', 201).body).toEqual({ Age: 7 });
  });

  test.each(['text/html', 'text/plain', 'application/octet-stream', ';;;'])('%s is neither', (type) => {
    expect(read('{"Age":7}', type)).toMatchObject({ body: undefined, fault: undefined, isEmpty: false });
  });

  test('without one it is not read', () => {
    expect(read('{"Age":7}', null)).toMatchObject({ body: undefined, mediaType: undefined, text: '{"Age":7}' });
  });
});

describe('what cannot be read', () => {
  test.each([
    ['broken JSON', '{"Age":', 'application/json'],
    ['JSON with something behind it', '{} {}', 'application/json'],
    ['broken XML', '<User><Age>', 'application/xml'],
    ['XML that is announced as JSON', '<User/>', 'application/json'],
    ['JSON that is announced as XML', '{}', 'application/xml'],
    ['a charset that is not UTF-8', '{}', 'application/json; charset=utf-16'],
  ])('%s is a fault', (_, text, type) => {
    const { body, fault } = read(text, type);
    expect(body).toBeUndefined();
    expect(fault).toEqual(expect.any(String));
  });

  test('bytes that are no UTF-8 are a fault, and replaced in the text', () => {
    const answer = read(new Uint8Array([0x22, 0xff, 0x22]), 'application/json');
    expect(answer.body).toBeUndefined();
    expect(answer.fault).toEqual(expect.any(String));
    expect(answer.text).toBe('"\ufffd"');
  });
});

test('a byte order mark before JSON is let pass', () => {
  expect(read('\ufeff{"Age":7}', 'application/json')).toMatchObject({ body: { Age: 7 }, fault: undefined });
});

test('an empty body is no fault, whatever its type', () => {
  for (const type of ['application/json', 'application/xml', null])
    expect(read('', type)).toMatchObject({ body: undefined, fault: undefined, isEmpty: true, text: '' });
});

test('null is a body', () => {
  expect(read('null', 'application/json')).toMatchObject({ body: null, isEmpty: false });
});

test('headers are found by lower-case name, and repeated ones joined', () => {
  const answer = anAnswer(judge, 200, 1, {
    reasonPhrase: 'Fine',
    headers: [
      ['X-One', 'a'],
      ['x-one', 'b'],
      ['CONTENT-TYPE', 'Application/JSON; charset=utf-8'],
    ],
  });
  expect(answer).toMatchObject({ status: 200, reasonPhrase: 'Fine', mediaType: 'application/json', body: 1 });
  expect(answer.headers).toMatchObject({ 'x-one': 'a, b' });
});

describe('the status of a success', () => {
  test.each<readonly [string, JsonObject, number]>([
    ['the documented answer', { 'x-answer': { status: 201, example: 'done' } }, 201],
    ['the first declared one without an answer', { 'x-answer': [] }, 200],
  ])('is that of %s', (_, operation, expected) => {
    const [first] = aContract(aDocument(operation)).operations;
    expect(first && successStatus(first)).toBe(expected);
  });
});
