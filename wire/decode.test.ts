import { describe, expect, test } from 'vitest';
import type { Json } from '../specs/json.ts';
import { type DecodedBody, type DecodeOptions, decodeBody } from './decode.ts';

const USER = { type: 'object', xml: { name: 'User' }, properties: { CompanyId: { type: 'integer' } } };
const CONTENT = {
  'application/json': { schema: USER, unwrap: 'User' },
  'application/xml': { schema: USER },
  'application/x-www-form-urlencoded': {},
  'text/plain': {},
};

function decode(body: string | Uint8Array, contentType?: string, options: Partial<DecodeOptions> = {}): DecodedBody {
  const bytes = typeof body === 'string' ? new TextEncoder().encode(body) : body;
  return decodeBody(bytes, contentType, { content: CONTENT, ...options });
}

function codeOf(decoded: DecodedBody): string {
  return decoded.ok ? 'no fault' : decoded.fault.code;
}

describe('the media type', () => {
  test.each<[string, string, Json, string, string]>([
    ['application/json', '{"CompanyId":1}', { CompanyId: 1 }, 'application/json', 'application/json'],
    ['application/json;charset=utf-8', '{"CompanyId":1}', { CompanyId: 1 }, 'application/json', 'application/json'],
    ['APPLICATION/JSON ; Charset="UTF-8"', '{}', {}, 'application/json', 'application/json'],
    ['text/json', '[]', [], 'text/json', 'application/json'],
    [
      'application/xml',
      '<User><CompanyId>1</CompanyId></User>',
      { CompanyId: 1 },
      'application/xml',
      'application/xml',
    ],
    ['text/xml; charset=utf-8', '<User/>', {}, 'text/xml', 'application/xml'],
    [
      'application/x-www-form-urlencoded',
      'a=1&b=x+y',
      { a: '1', b: 'x y' },
      'application/x-www-form-urlencoded',
      'application/x-www-form-urlencoded',
    ],
    ['text/plain', ' {} ', ' {} ', 'text/plain', 'text/plain'],
  ])('%s chooses how %j is read', (contentType, body, value, mediaType, key) => {
    expect(decode(body, contentType)).toEqual({ ok: true, value, mediaType, key });
  });

  test.each<[string, string]>([
    ['image/png', 'The media type image/png is not accepted; send '],
    ['application/problem+json', 'The media type application/problem+json is not accepted; send '],
    ['json', 'Content-Type "json" is not a media type; send '],
    ['', 'Content-Type "" is not a media type; send '],
    [
      'application/json, application/xml',
      'Content-Type "application/json, application/xml" is not a media type; send ',
    ],
  ])('%j is refused, naming what is accepted', (contentType, message) => {
    const expected = `${message}application/json or application/xml or application/x-www-form-urlencoded or text/plain`;
    expect(decode('{}', contentType)).toEqual({
      ok: false,
      fault: { code: 'unsupported-media-type', message: expected },
      mediaType: undefined,
      key: undefined,
    });
  });

  test('is the default one when none is sent, and missing without a default', () => {
    expect(decode('<User/>', undefined, { defaultType: 'application/xml' })).toMatchObject({
      ok: true,
      key: 'application/xml',
    });
    expect(codeOf(decode('{}', undefined, { defaultType: 'application/xml' }))).toBe('broken-syntax');
    expect(decode('{}', 'application/json', { defaultType: 'application/xml' }).ok).toBe(true);
    expect(codeOf(decode('{}'))).toBe('unsupported-media-type');
  });

  test('is recognised by the first character where that is wanted, and only when none is sent', () => {
    const sniffed = (body: string, more: Partial<DecodeOptions> = {}, contentType?: string) =>
      decode(body, contentType, { sniff: true, defaultType: 'application/xml', ...more });
    expect(sniffed('{"CompanyId":1}')).toMatchObject({ value: { CompanyId: 1 }, key: 'application/json' });
    expect(sniffed('<User/>', { defaultType: 'application/json' })).toMatchObject({ key: 'application/xml' });
    expect(sniffed('CompanyId=1')).toMatchObject({ ok: false, key: 'application/xml' });
    expect(sniffed('{}', {}, 'application/xml')).toMatchObject({ ok: false, key: 'application/xml' });
    expect(sniffed('{}', { content: { 'application/xml': {} } })).toMatchObject({ ok: false, key: 'application/xml' });
    expect(codeOf(sniffed('{}', { defaultType: undefined }))).toBe('no fault');
    expect(codeOf(sniffed('1', { defaultType: undefined }))).toBe('unsupported-media-type');
  });

  test.each([
    ['text/xml', '<User/>'],
    ['text/json', '{}'],
    ['text/json; charset=utf-8', '{}'],
  ])('%s is another type without synonyms', (type, body) => {
    expect(codeOf(decode(body, type))).toBe('no fault');
    expect(codeOf(decode(body, type, { synonyms: false }))).toBe('unsupported-media-type');
    expect(decode(body, type, { synonyms: false, content: { ...CONTENT, 'text/*': {} } }).key).toBe('text/*');
  });

  test('is found by synonym, then by range, closest first', () => {
    const content = { '*/*': {}, 'text/*': {}, 'Application/JSON; charset=utf-8': {}, 'text/xml': {} };
    const keyOf = (contentType: string): string | undefined => decode('{}', contentType, { content }).key;
    expect(keyOf('application/json')).toBe('Application/JSON; charset=utf-8');
    expect(keyOf('text/json')).toBe('Application/JSON; charset=utf-8');
    expect(keyOf('application/xml')).toBe('text/xml');
    expect(keyOf('text/csv')).toBe('text/*');
    expect(keyOf('image/png')).toBe('*/*');
    expect(decode('{}', 'a/b+json', { content })).toMatchObject({
      ok: true,
      value: {},
      mediaType: 'a/b+json',
      key: '*/*',
    });
  });

  test('is never looked up in what every object inherits', () => {
    expect(codeOf(decode('{}', 'constructor/x', { content: {} }))).toBe('unsupported-media-type');
    expect(codeOf(decode('{}', 'application/json', { content: {} }))).toBe('unsupported-media-type');
  });
});

