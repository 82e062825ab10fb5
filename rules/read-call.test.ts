import { expect, test } from 'vitest';
import type { Operation } from '../specs/contract.ts';
import type { JsonObject } from '../specs/json.ts';
import { aContract, aDocument } from '../test/builders.ts';
import { readCall } from './read-call.ts';

const schema = { type: 'object', xml: { name: 'User' }, properties: { email: { type: 'string' } } };
const content = { 'application/json': { schema }, 'application/xml': { schema } };
const XML = '<User><email>a</email></User>';
const JSON_BODY = '{"email":"a"}';

/** What the body is read as under this `x-media-type`, or the code of the fault. */
function readAs(word: JsonObject | undefined, headers: Readonly<Record<string, string>>, body: string): string {
  const requestBody = { required: true, content, ...(word && { 'x-media-type': word }) };
  const [operation] = aContract(aDocument({ requestBody })).operations;
  const { fault, mediaType } = call(operation, headers, body);
  return fault?.code ?? mediaType ?? 'nothing';
}

function call(operation: Operation | undefined, headers: Readonly<Record<string, string>>, body: string) {
  if (!operation) throw new Error('the document has no operation');
  const request = { method: 'POST', target: '/users', headers, body: new TextEncoder().encode(body), origin: '' };
  return readCall(request, operation, {}, '');
}

test('without x-media-type a body says what it is in Content-Type', () => {
  expect(readAs(undefined, { 'content-type': 'text/xml' }, XML)).toBe('application/xml');
  expect(readAs(undefined, { contenttype: 'application/json' }, JSON_BODY)).toBe('unsupported-media-type');
  expect(readAs(undefined, {}, JSON_BODY)).toBe('unsupported-media-type');
  expect(readAs({ synonyms: false }, { 'content-type': 'text/xml' }, XML)).toBe('unsupported-media-type');
});

test('of the headers that may say it the first that is there counts', () => {
  const word = { headers: ['Content-Type', 'ContentType'] };
  const both = { 'content-type': 'application/xml', contenttype: 'application/json' };
  expect(readAs(word, both, XML)).toBe('application/xml');
  expect(readAs(word, { contenttype: 'application/json' }, JSON_BODY)).toBe('application/json');
  expect(readAs({ headers: ['ContentType'] }, both, JSON_BODY)).toBe('application/json');
  expect(readAs({ headers: ['ContentType'] }, { 'content-type': 'application/xml' }, XML)).toBe(
    'unsupported-media-type',
  );
});

test('a body without a type has the default one, unless its first character is looked at', () => {
  const word = { default: 'application/xml' };
  expect(readAs(word, {}, XML)).toBe('application/xml');
  expect(readAs(word, {}, JSON_BODY)).toBe('broken-syntax');
  expect(readAs({ ...word, sniff: true }, {}, JSON_BODY)).toBe('application/json');
  expect(readAs({ ...word, sniff: true }, { 'content-type': 'application/xml' }, JSON_BODY)).toBe('broken-syntax');
});

test('a rule of negotiation is about answers only', () => {
  const requestBody = { required: true, content };
  const negotiation = { order: ['request'], fallback: 'application/xml' };
  const [operation] = aContract(aDocument({ requestBody, 'x-negotiation': negotiation })).operations;
  expect(call(operation, {}, XML).fault?.code).toBe('unsupported-media-type');
});
