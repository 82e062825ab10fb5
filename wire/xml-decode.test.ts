import { describe, expect, test } from 'vitest';
import type { Json } from '../specs/json.ts';
import { decodeXml } from './xml-decode.ts';

const ids = { type: 'array', xml: { wrapped: true }, items: { type: 'string', xml: { name: 'Id' } } };
const USER = {
  type: 'object',
  xml: { name: 'User' },
  properties: {
    CompanyId: { type: 'integer' },
    Email: { type: 'string' },
    Rate: { type: ['number', 'null'] },
    Active: { type: 'boolean' },
    Folders: ids,
    Groups: ids,
    Address: { type: 'object', properties: { City: { type: 'string' }, Zip: { type: 'integer' } } },
    Note: {},
  },
};
const XSI = 'xmlns:i="http://www.w3.org/2001/XMLSchema-instance"';

function decode(text: string, schema: Json): Json {
  const decoded = decodeXml(text, schema);
  if (!decoded.ok) throw new Error(decoded.fault.message);
  return decoded.value;
}

function user(content: string): Json {
  return decode(`<User>${content}</User>`, USER);
}

describe('elements become members', () => {
  test('in any order, with types and wrapped arrays', () => {
    const value = user(
      '<Groups><Id>g</Id></Groups><Email>a@example.com</Email><CompanyId>12</CompanyId><Folders><Id>1</Id><Id>2</Id></Folders>' +
        '<Active>true</Active><Rate>-1.5e3</Rate><Address><Zip>1</Zip><City>Bonn</City></Address>',
    );
    expect(value).toEqual({
      CompanyId: 12,
      Email: 'a@example.com',
      Rate: -1500,
      Active: true,
      Folders: ['1', '2'],
      Groups: ['g'],
      Address: { City: 'Bonn', Zip: 1 },
    });
  });

  test('by local name, whatever the namespace', () => {
    const text =
      '<p:User xmlns:p="urn:a"><Email xmlns="urn:b">a</Email><q:CompanyId xmlns:q="urn:c">1</q:CompanyId></p:User>';
    expect(decode(text, USER)).toEqual({ Email: 'a', CompanyId: 1 });
  });

  test('white space between elements does not count, nor does text', () => {
    expect(user('\n  text <Email>a</Email>\n text\n')).toEqual({ Email: 'a' });
  });

  test('by the name in the xml object, never by the name of the property', () => {
    const schema = { type: 'object', properties: { mail: { type: 'string', xml: { name: 'Email' } } } };
    expect(decode('<x><Email>a</Email></x>', schema)).toEqual({ mail: 'a' });
    expect(decode('<x><mail>a</mail></x>', schema)).toEqual({});
    expect(decode('<x><email>a</email></x>', schema)).toEqual({ email: 'a' });
  });

  test('a name with a prefix in it counts without the prefix', () => {
    const schema = { type: 'object', properties: { mail: { type: 'string', xml: { name: 'p:Email' } } } };
    expect(decode('<x xmlns:p="urn:x"><p:Email>a</p:Email></x>', schema)).toEqual({ mail: 'a' });
  });
});

