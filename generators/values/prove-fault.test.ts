import { expect, test } from 'vitest';
import type { Json, JsonObject } from '../../specs/json.ts';
import { proveAfterWire, proveFault, type SchemaFaultLabel } from '../index.ts';

const SCHEMA: JsonObject = {
  type: 'object',
  required: ['a', 'b'],
  properties: {
    a: { type: 'string', maxLength: 3 },
    b: { $ref: '#/$defs/code' },
    c: { type: 'string', pattern: '^(?=.*[a-z])(?=.*\\d)\\S+$', minLength: 2 },
    n: { type: 'integer' },
  },
  $defs: { code: { type: 'string', pattern: '^\\d+$', minLength: 2 } },
};

function label(keyword: string, schemaPath: string, more: Partial<SchemaFaultLabel> = {}): SchemaFaultLabel {
  return { keyword, schemaPath, instancePath: '', note: '', coupled: [], certainty: 'must-reject', ...more };
}

const tooLong = label('maxLength', '/properties/a/maxLength', { instancePath: '/a' });
const withoutA = label('required', '/required', { part: 'a' });
const noCode = label('pattern', '/properties/b/pattern', { instancePath: '/b' });
const tooShort = label('minLength', '/properties/b/minLength', { instancePath: '/b' });

test.each<[string, SchemaFaultLabel, Json, boolean]>([
  ['the blamed fault alone', tooLong, { a: 'abcd', b: '12' }, true],
  ['a valid value', tooLong, { a: 'abc', b: '12' }, false],
  ['another fault', tooLong, { a: 'abc', b: '1' }, false],
  ['the blamed fault and another one', tooLong, { a: 'abcd', b: '1' }, false],
  ['another keyword of the same value', tooLong, { a: 1, b: '12' }, false],
  ['a missing member', withoutA, { b: '12' }, true],
  ['another missing member', withoutA, { a: 'abc' }, false],
  ['two missing members', withoutA, {}, false],
  ['a fault behind a reference', noCode, { a: '', b: 'xy' }, true],
  ['two faults behind a reference', noCode, { a: '', b: 'x' }, false],
  ['two faults that are told', { ...noCode, coupled: ['minLength'] }, { a: '', b: 'x' }, true],
  ['two faults told by pointer', { ...tooShort, coupled: ['/properties/b/pattern'] }, { a: '', b: 'x' }, true],
])('%s', (_, blamed, value, isProven) => {
  expect(proveFault(SCHEMA, blamed, value)).toBe(isProven);
});
test('of a pattern the blamed part must be broken', () => {
  const lookahead = label('pattern', '/properties/c/pattern', { instancePath: '/c', part: '1' });
  expect(proveFault(SCHEMA, lookahead, { a: '', b: '12', c: 'ab' })).toBe(true);
  expect(proveFault(SCHEMA, lookahead, { a: '', b: '12', c: '12' })).toBe(false);
});
test('a fault that the wire mends is not proven after it, nor one that cannot be written', () => {
  const numeric = label('type', '/properties/n/type', { instancePath: '/n' });
  const value = { a: '', b: '12', n: '5' };
  const readsNumbers = (wire: string): Json =>
    JSON.parse(wire, (name, member: Json) => (name === 'n' && typeof member === 'string' ? Number(member) : member));
  expect(proveAfterWire(SCHEMA, numeric, value, { encode: JSON.stringify, decode: JSON.parse })).toBe(true);
  expect(proveAfterWire(SCHEMA, numeric, value, { encode: JSON.stringify, decode: readsNumbers })).toBe(false);
  expect(proveAfterWire(SCHEMA, numeric, value, { encode: () => '{', decode: JSON.parse })).toBe(false);
});
