import { describe, expect, test } from 'vitest';
import { encodeBody } from './encode.ts';

const SCHEMA = { type: 'object', xml: { name: 'User' } };

describe('encodeBody', () => {
  test.each<[string, string]>([
    ['application/json', '{"a":"ü"}'],
    ['application/problem+json; charset=utf-8', '{"a":"ü"}'],
    ['application/xml', '<?xml version="1.0" encoding="utf-8"?><User><a>ü</a></User>'],
    ['Text/XML', '<?xml version="1.0" encoding="utf-8"?><User><a>ü</a></User>'],
    ['application/x-www-form-urlencoded', 'a=%C3%BC'],
    ['text/plain', '{"a":"ü"}'],
    ['no media type', '{"a":"ü"}'],
  ])('writes %s', (mediaType, text) => {
    expect(encodeBody({ a: 'ü' }, mediaType, SCHEMA)).toBe(text);
  });

  test('writes a string as it is where no codec is known, and as JSON where JSON is asked for', () => {
    expect(encodeBody('a "b"', 'text/plain')).toBe('a "b"');
    expect(encodeBody('a "b"', 'application/json')).toBe('"a \\"b\\""');
  });
});
