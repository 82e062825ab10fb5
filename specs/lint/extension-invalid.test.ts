import { expect, test } from 'vitest';
import { lintText } from '../../test/lint-text.ts';

/** Problems of a contract with these words at its request body and at the schema in it. */
function lintWords(atBody: string, atSchema = ''): Promise<string[]> {
  return lintText(`openapi: 3.1.1
jsonSchemaDialect: https://json-schema.org/draft/2020-12/schema
info: { title: Tiny, version: '1' }
x-contract: { id: tiny, operation: createUser, documents: [{ file: page.txt, sha256: ${'a'.repeat(64)} }] }
paths:
  /users:
    post:
      operationId: createUser
      requestBody:
        content: { application/xml: { schema: { ${atSchema} type: object } } }
        ${atBody}
      responses: { '200': { description: ok } }
`);
}

test('x-media-type stands at a request body', async () => {
  const all = '{ headers: [Content-Type, ContentType], default: application/xml, sniff: true, synonyms: false }';
  expect(await lintWords(`x-media-type: ${all}`)).toEqual([]);
  expect(await lintWords('', 'x-media-type: { sniff: true },')).toEqual([
    '10:49 extension-invalid: the member "x-media-type"; one of "x-clause", "x-xml-order"',
  ]);
});

test.each([
  ["headers: ['Content Type']", '"Content Type"; Name of a header'],
  ['headers: []', '[]; a value that must NOT have fewer than 1 items'],
  ['default: xml', '"xml"; The media type of a body that comes without one'],
  ['sniff: always', '"always"; a boolean'],
  ['header: [Content-Type]', 'the member "header"; one of headers, default, sniff, synonyms'],
])('x-media-type: { %s } is refused', async (word, problem) => {
  expect(await lintWords(`x-media-type: { ${word} }`)).toEqual([expect.stringContaining(problem)]);
});

test('x-xml-order stands at a schema and is one of three', async () => {
  for (const order of ['any', 'refuse', 'drop']) expect(await lintWords('', `x-xml-order: ${order},`)).toEqual([]);
  expect(await lintWords('', 'x-xml-order: sorted,')).toEqual([
    '10:49 extension-invalid: "sorted"; one of "any", "refuse", "drop"',
  ]);
  expect(await lintWords('x-xml-order: drop')).toEqual([
    '11:9 extension-invalid: the member "x-xml-order"; one of "x-media-type"',
  ]);
});

test('a clause that a request can break has an answer, a promise has none', async () => {
  const lintClause = (words: string): Promise<string[]> =>
    lintText(`openapi: 3.1.1
jsonSchemaDialect: https://json-schema.org/draft/2020-12/schema
info: { title: Tiny, version: '1' }
x-contract: { id: tiny, operation: createUser, documents: [{ file: page.txt, sha256: ${'a'.repeat(64)} }] }
paths:
  /users:
    post:
      operationId: createUser
      x-clauses: [{ id: one, level: may, basis: assumed, says: One., ${words} }]
      responses: { '200': { description: ok } }
`);
  const answer = 'answer: { status: 200 }';
  expect(await lintClause(`rule: found, ${answer}`)).toEqual([]);
  expect(await lintClause('rule: promise, params: { about: it }')).toEqual([]);
  expect(await lintClause('rule: found')).toEqual([expect.stringContaining('the member "answer"')]);
  expect(await lintClause(`rule: promise, ${answer}`)).toEqual([expect.stringContaining('extension-invalid')]);
});
