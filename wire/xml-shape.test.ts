import { describe, expect, test } from 'vitest';
import type { Json } from '../specs/json.ts';
import { decodeXml } from './xml-decode.ts';

const ids = { type: 'array', xml: { wrapped: true }, items: { type: 'string', xml: { name: 'Id' } } };
const XSI = 'xmlns:i="http://www.w3.org/2001/XMLSchema-instance"';

function decode(text: string, schema: Json): Json {
  const decoded = decodeXml(text, schema);
  if (!decoded.ok) throw new Error(decoded.fault.message);
  return decoded.value;
}

describe('attributes', () => {
  const schema = {
    type: 'object',
    properties: {
      id: { type: 'integer', xml: { attribute: true } },
      nil: { type: 'string', xml: { attribute: true } },
      a: {},
    },
  };

  test('that the schema names become members, by local name', () => {
    expect(decode('<x id="5"><a>1</a></x>', schema)).toEqual({ id: 5, a: '1' });
    expect(decode('<x xmlns:p="urn:p" p:id="x"/>', schema)).toEqual({ id: 'x' });
  });

  test('that the schema does not name are passed over, declarations and xsi too', () => {
    expect(decode(`<x ${XSI} other="1" i:nil="false" xmlns:id="urn:x" a="2"/>`, schema)).toEqual({});
  });

  test('are not read from elements', () => {
    expect(decode('<x><id>5</id></x>', schema)).toEqual({});
  });
});

describe('arrays', () => {
  const list = (xml: Json, items: Json): Json => ({
    type: 'object',
    properties: { tags: { type: 'array', xml, items } },
  });

  test('without a wrapper are the elements themselves, one or many', () => {
    const schema = list({}, { type: 'integer' });
    expect(decode('<x><tags>1</tags><b/><tags>2</tags></x>', schema)).toEqual({ tags: [1, 2], b: '' });
    expect(decode('<x><tags>1</tags></x>', schema)).toEqual({ tags: [1] });
    expect(decode('<x/>', schema)).toEqual({});
  });

  test('without a wrapper are named by their items, else by the property: the array has no element of its own', () => {
    expect(decode('<x><tag>1</tag></x>', list({ name: 'ignored' }, { type: 'string', xml: { name: 'tag' } }))).toEqual({
      tags: ['1'],
    });
    expect(decode('<x><tags>1</tags></x>', list({ name: 'ignored' }, { type: 'string' }))).toEqual({ tags: ['1'] });
  });

  test('with a wrapper are named by it and by their items', () => {
    const both = list({ wrapped: true, name: 'Tags' }, { type: 'string', xml: { name: 'Tag' } });
    expect(decode('<x><Tags><Tag>1</Tag></Tags></x>', both)).toEqual({ tags: ['1'] });
    expect(decode('<x><Tags><Tags>1</Tags></Tags></x>', list({ wrapped: true, name: 'Tags' }, {}))).toEqual({
      tags: ['1'],
    });
  });

  test('are never attributes', () => {
    const schema = list({ attribute: true }, { type: 'integer' });
    expect(decode('<x tags="1"><tags>2</tags></x>', schema)).toEqual({ tags: [2] });
  });

  test('hold objects', () => {
    const error = { type: 'object', xml: { name: 'ResponseError' }, properties: { Code: { type: 'integer' } } };
    const text = '<x><tags><ResponseError><Code>1</Code></ResponseError><ResponseError/></tags></x>';
    expect(decode(text, list({ wrapped: true }, error))).toEqual({ tags: [{ Code: 1 }, {}] });
  });

  test('at the root are wrapped by it', () => {
    const schema = { type: 'array', xml: { name: 'Users' }, items: { type: 'integer', xml: { name: 'User' } } };
    expect(decode('<Users><User>1</User><User>2</User></Users>', schema)).toEqual([1, 2]);
    expect(decode('<Users/>', schema)).toEqual([]);
  });
});

describe('composed schemas', () => {
  test('allOf is merged', () => {
    const base = { type: 'object', properties: { Id: { type: 'integer' } } };
    const schema = { allOf: [base, { xml: { name: 'User' }, properties: { Tags: { ...ids } } }] };
    expect(decode('<User><Id>1</Id><Tags><Id>a</Id></Tags></User>', schema)).toEqual({ Id: 1, Tags: ['a'] });
    expect(decodeXml('<Usr/>', schema).ok).toBe(false);
  });

  test('of two schemas for one property the nearest counts', () => {
    const base = { properties: { Id: { type: 'integer' } } };
    expect(decode('<x><Id>1</Id></x>', { properties: { Id: { type: 'string' } }, allOf: [base] })).toEqual({ Id: '1' });
    expect(decode('<x><Id>1</Id></x>', { allOf: [base, { properties: { Id: { type: 'string' } } }] })).toEqual({
      Id: 1,
    });
  });

  test('anyOf with null keeps the other branch, as does nullable', () => {
    const address = { anyOf: [{ type: 'object', properties: { Zip: { type: 'integer' } } }, { type: 'null' }] };
    const schema = { type: 'object', properties: { Address: address, Age: { type: 'integer', nullable: true } } };
    expect(decode('<x><Address><Zip>1</Zip></Address><Age>2</Age></x>', schema)).toEqual({
      Address: { Zip: 1 },
      Age: 2,
    });
  });

  test('a schema that contains itself is no trouble', () => {
    const tree: Record<string, Json> = { type: 'object' };
    tree['properties'] = { Value: { type: 'integer' }, Child: tree, Any: { oneOf: [tree] } };
    tree['anyOf'] = [tree];
    expect(decode('<x><Child><Child><Value>1</Value></Child></Child></x>', tree)).toEqual({
      Child: { Child: { Value: 1 } },
    });
  });
});
