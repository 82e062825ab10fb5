import { describe, expect, test } from 'vitest';
import { builtInIds, resolveContract } from './catalog.ts';
import { dereference } from './dereference.ts';
import { parseSource } from './document.ts';
import { expandedSize, expandReferences } from './expand.ts';
import type { JsonObject } from './json.ts';
import { loadDocument } from './load.ts';

function parse(text: string): JsonObject {
  return parseSource(text, 'a.yaml').value ?? {};
}

const circular = parse(`
openapi: 3.1.1
info: { title: T, version: '1' }
paths:
  /a: { get: { responses: { '200': { $ref: '#/components/responses/Ok' } } } }
components:
  responses: { Ok: { description: d, content: { application/json: { schema: { $ref: '#/components/schemas/Leaf' } } } } }
  schemas:
    Leaf: { type: string, title: L, example: { $ref: data } }
    Named: { $ref: '#/components/schemas/Leaf', description: D, minLength: 1 }
    Tree: { type: object, properties: { leaf: { $ref: '#/components/schemas/Leaf' }, next: { $ref: '#/components/schemas/Tree' } } }
`);

/** A document of a few lines that has 3 to the power of `levels` leaves. */
function entangled(levels: number): JsonObject {
  const schemas: JsonObject = { S0: { type: 'string' } };
  for (let level = 1; level <= levels; level += 1) {
    const lower = { $ref: `#/components/schemas/S${level - 1}` };
    schemas[`S${level}`] = { type: 'object', properties: { a: lower, b: { ...lower }, c: { ...lower } } };
  }
  return { openapi: '3.1.1', info: { title: 'T', version: '1' }, paths: {}, components: { schemas } };
}

describe('expandReferences', () => {
  test('follows references, words beside them first, and leaves circular ones and data as they are', () => {
    const leaf = { type: 'string', title: 'L', example: { $ref: 'data' } };
    const tree = { type: 'object', properties: { leaf, next: { $ref: '#/components/schemas/Tree' } } };
    const ok = { description: 'd', content: { 'application/json': { schema: leaf } } };
    expect(expandReferences(circular)).toMatchObject({
      paths: { '/a': { get: { responses: { 200: ok } } } },
      components: { schemas: { Leaf: leaf, Named: { ...leaf, description: 'D', minLength: 1 }, Tree: tree } },
    });
  });

  test.each(builtInIds)('does what the parser does with the contract %s', async (id) => {
    const { raw, document } = await loadDocument(resolveContract(id));
    expect(expandReferences(raw)).toEqual(document);
  });

  test('leaves its input as it is', () => {
    const before = structuredClone(circular);
    expandReferences(circular);
    expect(circular).toEqual(before);
  });
});

describe('expandedSize', () => {
  test('counts every value that one meets', () => {
    expect(expandedSize(parse('a: [1, 2]\nb: { c: x }\n'), 100)).toBe(6);
    expect(expandedSize(parse("a: [1, 2]\nb: { $ref: '#/a' }\n"), 100)).toBe(8);
  });

  test('stops at the limit, and at circles', () => {
    expect(expandedSize(entangled(60), 1000)).toBe(1000);
    expect(expandedSize(circular, 1000)).toBeLessThan(200);
  });
});

test('a small document that expands to a huge one is checked as it is written, and dereferenced at once', async () => {
  const document = entangled(60);
  document['paths'] = { '/a': { get: { resposes: {} } } };
  const { complaints, document: expanded } = await dereference(document);
  expect(complaints).toEqual([expect.objectContaining({ pointer: '/paths/~1a/get/resposes' })]);
  expect(expanded).not.toHaveProperty('components.schemas.S60.properties.a.properties.a.$ref');
});