describe('scalars', () => {
  test('strings keep their text exactly', () => {
    expect(user('<Email>  a\n b\t</Email>')).toEqual({ Email: '  a\n b\t' });
    expect(user('<Email>007</Email>')).toEqual({ Email: '007' });
    expect(user('<Email> </Email>')).toEqual({ Email: ' ' });
  });

  test.each<[string, Json]>([
    ['5', 5],
    [' \n5\t', 5],
    ['-5', -5],
    ['+5', 5],
    ['007', 7],
    ['', ''],
    ['5.0', '5.0'],
    ['5e0', '5e0'],
    ['0x5', '0x5'],
    ['5 5', '5 5'],
    ['\u00a05', '\u00a05'],
    ['٥', '٥'],
    ['five', 'five'],
    ['9'.repeat(400), '9'.repeat(400)],
  ])('the integer %j is read as %j', (text, value) => {
    expect(user(`<CompanyId>${text}</CompanyId>`)).toEqual({ CompanyId: value });
  });

  test.each<[string, Json]>([
    ['1', 1],
    ['1.', 1],
    ['.5', 0.5],
    ['1E+2', 100],
    ['.', '.'],
    ['1,5', '1,5'],
    ['NaN', 'NaN'],
    ['INF', 'INF'],
    ['1e999', '1e999'],
    ['Infinity', 'Infinity'],
  ])('the number %j is read as %j', (text, value) => {
    expect(user(`<Rate>${text}</Rate>`)).toEqual({ Rate: value });
  });

  test.each<[string, Json]>([
    ['true', true],
    [' false ', false],
    ['1', true],
    ['0', false],
    ['True', 'True'],
    ['yes', 'yes'],
    ['', ''],
  ])('the boolean %j is read as %j', (text, value) => {
    expect(user(`<Active>${text}</Active>`)).toEqual({ Active: value });
  });

  test('of several types the first that fits counts', () => {
    expect(decode('<x>12</x>', { type: ['integer', 'string'] })).toBe(12);
    expect(decode('<x>1a</x>', { type: ['integer', 'string'] })).toBe('1a');
    expect(decode('<x>12</x>', { type: ['string', 'integer'] })).toBe('12');
  });
});

describe('empty elements and nil', () => {
  test('are what their schema makes of nothing', () => {
    expect(user('<Email/><Folders/><Groups> \n</Groups><Address/><Note/>')).toEqual({
      Email: '',
      Folders: [],
      Groups: [],
      Address: {},
      Note: '',
    });
  });

  test('an empty root of an object is an empty object', () => {
    expect(decode('<User/>', USER)).toEqual({});
  });

  test.each(['true', '1', ' true '])('xsi:nil="%s" gives null, also where the schema does not allow it', (nil) => {
    expect(user(`<Rate ${XSI} i:nil="${nil}"/><Email ${XSI} i:nil="${nil}"/>`)).toEqual({ Rate: null, Email: null });
  });

  test('nil that is false, or of another namespace, is nothing special', () => {
    expect(user(`<Email ${XSI} i:nil="false">a</Email><Note nil="true">b</Note>`)).toEqual({ Email: 'a', Note: 'b' });
    expect(user('<Email xmlns:i="urn:x" i:nil="true">a</Email>')).toEqual({ Email: 'a' });
  });
});

describe('what does not fit becomes a value that the schema refuses', () => {
  test('a scalar that repeats', () => {
    expect(user('<Email>a</Email><CompanyId>1</CompanyId><Email>b</Email>')).toEqual({
      Email: ['a', 'b'],
      CompanyId: 1,
    });
  });

  test('a wrapper that repeats', () => {
    expect(user('<Folders><Id>a</Id></Folders><Folders/>')).toEqual({ Folders: [['a'], []] });
  });

  test('a wrapper with other elements inside, or text', () => {
    expect(user('<Folders><Id>a</Id><Guid>b</Guid></Folders>')).toEqual({ Folders: { Id: 'a', Guid: 'b' } });
    expect(user('<Folders>a</Folders>')).toEqual({ Folders: 'a' });
  });

  test('a scalar with elements inside', () => {
    expect(user('<Email>a<b>c</b></Email>')).toEqual({ Email: { b: 'c' } });
  });

  test('an object with nothing but text', () => {
    expect(user('<Address>Bonn</Address>')).toEqual({ Address: 'Bonn' });
    expect(decode('<User>text</User>', USER)).toBe('text');
  });
});

