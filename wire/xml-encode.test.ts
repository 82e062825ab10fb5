import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Json } from '../specs/json.ts';
import { decodeXml } from './xml-decode.ts';
import { encodeXml } from './xml-encode.ts';

const DECLARATION = '<?xml version="1.0" encoding="utf-8"?>';
const NIL = 'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:nil="true"';

const ids = { type: 'array', xml: { wrapped: true }, items: { type: 'string', xml: { name: 'Id' } } };
const USER = {
  type: 'object',
  xml: { name: 'User' },
  properties: {
    CompanyId: { type: 'integer' },
    Email: { type: 'string' },
    Folders: ids,
    Groups: ids,
    Rate: { type: ['number', 'null'] },
    Active: { type: 'boolean' },
    Language: { type: 'string', xml: { attribute: true, name: 'lang' } },
    Age: { type: 'integer', nullable: true },
    Codes: { type: ['array', 'null'], items: {} },
    Tags: { type: 'array', items: { type: 'string', xml: { name: 'Tag' } } },
    Errors: {
      type: 'array',
      xml: { wrapped: true },
      items: { type: 'object', xml: { name: 'ResponseError' }, properties: { Message: { type: 'string' } } },
    },
  },
};

function encode(value: Json, schema: Json = USER): string {
  const text = encodeXml(value, schema);
  expect(text.startsWith(DECLARATION)).toBe(true);
  return text.slice(DECLARATION.length);
}

describe('encodeXml', () => {
  test('writes members in the order of the schema, then the rest', () => {
    const value = {
      Zusatz: 'z',
      Folders: ['a', 'b'],
      Email: 'a@example.com',
      Language: 'de',
      CompanyId: 0,
      Groups: [],
      Tags: ['x', 'y'],
    };
    expect(encode(value)).toBe(
      '<User lang="de"><CompanyId>0</CompanyId><Email>a@example.com</Email><Folders><Id>a</Id><Id>b</Id></Folders><Groups/>' +
        '<Tag>x</Tag><Tag>y</Tag><Zusatz>z</Zusatz></User>',
    );
  });

  test('names the root "root" when the schema does not', () => {
    expect(encode('a', {})).toBe('<root>a</root>');
    expect(encodeXml([1, [2]], undefined)).toBe(`${DECLARATION}<root><root>1</root><root><root>2</root></root></root>`);
  });

  test('escapes text and attributes', () => {
    expect(encode({ Email: `<a>&"'\r\n\t]]>` })).toBe('<User><Email>&lt;a&gt;&amp;"\'&#13;\n\t]]&gt;</Email></User>');
    expect(encode({ Language: `<a>&"'\r\n\t` })).toBe('<User lang="&lt;a&gt;&amp;&quot;\'&#13;&#10;&#9;"/>');
  });

  test('replaces what XML cannot carry by U+FFFD', () => {
    const fffd = '\ufffd';
    expect(encode('a\u0000\u0001\u001f\ufffe\uffff\ud800b\udc00\u{1f600}', {})).toBe(
      `<root>a${fffd.repeat(6)}b${fffd}\u{1f600}</root>`,
    );
  });

  test('leaves out null and undefined, or says nil where the schema allows null', () => {
    const value = JSON.parse(
      '{"Email":null,"Rate":null,"Age":null,"Codes":null,"Other":null,"Tags":null,"Folders":null}',
    );
    expect(encode({ ...value, CompanyId: undefined, More: undefined })).toBe(
      `<User><Rate ${NIL}/><Age ${NIL}/><Other ${NIL}/></User>`,
    );
  });

  test('says nil for null as the root and inside arrays', () => {
    expect(encode(null)).toBe(`<User ${NIL}/>`);
    expect(encode({ Tags: ['a', null, 'b'] })).toBe(`<User><Tag>a</Tag><Tag ${NIL}/><Tag>b</Tag></User>`);
  });

  test('writes numbers in the forms of XML Schema', () => {
    expect(encode({ CompanyId: 1e21, Rate: 1e-7 })).toBe(
      '<User><CompanyId>1000000000000000000000</CompanyId><Rate>1e-7</Rate></User>',
    );
    expect(encode({ CompanyId: -0 })).toBe('<User><CompanyId>0</CompanyId></User>');
  });

  test('writes what does not fit the schema by its own kind', () => {
    expect(encode({ Email: { a: 1 }, CompanyId: ['x', 'y'], Folders: 'f', Tags: 't', Language: ['l'] })).toBe(
      '<User><CompanyId>x</CompanyId><CompanyId>y</CompanyId><Email><a>1</a></Email><Folders>f</Folders><lang>l</lang><Tag>t</Tag></User>',
    );
    expect(encode('text')).toBe('<User>text</User>');
    expect(encode(['a'])).toBe('<User><User>a</User></User>');
  });

  test.each([
    ['', '_'],
    ['a b', 'a_x0020_b'],
    ['1a', '_x0031_a'],
    ['a:b', 'a_x003A_b'],
    ['<', '_x003C_'],
    ['-', '_x002D_'],
    ['\ud800', '_xD800_'],
    ['__proto__', '__proto__'],
    ['größe', 'größe'],
    ['\u{f0000}', '_x000F0000_'],
  ])('writes the member %j as <%s>', (name, element) => {
    const value = JSON.parse(`{${JSON.stringify(name)}:"v"}`);
    expect(encode(value, {})).toBe(`<root><${element}>v</${element}></root>`);
  });

  test('does not take members of Object for members of the value', () => {
    const schema = {
      type: 'object',
      properties: { constructor: { type: 'string' }, toString: { type: 'string', xml: { attribute: true } } },
    };
    expect(encode({}, schema)).toBe('<root/>');
  });
});

