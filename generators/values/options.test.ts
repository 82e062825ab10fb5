import { createHash } from 'node:crypto';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Json, type JsonObject, isObject } from '../../specs/json.ts';
import { emailClass, emails, schemaEdges, schemaFaults, valueArbitrary } from '../index.ts';
import type { ValueOptions } from '../index.ts';

/** A user with something of everything. */
const USER: JsonObject = {
  type: 'object',
  required: ['email', 'name', 'secret'],
  properties: {
    email: { type: 'string', format: 'email', maxLength: 75 },
    name: { type: 'string', pattern: "^[-\\w' ]{1,75}", maxLength: 30 },
    secret: { type: 'string', pattern: '^(?=.*[a-z])(?=.*[A-Z])(?=.*\\d)\\S{8,99}$', minLength: 8 },
    role: { type: 'string', enum: ['Admin', 'Member'] },
    age: { type: ['integer', 'null'], minimum: 0, maximum: 150 },
    tags: {
      type: 'object',
      additionalProperties: { type: 'array', items: { type: 'string', format: 'uuid' }, maxItems: 3 },
    },
    born: { type: 'string', format: 'date' },
    id: { type: 'string', readOnly: true },
    pin: { type: 'string', writeOnly: true },
    boss: { $ref: '#' },
  },
};

function sample(options: ValueOptions, numRuns: number = 200): JsonObject[] {
  return fc.sample(valueArbitrary(USER, options), { seed: 4, numRuns }).filter(isObject);
}

function digest(values: unknown): string {
  return createHash('sha256').update(JSON.stringify(values)).digest('hex').slice(0, 32);
}

test('the data of a seed never changes', () => {
  const ten = { seed: 20_240_917, numRuns: 10 };
  const faults = schemaFaults(USER);
  const edges = schemaEdges(USER);
  expect({
    values: digest(fc.sample(valueArbitrary(USER), { ...ten, numRuns: 300 })),
    plain: digest(fc.sample(valueArbitrary(USER, { plain: true }), { ...ten, numRuns: 300 })),
    labels: digest(faults.map(({ label }) => label)),
    faults: digest(faults.map(({ arbitrary }) => fc.sample(arbitrary, ten))),
    edges: digest(edges.map(({ arbitrary, ...edge }) => [edge, fc.sample(arbitrary, ten)])),
  }).toMatchInlineSnapshot(`
    {
      "edges": "07ea8c0bd7585a998a3af8d0ea141301",
      "faults": "5fad67150fe892b35e80e60526dc5168",
      "labels": "9d039a5e177302101b1eb7f0aaa8cdbe",
      "plain": "bb6066648e59c0b494596b1aa4ec15e9",
      "values": "bee5aede622f0a851e21ab7760bc656a",
    }
  `);
});

describe('plain values', () => {
  const users = sample({ plain: true });

  test('are what no sane server refuses', () => {
    for (const { name, email, secret } of users) {
      expect(name).toMatch(/^[A-Za-z]{3,12}$/);
      expect(emailClass(String(email))).toBe('must-accept');
      expect(secret).toMatch(/^[\w.-]{8,20}$/);
    }
  });
  test('leave each optional member out and put it in', () => {
    for (const name of ['role', 'age', 'tags', 'born', 'pin', 'boss'])
      expect(new Set(users.map((user) => user[name] === undefined)).size).toBe(2);
    expect(users.some((user) => user['age'] === null)).toBe(false);
  });
});

test('a request has no optional readOnly members, a response no writeOnly ones', () => {
  expect(sample({}).some((user) => user['id'] !== undefined)).toBe(false);
  expect(sample({}).some((user) => user['pin'] !== undefined)).toBe(true);
  expect(sample({ direction: 'response' }).some((user) => user['pin'] !== undefined)).toBe(false);
  expect(sample({ direction: 'response' }).some((user) => user['id'] !== undefined)).toBe(true);
});
test('nesting ends at the greatest depth', () => {
  const depth = ({ boss }: JsonObject): number => (isObject(boss) ? 1 + depth(boss) : 0);
  expect(Math.max(...sample({ maxDepth: 2 }).map(depth))).toBe(2);
  expect(Math.max(...sample({ maxDepth: 0 }).map(depth))).toBe(0);
});
test('addresses come from the options', () => {
  const isTagged = ({ email }: JsonObject): boolean => /-r7@/.test(String(email));
  expect(sample({ email: emails({ tag: 'r7', maxLength: 75 }) }).every(isTagged)).toBe(true);
  expect(sample({ addresses: { tag: 'r7' }, plain: true }).every(isTagged)).toBe(true);
});

describe('overrides', () => {
  const options = { overrides: { '/properties/secret': fc.constant('Passw0rd!x') }, always: ['/properties/role'] };

  test('give the values of a place, and names what is always there', () => {
    expect(sample(options).every(({ secret, role }) => secret === 'Passw0rd!x' && role !== undefined)).toBe(true);
  });
  test('hold beside every fault but those of the place itself', () => {
    for (const { label, arbitrary } of schemaFaults(USER, options)) {
      const [value = null] = fc.sample(arbitrary, { seed: 1, numRuns: 1 });
      if (!isObject(value) || label.instancePath.endsWith('/secret') || label.part === 'secret') continue;
      expect(value['secret'], JSON.stringify(label)).toBe('Passw0rd!x');
    }
  });
  test('that do not fit the schema are refused when they are drawn', () => {
    const values = valueArbitrary(USER, { overrides: { '/properties/secret': fc.constant('short') } });
    expect(() => fc.sample(values, 1)).toThrow(/DC_FILTER_STARVED: .*\/secret/);
  });
});

test('values shrink to simple ones', () => {
  const property = fc.property(valueArbitrary(USER), (user) => !isObject(user) || String(user['name']).length < 4);
  const { counterexample } = fc.check(property, { seed: 2 });
  const [user = null] = counterexample ?? [];
  expect(isObject(user) && String(user['name'])).toHaveLength(4);
  expect(Object.keys(Object(user))).toEqual(['email', 'name', 'secret']);
});

test.each<[string, Json, RegExp]>([
  ['contradictory types', { allOf: [{ type: 'string' }, { type: 'integer' }] }, /DC_SCHEMA_EMPTY/],
  ['contradictory lengths', { type: 'string', pattern: '^a{5}$', maxLength: 3 }, /DC_LANGUAGE_EMPTY/],
  ['contradictory bounds', { type: 'integer', minimum: 5, maximum: 3 }, /DC_SCHEMA_EMPTY: no number between 5 and 3/],
  ['a step that skips the range', { multipleOf: 3, exclusiveMinimum: 3, exclusiveMaximum: 6 }, /DC_SCHEMA_EMPTY/],
  ['nothing at all', false, /DC_SCHEMA_EMPTY/],
  [
    'endless recursion',
    { type: 'object', required: ['a'], properties: { a: { $ref: '#' } } },
    /DC_SCHEMA_EMPTY: .*without end/,
  ],
  ['a circle of references', { $ref: '#/$defs/a', $defs: { a: { $ref: '#/$defs/a' } } }, /DC_SCHEMA_/],
  ['a reference to nothing', { $ref: '#/$defs/a' }, /DC_SCHEMA_INVALID/],
  ['an unknown keyword', { type: 'string', minLenght: 3 }, /DC_SCHEMA_INVALID: .*minLenght/],
])('%s is an error that says so', (_, schema, message) => {
  expect(() => fc.sample(valueArbitrary(schema), 1)).toThrow(message);
});