describe('charset and coding', () => {
  test.each(['utf-8', 'UTF-8', '"utf-8"', 'us-ascii', 'US-ASCII'])('charset=%s is read', (charset) => {
    expect(codeOf(decode('{}', `application/json; charset=${charset}`))).toBe('no fault');
  });

  test.each(['utf-16', 'iso-8859-1', 'latin1', '""'])('charset=%s is refused, in every media type', (charset) => {
    for (const type of ['application/json', 'text/xml', 'application/x-www-form-urlencoded', 'text/plain']) {
      expect(codeOf(decode('{}', `${type}; charset=${charset}`))).toBe('unsupported-charset');
    }
  });

  test.each(['gzip', 'br', 'GZIP', 'identity, gzip', 'x'])('Content-Encoding %s is refused', (contentEncoding) => {
    expect(codeOf(decode('{}', 'application/json', { contentEncoding }))).toBe('unsupported-encoding');
  });

  test.each(['identity', ' Identity ', ''])('Content-Encoding %j is none', (contentEncoding) => {
    expect(codeOf(decode('{}', 'application/json', { contentEncoding }))).toBe('no fault');
  });
});

describe('bytes', () => {
  const bytesOf = (...parts: (string | number[])[]): Uint8Array =>
    Buffer.concat(parts.map((part) => (typeof part === 'string' ? Buffer.from(part) : Buffer.from(part))));

  test.each<[string, Uint8Array, string]>([
    ['Latin-1', bytesOf('{"a":"', [0xe9], '"}'), 'found 0xE9 at byte 7; send UTF-8'],
    ['a lone continuation', bytesOf('"', [0x80], '"'), 'found 0x80 at byte 2'],
    ['an overlong form', bytesOf('"', [0xc0, 0xaf], '"'), 'found 0xC0 at byte 2'],
    ['a surrogate', bytesOf('"ä', [0xed, 0xa0, 0x80], '"'), 'found 0xED at byte 4'],
    ['beyond Unicode', bytesOf([0xf5, 0x80, 0x80, 0x80]), 'found 0xF5 at byte 1'],
    ['a character cut off', bytesOf('"', [0xf0, 0x9f, 0x98]), 'found 0xF0 at byte 2'],
    ['UTF-16', bytesOf([0xff, 0xfe, 0x7b, 0x00]), 'found 0xFF at byte 1; it looks like UTF-16, send UTF-8'],
  ])('%s is refused with its place', (_, bytes, what) => {
    const decoded = decode(bytes, 'application/json');
    expect(codeOf(decoded)).toBe('invalid-encoding');
    expect(decoded.ok ? '' : decoded.fault.message).toContain(what);
  });

  test('a byte order mark is passed over', () => {
    expect(decode(bytesOf([0xef, 0xbb, 0xbf], '{}'), 'application/json')).toMatchObject({ ok: true, value: {} });
    expect(decode(bytesOf([0xef, 0xbb, 0xbf], '<User/>'), 'application/xml')).toMatchObject({ ok: true, value: {} });
    expect(decode(bytesOf([0xef, 0xbb, 0xbf], 'a=1'), 'application/x-www-form-urlencoded')).toMatchObject({
      value: { a: '1' },
    });
    expect(decode(bytesOf([0xef, 0xbb, 0xbf], 'a'), 'text/plain')).toMatchObject({ value: 'a' });
  });

  test('none at all is a missing body, whatever else is wrong', () => {
    for (const contentType of [undefined, 'application/json', 'application/xml', 'image/png', 'text/plain']) {
      expect(codeOf(decode('', contentType))).toBe('missing-body');
    }
  });

  test('none at all still tells its media type, so that the answer can have it', () => {
    expect(decode('', 'application/json')).toMatchObject({ mediaType: 'application/json', key: 'application/json' });
    expect(decode('', 'image/png')).toMatchObject({ mediaType: undefined, key: undefined });
  });

  test('none at all still tells the media type that was announced', () => {
    expect(decode('', 'text/xml')).toMatchObject({ ok: false, mediaType: 'text/xml', key: 'application/xml' });
    expect(decode('', 'image/png')).toMatchObject({ ok: false, mediaType: undefined, key: undefined });
  });

  test('a view into a larger buffer is read as the view', () => {
    const buffer = Buffer.from('xx{"a":"ü"}xx');
    expect(decode(buffer.subarray(2, buffer.length - 2), 'application/json')).toMatchObject({ value: { a: 'ü' } });
  });

  test('a megabyte that ends badly is explained in good time', () => {
    const bytes = Buffer.concat([Buffer.from('ä'.repeat(500_000)), Buffer.from([0xff])]);
    expect(codeOf(decode(bytes, 'application/json'))).toBe('invalid-encoding');
  });
});

