import { expect, test } from 'vitest';
import { lintText } from '../../test/lint-text.ts';
import type { JsonObject } from '../json.ts';

const hash = 'a'.repeat(64);

/** A contract without faults. The tests change one line of it. */
const contract = `openapi: 3.1.1
jsonSchemaDialect: https://json-schema.org/draft/2020-12/schema
info: { title: Tiny, version: '1' }
x-contract: { id: tiny, operation: createUser, documents: [{ file: page.txt, sha256: ${hash} }] }
x-premises: [{ id: path, says: The path is known., basis: vendor }]
x-facts: { freeSeats: { says: Seats., schema: { type: integer, minimum: 0 } } }
x-initial: { freeSeats: 5 }
x-collections: { users: { id: /Id, email: /Email, record: { Id: '{$new#/guid}', Email: '{$item#/Email}' } } }
x-credentials: [{ in: header, name: Authorization, secret: true, schema: { type: string, pattern: '^Bearer ' }, stranger: Bearer no }]
x-personas: { caller: { says: A caller., headers: { authorization: Bearer yes } } }
x-messages: { maxLength: 'At most {$violation#/limit}' }
x-ambiguities:
  - id: T-A1
    question: Which status?
    must: [It is refused.]
    clauses: [tiny/taken, tiny/seats, Email-format, tiny/answers]
    default: refuse
    choices:
      refuse: { says: It is 400., accept: [{ status: 4XX }] }
      allow: { says: It is 200., actions: [{ target: '$.paths["/users"].post["x-clauses"][?@.id == "seats"]', remove: true }] }
paths:
  /users:
    post:
      operationId: createUser
      x-precedence: [400]
      x-clauses:
        - id: taken
          rule: unique
          params: { collection: users, at: /Email, fold: case }
          level: must
          basis: document
          source: { lines: [1, 3], sha256: ${hash} }
          says: An address is used once.
          answer: { status: 400, example: taken }
        - { id: seats, rule: quota, params: { fact: freeSeats }, level: must, basis: vendor, source: { page: example.com/a }, says: Seats end., answer: { status: 400 } }
      x-effect: { create: users, uses: { freeSeats: 1 }, replay: { key: '{$request.header.Key}', after: taken } }
      x-answer: { status: 200, example: default }
      requestBody:
        content:
          application/json:
            schema:
              type: object
              required: [Email]
              x-clause: { required: { parts: { Email: { level: must, basis: assumed } } } }
              properties:
                Email:
                  type: string
                  format: email
                  pattern: '@.*example'
                  x-clause:
                    default: { level: may, basis: assumed }
                    format: { level: must, basis: vendor, source: { page: example.com/b } }
                    pattern: { parts: { domain: { pattern: 'example', level: must, basis: assumed, sameAs: tiny/taken } } }
      responses:
        '200': { description: ok, content: { application/json: { example: { Id: '{$record#/Id}', Left: '{$fact#/freeSeats}' } } } }
        '400': { $ref: '#/components/responses/Refused' }
components:
  responses:
    Refused: { description: no, content: { application/json: { examples: { taken: { value: { why: '{$violation#/message}' } } } } } }
`;

const ruleSchemas: Record<string, JsonObject> = {
  unique: {
    type: 'object',
    required: ['collection', 'at'],
    properties: { collection: { type: 'string' }, at: { type: 'string' }, fold: { enum: ['none', 'case'] } },
    additionalProperties: false,
  },
  quota: { type: 'object', properties: { fact: { type: 'string' }, other: { type: 'string', format: 'fact' } } },
};

/** Problems of the contract with one text changed; `LINE` stands for the line of the change. */
async function lintChanged(from: string, to: string): Promise<string[]> {
  const start = contract.indexOf(from);
  expect(start, `the contract has no ${from}`).not.toBe(-1);
  const line = contract.slice(0, start).split('\n').length;
  const problems = await lintText(contract.replace(from, to), { ruleSchemas });
  return problems.map((problem) => problem.replace(new RegExp(`^${line}:\\d+ `), 'LINE '));
}

test('finds nothing in a contract without faults', async () => {
  expect(await lintText(contract, { ruleSchemas })).toEqual([]);
  expect(await lintText(contract, { ruleSchemas, readings: { 'T-A1': 'allow' } })).toEqual([]);
});

