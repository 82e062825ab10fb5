import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { createAjv } from '../../specs/ajv.ts';
import type { Json, JsonObject } from '../../specs/json.ts';
import { GeneratorError, schemaEdges, schemaFaults, valueArbitrary } from '../index.ts';

/** Keywords that are there in one of `odds` schemas. */
function rare<Value>(values: fc.Arbitrary<Value>, odds: number): fc.Arbitrary<Value | undefined> {
  return fc.tuple(fc.integer({ min: 1, max: odds }), values).map(([dice, value]) => (dice === 1 ? value : undefined));
}

const few = fc.integer({ min: 0, max: 4 });
const name = fc.constantFrom('a', 'b', 'c');
const names = fc.uniqueArray(name, { maxLength: 2 });

const { schema: schemas } = fc.letrec<{ schema: Json }>((tie) => {
  const inner = tie('schema');
  const leaf: fc.Arbitrary<unknown> = fc.oneof(
    fc.record({
      type: fc.constant('string'),
      minLength: rare(few, 3),
      maxLength: rare(few, 3),
      pattern: rare(fc.constantFrom('^a', 'b$', '[0-9]', '^[a-z]*$'), 3),
    }),
    fc.record({
      type: fc.constantFrom('integer', 'number'),
      minimum: rare(few, 2),
      exclusiveMaximum: rare(fc.integer({ min: 5, max: 9 }), 3),
      multipleOf: rare(fc.constantFrom(2, 0.5, 3), 3),
    }),
    fc.record({ enum: fc.uniqueArray(fc.constantFrom('a', 'b', 1, null, true), { minLength: 1 }) }),
    fc.constantFrom({ type: 'boolean' }, { type: ['string', 'null'] }, { const: 'a' }, {}),
  );
  const object = {
    type: fc.constant('object'),
    properties: fc.dictionary(name, inner, { maxKeys: 3, noNullPrototype: true }),
    required: names,
    additionalProperties: rare(fc.oneof(fc.constant(false), inner), 3),
    patternProperties: rare(
      fc.dictionary(fc.constantFrom('^x', 'z$'), inner, { maxKeys: 1, noNullPrototype: true }),
      4,
    ),
    minProperties: rare(few, 6),
    dependentRequired: rare(fc.dictionary(name, names, { maxKeys: 2, noNullPrototype: true }), 4),
  };
  const array = {
    type: fc.constant('array'),
    items: rare(inner, 2),
    prefixItems: rare(fc.array(inner, { minLength: 1, maxLength: 2 }), 3),
    minItems: rare(few, 4),
    uniqueItems: rare(fc.constant(true), 4),
    contains: rare(inner, 4),
  };
  const branches = fc.array(inner, { minLength: 1, maxLength: 3 });
  const combined: fc.Arbitrary<object> = fc.oneof(
    fc.record({ allOf: branches }),
    fc.record({ anyOf: branches }),
    fc.record({ oneOf: branches }),
    fc.record({ not: inner }),
  );
  const mixed = fc.tuple(fc.record(object), combined).map(([own, more]): unknown => ({ ...own, ...more }));
  const any = fc.oneof({ maxDepth: 2 }, leaf, fc.record(object), fc.record(array), combined, mixed);
  return { schema: any.map((made): Json => JSON.parse(JSON.stringify(made))) };
});

/** What can be made of a schema; undefined when it has no values, as far as the generators know. */
function made<Value>(make: () => Value): Value | undefined {
  try {
    return make();
  } catch (error) {
    if (error instanceof GeneratorError && error.code !== 'DC_FILTER_STARVED') return undefined;
    throw error;
  }
}

test('whatever the schema, values and edges are valid, and faults are not', () => {
  const judge = createAjv();
  let generated = 0;
  fc.assert(
    fc.property(schemas, (schema) => {
      const isValid = judge.compile({ ...(schema as JsonObject) });
      for (const plain of [true, false]) {
        const values = made(() => fc.sample(valueArbitrary(schema, { plain }), { seed: 1, numRuns: 10 })) ?? [];
        expect(values.every((value) => isValid(value))).toBe(true);
        generated += values.length;
      }
      for (const { arbitrary } of made(() => schemaFaults(schema)) ?? [])
        expect(fc.sample(arbitrary, { seed: 1, numRuns: 2 }).some((value) => isValid(value))).toBe(false);
      for (const { arbitrary } of made(() => schemaEdges(schema)) ?? [])
        expect(fc.sample(arbitrary, { seed: 1, numRuns: 2 }).every((value) => isValid(value))).toBe(true);
    }),
    { seed: 11, numRuns: 60, endOnFailure: true },
  );
  // Most random schemas can be fulfilled.
  expect(generated).toBeGreaterThan(600);
});