describe('unwrap', () => {
  test.each<[string, Json]>([
    ['{"User":{"CompanyId":1}}', { CompanyId: 1 }],
    ['{"User":null}', null],
    ['{"CompanyId":1}', { CompanyId: 1 }],
    ['{"User":{},"x":1}', { User: {}, x: 1 }],
    ['{"user":{}}', { user: {} }],
    ['{}', {}],
    ['[{"User":1}]', [{ User: 1 }]],
    ['{"User":{"User":1}}', { User: 1 }],
  ])('%s is read as %j', (body, value) => {
    expect(decode(body, 'application/json')).toMatchObject({ ok: true, value });
  });

  test('takes a name like __proto__ for a name', () => {
    const content = { 'application/json': { unwrap: '__proto__' } };
    expect(decode('{"__proto__":5}', 'application/json', { content })).toMatchObject({ value: 5 });
    expect(decode('{}', 'application/json', { content })).toMatchObject({ value: {} });
  });
});

test('maxDepth holds for JSON and XML', () => {
  expect(codeOf(decode('[[1]]', 'application/json', { maxDepth: 1 }))).toBe('too-deep');
  expect(codeOf(decode('<User><a/></User>', 'application/xml', { maxDepth: 1 }))).toBe('too-deep');
});

test('a fault after the media type is known still says which it was', () => {
  expect(decode('{', 'text/json')).toMatchObject({ ok: false, mediaType: 'text/json', key: 'application/json' });
});

test('the schema of the key that matched reads the XML', () => {
  expect(codeOf(decode('<Usr/>', 'text/xml'))).toBe('wrong-root');
});