test.each<[from: string, to: string, problems: string | string[]]>([
  // Shapes
  [
    'x-premises:',
    'x-premisses:',
    'LINE extension-invalid: the member "x-premisses"; one of "x-contract", "x-premises", "x-facts", "x-initial", "x-collections", "x-credentials", "x-personas", "x-messages", "x-ambiguities"',
  ],
  [
    'x-effect: { create: users,',
    'x-effect: { create: users, find: users,',
    'LINE extension-invalid: {"create":"users","find":"users",',
  ],
  [
    '{ says: Seats., schema:',
    '{ say: Seats., schema:',
    [
      'LINE extension-invalid: no member "says"; the member "says"',
      'LINE extension-invalid: the member "say"; one of says, schema',
    ],
  ],
  ['level: must\n', 'level: most\n', 'LINE extension-invalid: "most"; one of "must", "should", "may"'],
  [
    'description: ok,',
    'description: ok, x-note: hi,',
    'LINE extension-invalid: the member "x-note"; A name that does not begin with x-: this kind of object has no words of the contract language',
  ],
  [
    'id: T-A1',
    'id: T A1',
    'LINE extension-invalid: "T A1"; A name that never changes: letters, digits and single hyphens',
  ],
  [
    'x-personas: { caller:',
    'x-personas: { stranger:',
    'LINE extension-invalid: the member "stranger"; Another name: anonymous and stranger come by themselves',
  ],
  // The document
  [
    'jsonSchemaDialect: https://json-schema.org/draft/2020-12/schema',
    'jsonSchemaDialect: https://json-schema.org/draft-07/schema',
    'LINE dialect-missing: https://json-schema.org/draft-07/schema; https://json-schema.org/draft/2020-12/schema',
  ],
  [
    'operation: createUser',
    'operation: makeUser',
    ['LINE operation-unknown: makeUser; one of createUser', '16:39 clause-unknown: Email-format'],
  ],
  // Clauses
  [
    '- { id: seats,',
    '- { id: taken,',
    ['16:27 clause-unknown: tiny/seats', 'LINE clause-id-duplicate: taken; an id that its operation has once'],
  ],
  [
    'tiny/taken, tiny/seats',
    'tiny/takes, tiny/seats',
    'LINE clause-unknown: tiny/takes; one of tiny/answers, tiny/taken, tin',
  ],
  [
    'sameAs: tiny/taken',
    'sameAs: tiny/Email-formt',
    'LINE clause-unknown: tiny/Email-formt; one of tiny/Email-required, tiny/Email-type, tiny/Email-format, tiny/Email-pattern-domain, tiny/Email-pattern',
  ],
  ['after: taken', 'after: took', 'LINE clause-unknown: took; a clause of this operation: taken, seats'],
  [
    'answer: { status: 400 }',
    'answer: { status: 402 }',
    'LINE clause-answer-unknown: 402; one of the declared statuses 200, 400',
  ],
  ['example: taken }', 'example: took }', 'LINE clause-answer-unknown: took; one of taken'],
  ['example: default }', 'example: other }', 'LINE clause-answer-unknown: other; one of default'],
  [
    'source: { page: example.com/a }, ',
    '',
    'LINE clause-source-missing: basis: vendor without source.page; source.page',
  ],
  [
    'Email: { level: must, basis: assumed }',
    'Email: { level: must, basis: document }',
    'LINE clause-source-missing: basis: document without source.lines; source.lines',
  ],
  [
    'format: { level: must,',
    'minLength: { level: must,',
    'LINE clause-keyword-absent: minLength; one of type, format, pattern',
  ],
  ['parts: { Email:', 'parts: { Mail:', 'LINE clause-part-unknown: Mail; one of Email'],
  ["pattern: 'example', ", '', 'LINE clause-part-pattern-missing: the part domain without a pattern; a member pattern'],
  ["pattern: 'example', ", "pattern: '(', ", 'LINE pattern-invalid: (; a regular expression (Unterminated group)'],
  // Rules
  ['rule: unique', 'rule: uniqe', 'LINE rule-unknown: uniqe; one of unique, quota'],
  ['fold: case }', 'fold: upper }', 'LINE rule-params-invalid: "upper"; one of "none", "case"'],
  [
    'at: /Email, fold',
    'to: /Email, fold',
    [
      'LINE rule-params-invalid: no member "at"; the member "at"',
      'LINE rule-params-invalid: the member "to"; one of collection, at, fold',
    ],
  ],
  // Ambiguities
  ['default: refuse', 'default: refused', 'LINE ambiguity-default-unknown: refused; one of refuse, allow'],
  // Facts and collections
  [
    'x-initial: { freeSeats: 5 }',
    'x-initial: { freeSeats: 5, seats: 1 }',
    'LINE fact-undeclared: seats; one of freeSeats',
  ],
  ['uses: { freeSeats: 1 }', 'uses: { seats: 1 }', 'LINE fact-undeclared: seats; one of freeSeats'],
  ['params: { fact: freeSeats }', 'params: { fact: seats }', 'LINE fact-undeclared: seats; one of freeSeats'],
  ['params: { fact: freeSeats }', 'params: { other: seats }', 'LINE fact-undeclared: seats; one of freeSeats'],
  ['{$fact#/freeSeats}', '{$fact#/seats}', 'LINE fact-undeclared: seats; one of freeSeats'],
  [
    'x-initial: { freeSeats: 5 }',
    'x-initial: { freeSeats: -1 }',
    'LINE fact-value-invalid: -1; a value that must be >= 0',
  ],
  ['create: users', 'create: people', 'LINE collection-unknown: people; one of users'],
  ['collection: users', 'collection: people', 'LINE collection-unknown: people; one of users'],
  // Credentials
  [
    'authorization: Bearer yes',
    'authorisation: Bearer yes',
    'LINE persona-slot-unknown: header authorisation; one of header Authorization',
  ],
  ['authorization: Bearer yes', 'authorization: yes', 'LINE persona-value-invalid: "yes"; text that matches ^Bearer '],
  ['stranger: Bearer no', 'stranger: nobody', 'LINE persona-value-invalid: "nobody"; text that matches ^Bearer '],
  // Expressions, schemas in words, sources
  [
    '{$violation#/message}',
    '{$violatoin#/message}',
    'LINE expression-invalid: {$violatoin#/message}; one of item, record, records, violation, violations, caller, each, issued, base, mount, method, request, response, fact, now, new',
  ],
  [
    'schema: { type: integer, minimum: 0 }',
    'schema: { type: integr }',
    'LINE schema-invalid: "integr"; one of "array", "boolean", "integer", "null", "number", "object", "string" or an array',
  ],
  ['lines: [1, 3]', 'lines: [1, 4]', 'LINE source-lines-too-many: 4 lines; at most 3 lines, or list: true'],
  ['lines: [1, 3],', 'lines: [1, 3], file: pag.txt,', 'LINE source-document-unknown: pag.txt; one of page.txt'],
])('%s -> %s', async (from, to, problem) => {
  const problems = await lintChanged(from, to);
  const expected = [problem].flat();
  expect(problems.map((text, index) => text.slice(0, expected[index]?.length))).toEqual(expected);
});

