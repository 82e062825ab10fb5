import { expect, test } from 'vitest';
import { lintText } from '../../test/lint-text.ts';

/** A contract whose one answer has this example and whose records have this id. */
function contract(example: string, id = "'{$new#/guid}'"): string {
  return `openapi: 3.1.1
jsonSchemaDialect: https://json-schema.org/draft/2020-12/schema
info: { title: Tiny, version: '1' }
x-contract: { id: tiny, operation: createUsers, documents: [] }
x-collections: { users: { id: /id, email: /email, record: { id: ${id}, email: '{$item#/email}' } } }
paths:
  /users:
    post:
      operationId: createUsers
      x-effect: { create: users, each: item }
      x-answer: { status: 200, example: done }
      requestBody:
        required: true
        content:
          application/json:
            schema: { type: array, items: { type: object, properties: { email: { type: string } } } }
            example: [{ email: a@example.com }]
      responses:
        '200':
          description: done
          content:
            application/json:
              schema:
                type: array
                items: { type: object, required: [id, email], properties: { id: { type: string, format: uuid }, email: { type: string } } }
              examples: { done: { value: ${example} } }
`;
}

const codes = async (text: string): Promise<string[]> => (await lintText(text)).map((line) => line.split(' ')[1] ?? '');

test('a template that yields what its schema asks for is fine', async () => {
  expect(await lintText(contract("'{$records}'"))).toEqual([]);
  const mapped = "{ x-each: '{$records}', value: { id: '{$record#/id}', email: '{$record#/email}' } }";
  expect(await lintText(contract(mapped))).toEqual([]);
});

test.each([
  [
    'a member that the record lacks',
    "{ x-each: '{$records}', value: { id: '{$record#/id}', email: '{$record#/mail}' } }",
  ],
  ['one record in the place of a list', "'{$record}'"],
  ['a text in the place of a list', "'{$record#/id} made'"],
])('%s is told as a mismatch', async (_, example) => {
  expect(await codes(contract(example))).toEqual(['example-mismatch:']);
});

test('a record template that does not fit the answer is told too', async () => {
  expect(await codes(contract("'{$records}'", "'{$new#/hex24}'"))).toEqual(['example-mismatch:']);
});
