import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createAjv } from '../../specs/ajv.ts';
import { builtInIds } from '../../specs/catalog.ts';
import type { Contract, MediaType, Operation } from '../../specs/contract.ts';
import type { Json, JsonObject } from '../../specs/json.ts';
import { toJsonSchema } from '../../specs/json-schema.ts';
import { loadContract } from '../../specs/load-contract.ts';
import { proveAfterWire, proveFault, schemaEdges, schemaFaults, valueArbitrary } from '../index.ts';

interface Body {
  readonly name: string;
  readonly contract: Contract;
  readonly operation: Operation;
  readonly schema: JsonObject;
}

const contracts = await Promise.all(builtInIds.map((id) => loadContract(id)));
const bodies = contracts.flatMap((contract) =>
  contract.operations.flatMap((operation) => bodiesOf(contract, operation)),
);

function bodiesOf(contract: Contract, operation: Operation): Body[] {
  const content: [string, MediaType][] = Object.entries(operation.body?.content ?? {});
  return content.flatMap(([mediaType, { schema }]) =>
    schema === undefined ? [] : [{ name: `${contract.id} ${operation.id} ${mediaType}`, contract, operation, schema }],
  );
}

/** The primary body of each contract. */
const primary = bodies.filter(({ operation }, index) => {
  return operation.isPrimary && bodies.findIndex((body) => body.operation === operation) === index;
});

test('there are bodies to try', () => {
  expect(primary).toHaveLength(builtInIds.length);
  expect(bodies.length).toBeGreaterThan(primary.length);
});

describe.each(bodies)('$name', ({ contract, schema }) => {
  const { document } = contract;
  const isValid = createAjv().compile(toJsonSchema(schema, document));

  test.each([true, false])('all values are valid, plain: %s', (plain) => {
    const values = fc.sample(valueArbitrary(schema, { document, plain }), { seed: 3, numRuns: 300 });
    expect(values.filter((value) => !isValid(value))).toEqual([]);
  });
  test('every fault is proven', () => {
    for (const { label, arbitrary } of schemaFaults(schema, { document }))
      for (const value of fc.sample(arbitrary, { seed: 3, numRuns: 8 })) {
        expect(isValid(value), JSON.stringify({ label, value })).toBe(false);
        expect(proveFault(schema, label, value, { document }), JSON.stringify({ label, value })).toBe(true);
      }
  });
  test('every edge is valid', () => {
    for (const { arbitrary, ...edge } of schemaEdges(schema, { document }))
      for (const value of fc.sample(arbitrary, { seed: 3, numRuns: 2 }))
        expect(isValid(value), JSON.stringify({ ...edge, value })).toBe(true);
  });
});

describe.each(primary)('$name', ({ contract, operation, schema }) => {
  const { document } = contract;
  const faults = schemaFaults(schema, { document });
  const clauses = operation.keywordClauses.filter(({ where, keyword }) => where === 'body' && keyword !== 'default');

  test('each keyword, and each part of one, is broken by a fault that must be refused, or by a grey one', () => {
    const broken = new Set(faults.map(({ label }) => `${label.schemaPath} ${label.part ?? ''}`));
    const whole = new Set(faults.map(({ label }) => label.schemaPath));
    const missing = clauses.filter(({ schemaPath, part }) =>
      part === undefined ? !whole.has(schemaPath) : !broken.has(`${schemaPath} ${part}`),
    );
    expect(missing.map(({ id }) => id)).toEqual([]);
  });
  test('faults and edges are told apart by their labels', () => {
    const labels = faults.map(({ label: { schemaPath, part, note, certainty } }) =>
      [schemaPath, part, note, certainty].join(' '),
    );
    expect(labels.filter((label, index) => labels.indexOf(label) !== index)).toEqual([]);
    const edges = schemaEdges(schema, { document }).map(({ schemaPath, note }) => `${schemaPath} ${note}`);
    expect(edges.filter((label, index) => edges.indexOf(label) !== index)).toEqual([]);
  });
  test('a fault that the wire turns into valid data is not proven', () => {
    const mended = valueArbitrary(schema, { document, plain: true });
    const [valid = null] = fc.sample(mended, { seed: 1, numRuns: 1 });
    const fault = faults[0];
    if (fault === undefined) throw new Error('there is no fault');
    const [value = null] = fc.sample(fault.arbitrary, { seed: 1, numRuns: 1 });
    const json = {
      encode: (sent: Json): string => JSON.stringify(sent),
      decode: (text: string): Json => JSON.parse(text),
    };
    expect(proveAfterWire(schema, fault.label, value, json, { document })).toBe(true);
    expect(proveAfterWire(schema, fault.label, value, { ...json, decode: () => valid }, { document })).toBe(false);
    expect(proveAfterWire(schema, fault.label, value, { ...json, decode: () => JSON.parse('{') }, { document })).toBe(
      false,
    );
  });
});