test('a fact without an initial value is told at the fact', async () => {
  expect(await lintChanged('x-initial: { freeSeats: 5 }', 'x-initial: {}')).toEqual([
    '6:12 fact-initial-missing: no initial freeSeats; x-initial with freeSeats',
  ]);
});

test('two ambiguities with one id are told', async () => {
  const second = '  - { id: T-A1, question: What?, default: a, choices: { a: { says: b } } }\npaths:\n';
  expect(await lintChanged('paths:\n', second)).toEqual([
    'LINE ambiguity-id-duplicate: T-A1; an id that no other ambiguity has',
  ]);
});

test('a clause may be repeated at another operation word by word, and not otherwise', async () => {
  const clause =
    '{ id: seats, rule: quota, params: { fact: freeSeats }, level: must, basis: vendor, source: { page: example.com/a }, says: Seats end., answer: { status: 400 } }';
  const other = (text: string): string =>
    `  /more:\n    post: { operationId: more, x-clauses: [${text}], responses: { '400': { description: no } } }\ncomponents:\n`;
  expect(await lintChanged('components:\n', other(clause))).toEqual([]);
  expect(await lintChanged('components:\n', other(clause.replace('must', 'may')))).toEqual([
    expect.stringContaining('clause-id-duplicate: seats; the same clause as at /paths/~1users/post/x-clauses/1'),
  ]);
});

test('the clause of a required parameter stands in its schema', async () => {
  const parameter = (required: boolean): string =>
    `operationId: createUser\n      parameters: [{ name: Key, in: header, required: ${required}, schema: { type: string, x-clause: { required: { level: must, basis: assumed } } } }]\n`;
  expect(await lintChanged('operationId: createUser\n', parameter(true))).toEqual([]);
  expect(await lintChanged('operationId: createUser\n', parameter(false))).toEqual([
    expect.stringContaining('clause-keyword-absent: required; one of type'),
  ]);
});

test('a list of values may have more than three lines', async () => {
  expect(await lintChanged('lines: [1, 3],', 'lines: [1, 300], list: true,')).toEqual([]);
});

test('without rules at hand clauses are not compared with them', async () => {
  expect(await lintText(contract.replace('rule: unique', 'rule: whatever'))).toEqual([]);
});

test('a document without x-contract may have any x- words', async () => {
  const text =
    "openapi: 3.1.1\ninfo: { title: T, version: '1' }\nx-anything: 1\npaths: { /a: { get: { x-clauses: 5, responses: { '200': { description: ok, x-b: '{$bad}' } } } } }\n";
  expect(await lintText(text)).toEqual([]);
});