describe('elements out of alphabetical order', () => {
  const item = { type: 'object', xml: { name: 'Item' }, properties: { Key: {}, Value: {} } };
  const ordered = (order: string, more: Record<string, Json> = {}): Json => ({
    type: 'object',
    xml: { name: 'User' },
    'x-xml-order': order,
    properties: {
      A: { type: 'integer' },
      a: {},
      mail: { type: 'string', xml: { name: 'B' } },
      C: { type: 'array', items: { type: 'string' } },
      List: { type: 'array', xml: { wrapped: true }, items: { ...item, ...more } },
    },
  });
  const read = (order: string, content: string) => decodeXml(`<User>${content}</User>`, ordered(order));

  test.each(['any', 'refuse', 'drop'])('there are none: with %s all of them count', (order) => {
    const value = { A: 1, mail: 'b', C: ['c', 'd'], a: 'x' };
    expect(read(order, '<A>1</A><B>b</B><C>c</C><C>d</C><a>x</a>')).toEqual({ ok: true, value });
    expect(read(order, '')).toEqual({ ok: true, value: {} });
  });

  test('any: they are read', () => {
    expect(read('any', '<C>c</C><A>1</A><B>b</B>')).toEqual({ ok: true, value: { A: 1, mail: 'b', C: ['c'] } });
  });

  test('drop: each is left out that comes after one with a greater name that was kept', () => {
    expect(read('drop', '<B>b</B><A>1</A><C>c</C><B>z</B><C>d</C>')).toEqual({
      ok: true,
      value: { mail: 'b', C: ['c', 'd'] },
    });
    expect(read('drop', '<a>x</a><C>c</C>')).toEqual({ ok: true, value: { a: 'x' } });
    expect(read('drop', '<C>c</C><A>1</A><B>b</B>')).toEqual({ ok: true, value: { C: ['c'] } });
  });

  test('refuse: the first is a fault with its place, in the names that were sent', () => {
    expect(read('refuse', '\n<p:C xmlns:p="urn:x">c</p:C>\n  <B k="v">b</B><A>1</A>')).toEqual({
      ok: false,
      fault: {
        code: 'element-order',
        message: 'The XML has <B> after <C>; send the elements of <User> in alphabetical order (line 3, column 3)',
        line: 3,
        column: 3,
      },
    });
  });

  test.each(['refuse', 'drop'])('%s: elements that the schema does not name have no order', (order) => {
    const value = { A: 1, z: 'z', C: ['c'], D: '' };
    expect(read(order, '<A>1</A><z>z</z><C>c</C><D/>')).toEqual({ ok: true, value });
  });

  test('count only where the schema of the object itself says so', () => {
    const text = '<User><List><Item><Value>v</Value><Key>k</Key></Item></List></User>';
    expect(decode(text, ordered('refuse'))).toEqual({ List: [{ Value: 'v', Key: 'k' }] });
    expect(decode(text, ordered('any', { 'x-xml-order': 'drop' }))).toEqual({ List: [{ Value: 'v' }] });
    expect(decodeXml(text, ordered('any', { 'x-xml-order': 'refuse' }))).toMatchObject({
      fault: { code: 'element-order', line: 1, column: 35 },
    });
  });

  test('the word may stand in a part of the schema', () => {
    expect(decode('<User><B>b</B><A>1</A></User>', { allOf: [ordered('drop')] })).toEqual({ mail: 'b' });
  });
});

describe('unknown elements', () => {
  test('are kept as strings, objects and lists', () => {
    expect(user('<Extra>1</Extra><More><A>1</A><B><C/></B></More><Two>1</Two><Two><X>2</X></Two>')).toEqual({
      Extra: '1',
      More: { A: '1', B: { C: '' } },
      Two: ['1', { X: '2' }],
    });
  });

  test('named like members of Object do no harm', () => {
    const value = user(
      '<__proto__><admin>1</admin></__proto__><constructor>x</constructor><constructor>y</constructor><toString/>',
    );
    expect(Object.entries(value ?? {})).toEqual([
      ['__proto__', { admin: '1' }],
      ['constructor', ['x', 'y']],
      ['toString', ''],
    ]);
    expect(Object.getPrototypeOf(value)).toBe(Object.prototype);
  });

  test('a property named __proto__ is read like any other', () => {
    const schema = JSON.parse('{"type":"object","properties":{"__proto__":{"type":"integer"}}}');
    expect(Object.entries(decode('<x><__proto__>1</__proto__></x>', schema) ?? {})).toEqual([['__proto__', 1]]);
  });
});
