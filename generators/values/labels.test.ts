import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { JsonObject } from '../../specs/json.ts';
import { judgeEmail, schemaEdges, schemaFaults } from '../index.ts';

const SCHEMA: JsonObject = {
  type: 'object',
  required: ['name', 'email'],
  properties: {
    name: { type: 'string', minLength: 2, pattern: '^[A-Z][a-z]+' },
    email: { type: 'string', format: 'email' },
    age: { type: 'integer', minimum: 0 },
    role: { type: 'string', enum: ['Admin', 'Member'] },
    tags: { type: 'array', items: { type: 'boolean' } },
    secret: {
      type: 'string',
      minLength: 8,
      pattern: '^(?=.*[a-z])(?=.*\\d)\\S{8,20}$',
      'x-clause': {
        pattern: {
          parts: { lower: { pattern: '[a-z]' }, digit: { pattern: '\\d' }, length: { pattern: '^.{8,20}$' } },
        },
      },
    },
    map: { type: 'object', additionalProperties: { type: 'array', items: { $ref: '#/properties/age' } } },
  },
};
const faults = schemaFaults(SCHEMA);

/** What is said about the faults of a keyword: `note` and certainty. */
function told(schemaPath: string): Record<string, string> {
  const labels = faults.map(({ label }) => label).filter((label) => label.schemaPath === schemaPath);
  return Object.fromEntries(labels.map(({ note, certainty }) => [note, certainty]));
}

describe('certainty', () => {
  test('what a forgiving server could convert is grey', () => {
    expect(told('/properties/age/type')).toEqual({
      null: 'grey',
      true: 'grey',
      text: 'must-reject',
      list: 'must-reject',
      object: 'must-reject',
      'numeric text': 'grey',
      'list of one': 'grey',
      'fraction for integer': 'must-reject',
    });
  });
  test('null is none of a text that must be there, and a number is none that does not match', () => {
    expect(told('/properties/name/type')).toMatchObject({
      null: 'must-reject',
      number: 'must-reject',
      object: 'must-reject',
    });
  });
  test('letter case and blanks around a listed value are grey', () => {
    expect(told('/properties/role/enum')).toEqual({
      'lower case': 'grey',
      'upper case': 'grey',
      'leading blank': 'grey',
      'trailing blank': 'grey',
      empty: 'grey',
      'last character cut': 'must-reject',
      'one character more': 'must-reject',
      'not a member': 'must-reject',
    });
  });
  test('what another branch takes after a forgiving reading is grey', () => {
    const nullable: JsonObject = { anyOf: [{ type: 'string', maxLength: 5 }, { type: 'null' }] };
    const labels = schemaFaults(nullable).map(({ label }) => label);
    const ofNull = labels.filter(({ schemaPath }) => schemaPath === '/anyOf/1/type');
    expect(Object.fromEntries(ofNull.map(({ note, certainty }) => [note, certainty]))).toEqual({
      true: 'grey',
      number: 'grey',
      list: 'must-reject',
      object: 'must-reject',
    });
  });
  test('only addresses on which all validators agree must be refused', () => {
    const sure = faults.find(({ label }) => label.keyword === 'format' && label.certainty === 'must-reject');
    expect(sure).toBeDefined();
    const values = sure ? fc.sample(sure.arbitrary, { seed: 1, numRuns: 200 }) : [];
    expect(values.every((value) => judgeEmail(String(Object(value).email)).undisputed)).toBe(true);
    expect(told('/properties/email/format')).toMatchObject({ 'unusual address': 'grey' });
  });
  test('blanks at the ends decide nothing', () => {
    const near = faults.filter(({ label }) => label.keyword === 'pattern' && label.note !== 'empty');
    for (const { label, arbitrary } of near)
      for (const value of fc.sample(arbitrary, { seed: 1, numRuns: 50 })) {
        const text = String(Object(value)[label.instancePath.slice(1)]);
        expect(text, JSON.stringify(label)).toBe(text.trim());
      }
  });
});

describe('labels', () => {
  test('couple what cannot hold together, and only that', () => {
    const coupled = faults
      .filter(({ label }) => label.coupled.length > 0)
      .map(({ label }) => [label.schemaPath, label.part, label.coupled]);
    expect(coupled).toContainEqual(['/properties/secret/minLength', undefined, ['pattern']]);
    expect(coupled).toContainEqual(['/properties/role/type', undefined, ['enum']]);
    expect(coupled).not.toContainEqual(['/properties/secret/pattern', 'lower', expect.anything()]);
  });
  test('name the parts of a pattern as the contract does, each broken alone where it can be', () => {
    const parts = faults.filter(({ label }) => label.part !== undefined && label.keyword === 'pattern');
    expect(parts.map(({ label }) => label.part)).toEqual(['lower', 'digit', 'length']);
    const [lower] = parts;
    const secrets = lower
      ? fc.sample(lower.arbitrary, { seed: 1, numRuns: 50 }).map((value) => String(Object(value).secret))
      : [];
    expect(secrets.every((text) => !/[a-z]/.test(text) && /\d/.test(text) && text.length >= 8)).toBe(true);
  });
  test('point into values and schemas, through maps, lists and references', () => {
    const label = faults.map((fault) => fault.label).find(({ schemaPath }) => schemaPath.endsWith('items/minimum'));
    expect(label).toMatchObject({
      instancePath: '/map/member/0',
      schemaPath: '/properties/map/additionalProperties/items/minimum',
      note: '-1',
    });
  });
  test('each required member has a fault of its own', () => {
    const required = faults.filter(({ label }) => label.keyword === 'required');
    expect(required.map(({ label }) => label.part)).toEqual(['name', 'email']);
  });
});

test('edges hold the boundaries of each keyword', () => {
  const notes = schemaEdges(SCHEMA).map(({ schemaPath, note }) => `${schemaPath} ${note}`);
  for (const expected of [
    '/properties/secret/minLength length 8',
    '/properties/role/enum member "Admin"',
    '/properties/age/minimum nearest to 0',
    '/properties/tags/items 0 items',
    '/properties/tags/items/type true',
    '/properties/map/additionalProperties 1 members',
    '/properties no optional member',
    ...['age', 'role', 'tags', 'secret', 'map'].map((name) => `/properties with ${name} only`),
    '/properties all optional members',
    '/properties/secret/pattern with "!"',
    '/properties/email/format A tag behind a plus sign.',
  ])
    expect(notes).toContain(expected);
});