describe('namespaces', () => {
  test('are declared where they begin, once', () => {
    const schema = {
      type: 'object',
      xml: { name: 'User', namespace: 'urn:u', prefix: 'u' },
      properties: {
        a: { type: 'string', xml: { prefix: 'u' } },
        b: { type: 'string', xml: { namespace: 'urn:b' } },
        c: { type: 'string', xml: { namespace: 'urn:u', prefix: 'u', attribute: true } },
      },
    };
    expect(encode({ a: '1', b: '2', c: '3' }, schema)).toBe(
      '<u:User xmlns:u="urn:u" u:c="3"><u:a>1</u:a><b xmlns="urn:b">2</b></u:User>',
    );
  });

  test('of an attribute are declared at its element', () => {
    const schema = { type: 'object', properties: { a: { xml: { attribute: true, prefix: 'p', namespace: 'urn:&' } } } };
    expect(encode({ a: 1 }, schema)).toBe('<root xmlns:p="urn:&amp;" p:a="1"/>');
  });

  test('that cannot be declared are left out, so that the document stays well-formed', () => {
    const schema = (xml: Json): Json => ({ type: 'string', xml });
    expect(encode('v', schema({ prefix: 'p' }))).toBe('<root>v</root>');
    expect(encode('v', schema({ prefix: 'xmlns', namespace: 'urn:x' }))).toBe('<root xmlns="urn:x">v</root>');
    expect(encode('v', schema({ prefix: 'p', namespace: '' }))).toBe('<root>v</root>');
    expect(encode('v', schema({ prefix: 'a b', namespace: 'http://www.w3.org/2000/xmlns/' }))).toBe('<root>v</root>');
    expect(encode('v', schema({ prefix: 'xml', namespace: 'urn:x' }))).toBe('<xml:root>v</xml:root>');
    const clash = {
      type: 'object',
      xml: { prefix: 'p', namespace: 'urn:1' },
      properties: { a: { xml: { attribute: true, prefix: 'p', namespace: 'urn:2' } } },
    };
    expect(encode({ a: 1 }, clash)).toBe('<p:root xmlns:p="urn:1" a="1"/>');
  });

  test('xml:lang needs no declaration', () => {
    const schema = { type: 'object', properties: { lang: { xml: { attribute: true, prefix: 'xml' } } } };
    expect(encode({ lang: 'de' }, schema)).toBe('<root xml:lang="de"/>');
  });
});

/** Text of characters that XML can carry. */
const xmlText = fc
  .string({ unit: 'binary' })
  .map((text) => text.replace(/[^\t\n\r -\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, '.'));

const user = fc.record(
  {
    CompanyId: fc.integer(),
    Email: xmlText,
    Folders: fc.array(xmlText),
    Groups: fc.array(xmlText),
    Rate: fc.option(fc.double({ noDefaultInfinity: true, noNaN: true }).map((value) => value + 0)),
    Active: fc.boolean(),
    Language: xmlText,
    Tags: fc.array(xmlText, { minLength: 1 }),
    Errors: fc.array(fc.record({ Message: xmlText }, { requiredKeys: [] })),
  },
  { requiredKeys: [] },
);

describe('round trips', () => {
  test('reading gives back what was written, for values of the schema', () => {
    fc.assert(
      fc.property(user, (value) => {
        expect(decodeXml(encodeXml(value, USER), USER)).toEqual({ ok: true, value });
      }),
      { numRuns: 500, examples: [[{ Email: '\ufeff\r\n \t]]>', Folders: [''], Language: ' \r\n\t"' }]] },
    );
  });

  test('whatever the value, the document is well-formed', () => {
    fc.assert(
      fc.property(fc.jsonValue({ stringUnit: 'binary' }), (value) => {
        const json: Json = JSON.parse(JSON.stringify(value));
        expect(decodeXml(encodeXml(json, USER), USER).ok).toBe(true);
        expect(
          decodeXml(encodeXml({ Email: json, Folders: json, Tags: json, Language: json, Errors: [json] }, USER), USER)
            .ok,
        ).toBe(true);
      }),
      { numRuns: 500 },
    );
  });
});
