import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createAjv } from '../../specs/ajv.ts';
import type { Json } from '../../specs/json.ts';
import { proveFault, schemaEdges, schemaFaults, valueArbitrary } from '../index.ts';

/** A judge of its own: the generators' validators are not asked. */
function judge(schema: Json): (value: Json) => boolean {
  return createAjv()
    .addVocabulary(['$anchor'])
    .compile(schema as object);
}

const text = { type: 'string' };
const integer = { type: 'integer' };
const plainMember = { type: 'object', required: ['a'], properties: { a: text, b: integer } };

/** A schema for each keyword, and the keywords that its faults blame. */
const ROWS: readonly (readonly [name: string, schema: Json, blamed: string])[] = [
  ['any type', {}, ''],
  ['anything', true, ''],
  ['type', text, 'type'],
  ['list of types', { type: ['string', 'null', 'integer'] }, 'type'],
  ['enum', { enum: [1, 'a', null, { a: 1 }] }, 'enum'],
  ['enum and type', { type: 'string', enum: ['One', 1, 'Two'] }, 'enum type'],
  ['const', { const: { x: [1] } }, 'const'],
  ['bounds', { type: 'number', minimum: 0.5, exclusiveMaximum: 0.7 }, 'exclusiveMaximum minimum type'],
  ['exclusive bounds', { type: 'integer', exclusiveMinimum: 3, maximum: 5 }, 'exclusiveMinimum maximum type'],
  ['multipleOf', { type: 'number', multipleOf: 0.01, minimum: 1 }, 'minimum multipleOf type'],
  ['two multiples', { type: 'integer', multipleOf: 7, allOf: [{ multipleOf: 5 }] }, 'multipleOf type'],
  ['fraction', { type: 'number', not: { type: 'integer' } }, 'not type'],
  ['int32', { type: 'integer', format: 'int32' }, 'format type'],
  ['lengths', { type: 'string', minLength: 4, maxLength: 9 }, 'maxLength minLength type'],
  ['pattern', { type: 'string', pattern: '^[a-z]+-\\d$', maxLength: 6 }, 'maxLength pattern type'],
  ['lookaheads', { type: 'string', pattern: '^(?=.*[a-z])(?=.*\\d)\\S{4,9}$' }, 'pattern type'],
  ['back-reference', { type: 'string', pattern: '^(a+)-\\1$' }, 'pattern type'],
  [
    'patterns in allOf',
    { allOf: [{ pattern: '[a-z]' }, { pattern: '[0-9]' }, { ...text, maxLength: 5 }] },
    'maxLength pattern type',
  ],
  ['not a pattern', { type: 'string', not: { pattern: '^a' } }, 'not type'],
  ['items', { type: 'array', items: integer, minItems: 2, maxItems: 3 }, 'maxItems minItems type'],
  [
    'uniqueItems',
    { type: 'array', items: { enum: [1, 2, 3] }, uniqueItems: true, minItems: 2 },
    'enum minItems type uniqueItems',
  ],
  ['prefixItems', { type: 'array', prefixItems: [text, integer], items: false }, 'items type'],
  [
    'contains',
    { type: 'array', items: integer, contains: { minimum: 9 }, minContains: 2, maxContains: 3 },
    'contains maxContains minContains type',
  ],
  [
    'unevaluatedItems',
    { type: 'array', allOf: [{ prefixItems: [text] }], unevaluatedItems: false },
    'type unevaluatedItems',
  ],
  ['additionalProperties', { ...plainMember, additionalProperties: false }, 'additionalProperties required type'],
  [
    'a map',
    {
      type: 'object',
      additionalProperties: integer,
      propertyNames: { pattern: '^[A-Z]{3}$' },
      minProperties: 1,
      maxProperties: 2,
    },
    'maxProperties minProperties propertyNames type',
  ],
  [
    'patternProperties',
    { type: 'object', patternProperties: { '^x-': text }, additionalProperties: false },
    'additionalProperties type',
  ],
  [
    'dependentRequired',
    { type: 'object', properties: { a: text, b: text }, dependentRequired: { a: ['b'] } },
    'dependentRequired type',
  ],
  [
    'dependentSchemas',
    { type: 'object', properties: { a: text }, dependentSchemas: { a: { required: ['b'] } } },
    'dependentSchemas required type',
  ],
  [
    'unevaluatedProperties',
    {
      type: 'object',
      allOf: [{ properties: { a: text } }],
      anyOf: [{ properties: { b: text }, required: ['b'] }],
      unevaluatedProperties: false,
    },
    'anyOf required type unevaluatedProperties',
  ],
  [
    'number of members',
    { type: 'object', properties: { a: {}, b: {}, c: {} }, minProperties: 2, maxProperties: 2 },
    'maxProperties minProperties type',
  ],
  ['forbidden member', { type: 'object', properties: { a: false, b: text } }, 'false schema type'],
  [
    'anyOf',
    { type: 'object', properties: { n: { anyOf: [{ ...text, maxLength: 5 }, { type: 'null' }] } } },
    'anyOf maxLength type',
  ],
  [
    'oneOf',
    {
      oneOf: [
        { ...integer, multipleOf: 3 },
        { ...integer, multipleOf: 5 },
      ],
    },
    'multipleOf oneOf type',
  ],
  ['oneOf by member', { ...plainMember, oneOf: [{ required: ['b'] }, { required: ['c'] }] }, 'oneOf required type'],
  ['bases with types', { allOf: [plainMember, { type: 'object', properties: { c: integer } }] }, 'required type'],
  [
    'not',
    {
      type: 'object',
      properties: { a: text, b: text },
      not: { anyOf: [{ required: ['a'] }, { properties: { b: { maxLength: 3 } } }] },
    },
    'not type',
  ],
  [
    'if',
    {
      type: 'object',
      required: ['k'],
      properties: { k: { enum: ['x', 'y'] } },
      if: { properties: { k: { const: 'x' } } },
      // biome-ignore lint/suspicious/noThenProperty: the keyword of JSON Schema
      then: { required: ['v'] },
      else: { not: { required: ['v'] } },
    },
    'enum if not required type',
  ],
  [
    'recursion',
    { type: 'object', required: ['v'], properties: { v: integer, kids: { type: 'array', items: { $ref: '#' } } } },
    'required type',
  ],
  [
    'recursion in oneOf',
    {
      $ref: '#/$defs/e',
      $defs: { e: { oneOf: [integer, { type: 'object', required: ['l'], properties: { l: { $ref: '#/$defs/e' } } }] } },
    },
    'oneOf required type',
  ],
  ['anchor', { $ref: '#foo', $defs: { x: { $anchor: 'foo', type: 'integer', minimum: 3 } } }, 'minimum type'],
  ['odd names', { type: 'object', required: ['a/b~c'], properties: { 'a/b~c': integer, '': text } }, 'required type'],
  ...[
    'date',
    'time',
    'date-time',
    'duration',
    'uri',
    'uri-reference',
    'uri-template',
    'url',
    'email',
    'hostname',
    'ipv4',
    'ipv6',
    'regex',
    'uuid',
    'json-pointer',
    'byte',
  ].map((format) => [format, { type: 'string', format }, 'format type'] as const),
  ['format and pattern', { type: 'string', format: 'date', pattern: '^2024' }, 'format pattern type'],
  ['format and length', { type: 'string', format: 'email', maxLength: 16 }, 'format maxLength type'],
];

describe.each(ROWS)('%s', (_, schema, blamed) => {
  const isValid = judge(schema);

  test.each([true, false])('all values are valid, plain: %s', (plain) => {
    const values = fc.sample(valueArbitrary(schema, { plain }), { seed: 5, numRuns: 100 });
    expect(values.filter((value) => !isValid(value) || !isValid(JSON.parse(JSON.stringify(value))))).toEqual([]);
  });
  test('every fault is invalid and proven, and each keyword is blamed', () => {
    const faults = schemaFaults(schema);
    for (const { label, arbitrary } of faults)
      for (const value of fc.sample(arbitrary, { seed: 5, numRuns: 10 })) {
        expect(isValid(value), JSON.stringify({ label, value })).toBe(false);
        expect(proveFault(schema, label, value), JSON.stringify({ label, value })).toBe(true);
      }
    expect([...new Set(faults.map(({ label }) => label.keyword))].sort().join(' ')).toBe(blamed);
  });
  test('every edge is valid', () => {
    for (const { arbitrary, ...edge } of schemaEdges(schema))
      for (const value of fc.sample(arbitrary, { seed: 5, numRuns: 10 }))
        expect(isValid(value), JSON.stringify({ ...edge, value })).toBe(true);
  });
});
