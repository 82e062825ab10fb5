import { createHash } from 'node:crypto';
import { basename } from 'node:path';
import { describe, expect, test } from 'vitest';
import { type Files, loadFiles, openapi, sayProblem } from '../test/lint-text.ts';
import { atPointer } from './json.ts';
import type { LoadChoices } from './load.ts';
import type { Problem } from './problem.ts';

const answer = "responses: { '200': { description: ok } }";

/** A problem with the name of its file. */
function sayWithFile(problem: Problem): string {
  return `${basename(problem.file)}:${sayProblem(problem)}`;
}

async function problemsOf(files: Files, choices: LoadChoices = {}, name = 'openapi.yaml'): Promise<string[]> {
  const { problems } = await loadFiles(files, choices, name);
  return problems.map(sayWithFile);
}

test('reports what is wrong with all parts at once, by line', async () => {
  const text = `paths:
  /a/{id}: { get: { operationId: a, ${answer} } }
  /b: { get: { operationId: a, security: [{ no: [] }], ${answer} } }
components: { schemas: { A: { type: strin } } }
`;
  const { problems, sha256 } = await loadFiles({ 'openapi.yaml': openapi(text) });
  expect(problems.map(({ code, line }) => `${line} ${code}`)).toEqual([
    '4 path-parameter-undeclared',
    '5 duplicate-operation-id',
    '5 security-scheme-unknown',
    '6 schema-invalid',
  ]);
  expect(sha256).toBe(createHash('sha256').update(openapi(text)).digest('hex'));
});

describe('references', () => {
  test('are followed in the document, and kept as they are in raw', async () => {
    const text = `paths:
  /a: { get: { responses: { '200': { $ref: '#/components/responses/Ok' } } } }
components: { responses: { Ok: { description: fine } } }
`;
    const { document, raw, problems, locate } = await loadFiles({ 'openapi.yaml': openapi(text) });
    const pointer = '/paths/~1a/get/responses/200';
    expect(problems).toEqual([]);
    expect(atPointer(document, pointer)).toEqual({ description: 'fine' });
    expect(atPointer(raw, pointer)).toEqual({ $ref: '#/components/responses/Ok' });
    expect(locate(`${pointer}/description`)).toMatchObject({ line: 5, column: 34 });
  });

  test('of circular schemas stay, so that the document is finite', async () => {
    const text = `paths: {}
components:
  schemas:
    Tree: { type: object, properties: { children: { type: array, items: { $ref: '#/components/schemas/Tree' } } } }
    Pair: { type: object, properties: { left: { $ref: '#/components/schemas/Tree' } } }
`;
    const { document, problems } = await loadFiles({ 'openapi.yaml': openapi(text) });
    expect(problems).toEqual([]);
    expect(JSON.stringify(document)).toContain('"$ref":"#/components/schemas/Tree"');
  });

  test('into other files are read, checked there, and located there', async () => {
    const files = {
      'openapi.yaml': openapi(`paths:
  /a: { get: { ${answer}, parameters: [{ $ref: 'more/../parts.yaml#/Query' }] } }
components: { schemas: { A: { $ref: parts.yaml#/User }, B: { $ref: ./whole.yaml } } }
`),
      'parts.yaml':
        'Query: { name: q, in: query, schema: { $ref: "#/Text" } }\nText: { type: string, maxLength: x }\n' +
        'User: { type: object, properties: { boss: { $ref: "#/Text" }, back: { $ref: "openapi.yaml#/components/schemas/B" } } }\n',
      'whole.yaml': 'type: strin\n',
    };
    const { document, problems } = await loadFiles(files);
    expect(problems.map(sayWithFile)).toEqual([
      'parts.yaml:2:23 schema-invalid: "x"; an integer',
      expect.stringMatching(/^whole.yaml:1:1 schema-invalid: "strin"/),
    ]);
    expect(atPointer(document, '/paths/~1a/get/parameters/0/schema')).toEqual({ type: 'string', maxLength: 'x' });
    expect(atPointer(document, '/components/schemas/A/properties/back')).toEqual({ type: 'strin' });
    expect(() => JSON.stringify(document)).not.toThrow();
  });

  test.each([
    ["'#/components/schemas/Usr'", 'ref-unresolved: #/components/schemas/Usr; one of User, A'],
    ["'#user'", 'ref-unresolved: #user; a JSON pointer such as #/components/schemas/User'],
    ['7', 'ref-unresolved: $ref: 7; a string such as "#/components/…"'],
    ['other.yaml', 'ref-unresolved: other.yaml; a readable file'],
    ['https://a.example/b.yaml', 'ref-remote: https://a.example/b.yaml; a reference into this file or a relative path'],
    ['//a.example/b.yaml', 'ref-remote: //a.example/b.yaml; a reference into this file or a relative path'],
    ["'#/components/schemas/A'", 'ref-circle: #/components/schemas/A; a reference that ends at a value'],
  ])('to %s are a problem, told once', async (reference, problem) => {
    const text = `paths:
  /a: { post: { requestBody: { content: { application/json: { schema: { $ref: '#/components/schemas/A' }, example: 3 } } }, ${answer} } }
components: { schemas: { User: { type: string }, A: { $ref: ${reference} } } }
`;
    expect(await problemsOf({ 'openapi.yaml': openapi(text) })).toEqual([`openapi.yaml:5:55 ${problem}`]);
  });

  test('in examples and extensions are data', async () => {
    const text = `x-note: { $ref: nowhere }
paths:
  /a: { get: { responses: { '200': { description: ok, content: { application/json: { example: { $ref: '#/nowhere' } } } } } } }
`;
    const { document, problems } = await loadFiles({ 'openapi.yaml': openapi(text) });
    expect(problems).toEqual([]);
    expect(document['x-note']).toEqual({ $ref: 'nowhere' });
  });

  test('that pass through other references are followed', async () => {
    const text = `paths: {}
components:
  schemas:
    A: { $ref: '#/components/schemas/B/properties/c' }
    B: { $ref: '#/components/schemas/C' }
    C: { type: object, properties: { c: { type: string, default: x } } }
`;
    const { document, problems } = await loadFiles({ 'openapi.yaml': openapi(text) });
    expect(problems).toEqual([]);
    expect(atPointer(document, '/components/schemas/A')).toEqual({ type: 'string', default: 'x' });
  });

  test('with words beside them: of OpenAPI 3.0 these are ignored', async () => {
    const text = `paths: {}
components: { schemas: { A: { type: string }, B: { $ref: '#/components/schemas/A', minLength: 1 } } }
`;
    const { document } = await loadFiles({ 'openapi.yaml': openapi(text, '3.0.4') });
    expect(atPointer(document, '/components/schemas/B')).toEqual({ type: 'string' });
  });

  test('with words beside them: of OpenAPI 3.1 these count before what is referred to, wherever they stand', async () => {
    const text = `paths: {}
components:
  schemas:
    A: { type: string, description: of A, x-clause: { default: { level: may, basis: assumed } } }
    B: { $ref: '#/components/schemas/A' }
    C: { $ref: '#/components/schemas/A', description: of C, minLength: 1 }
    D: { $ref: '#/components/schemas/A', description: of D, x-clause: { default: { level: must, basis: assumed } } }
`;
    const { document, problems } = await loadFiles({ 'openapi.yaml': openapi(text) });
    expect(problems).toEqual([]);
    expect(atPointer(document, '/components/schemas/C')).toMatchObject({
      type: 'string',
      description: 'of C',
      minLength: 1,
    });
    expect(atPointer(document, '/components/schemas/D')).toMatchObject({
      description: 'of D',
      'x-clause': { default: { level: 'must' } },
    });
    expect(atPointer(document, '/components/schemas/B')).toMatchObject({ description: 'of A' });
  });
});

const contract = openapi(`jsonSchemaDialect: https://json-schema.org/draft/2020-12/schema
x-contract: { id: tiny, operation: a, documents: [] }
x-ambiguities:
  - id: T-A1
    question: Which status?
    default: plain
    choices:
      plain: { says: It is 200. }
      other: { says: It is 201., actions: [{ target: '$.paths["/a"].get', update: { summary: changed, deprecated: 7 } }] }
      broken: { says: It is 202., actions: [{ target: $.nowhere, remove: true }] }
paths:
  /a: { get: { operationId: a, ${answer} } }
`);

describe('readings', () => {
  test('change the document, and what they bring is located where it is written', async () => {
    const { raw, problems } = await loadFiles({ 'openapi.yaml': contract }, { readings: { 'T-A1': 'other' } });
    expect(atPointer(raw, '/paths/~1a/get/summary')).toBe('changed');
    expect(problems.map(sayWithFile)).toEqual(['openapi.yaml:11:103 openapi-invalid: 7; a boolean']);
  });

  test('that change nothing are told', async () => {
    expect(await problemsOf({ 'openapi.yaml': contract }, { readings: { 'T-A1': 'broken' } })).toEqual([
      'openapi.yaml:12:47 overlay-target-unmatched: $.nowhere; a path to something',
    ]);
  });

  test('that do not exist are told with those that do', async () => {
    expect(await problemsOf({ 'openapi.yaml': contract }, { readings: { 'T-A2': 'x' } })).toEqual([
      'openapi.yaml:5:1 reading-ambiguity-unknown: T-A2; one of T-A1',
    ]);
    expect(await problemsOf({ 'openapi.yaml': contract }, { readings: { 'T-A1': 'x' } })).toEqual([
      'openapi.yaml:6:5 reading-choice-unknown: T-A1=x; one of plain, other, broken',
    ]);
    const without = openapi('paths: {}\n');
    expect(await problemsOf({ 'openapi.yaml': without }, { readings: { 'T-A1': 'x' } })).toEqual([
      'openapi.yaml:1:1 reading-ambiguity-unknown: T-A1; no reading: the document has no ambiguities',
    ]);
  });
});

describe('overlays', () => {
  const overlay = (actions: string, base = './openapi.yaml'): string =>
    `overlay: 1.0.0\ninfo: { title: O, version: '1' }\nextends: ${base}\nactions:\n${actions}`;
  const rename = '  - { target: $.info, update: { title: Renamed } }\n';

  test('are documents themselves, in chains, each located in its own file', async () => {
    const files = {
      'openapi.yaml': contract,
      'one.yaml': overlay(rename),
      'two.yaml': overlay('  - target: $.paths["/a"].get\n    update: { deprecated: 7 }\n', 'one.yaml'),
    };
    const { raw, problems, sha256 } = await loadFiles(files, {}, 'two.yaml');
    expect(atPointer(raw, '/info/title')).toBe('Renamed');
    expect(problems.map(sayWithFile)).toEqual(['two.yaml:6:15 openapi-invalid: 7; a boolean']);
    expect(sha256).toBe(createHash('sha256').update(files['two.yaml']).digest('hex'));
  });

  test('leave what they do not touch where it was', async () => {
    const files = {
      'openapi.yaml': openapi(`paths: { /a: { get: { security: [{ nobody: [] }], ${answer} } } }\n`),
      'one.yaml': overlay(rename),
    };
    expect(await problemsOf(files, {}, 'one.yaml')).toEqual([
      'openapi.yaml:3:36 security-scheme-unknown: nobody; no requirement: no scheme is declared',
    ]);
  });

  test('are applied to a document that does not know them', async () => {
    const files = { 'openapi.yaml': contract, 'one.yaml': overlay(rename) };
    const { raw, problems } = await loadFiles(files, { overlays: ['one.yaml'] });
    expect(problems).toEqual([]);
    expect(atPointer(raw, '/info/title')).toBe('Renamed');
  });

  test.each([
    ['no target', overlay('  - { update: {} }\n'), '5:5 overlay-invalid: no member "target"; the member "target"'],
    [
      'a misspelt word',
      overlay('  - { target: $, updat: {} }\n'),
      '5:18 overlay-invalid: the member "updat"; one of target, description, update, remove',
    ],
    [
      'no match',
      overlay('  - { target: $.none, remove: true }\n'),
      '5:7 overlay-target-unmatched: $.none; a path to something',
    ],
    ['itself', overlay(rename, 'bad.yaml'), '3:1 overlay-cycle: bad.yaml; an OpenAPI document in the end'],
    ['another version', overlay(rename).replace('1.0.0', '2.0.0'), '1:1 overlay-invalid: "2.0.0"; one of "1.0.0"'],
    [
      'no base',
      overlay(rename).replace(/extends.*\n/, ''),
      '1:1 overlay-invalid: no member "extends"; the member "extends"',
    ],
  ])('with %s are a problem', async (_, text, problem) => {
    const files = { 'openapi.yaml': contract, 'bad.yaml': text };
    expect(await problemsOf(files, {}, 'bad.yaml')).toEqual([`bad.yaml:${problem}`]);
  });

  test('in a circle and without a base file are a problem', async () => {
    const files = { 'one.yaml': overlay(rename, 'two.yaml'), 'two.yaml': overlay(rename, 'one.yaml') };
    expect(await problemsOf(files, {}, 'one.yaml')).toEqual([
      'two.yaml:3:1 overlay-cycle: one.yaml; an OpenAPI document in the end',
    ]);
    expect(await problemsOf({ 'one.yaml': overlay(rename, 'none.yaml') }, {}, 'one.yaml')).toEqual([
      'none.yaml:1:1 file-missing: no such file; a readable YAML or JSON file',
    ]);
  });
});

test('a file that is missing or broken is reported, never thrown', async () => {
  expect(await problemsOf({}, {}, 'none.yaml')).toEqual([
    'none.yaml:1:1 file-missing: no such file; a readable YAML or JSON file',
  ]);
  expect((await problemsOf({ 'openapi.yaml': 'a: [' }))[0]).toMatch(/^openapi.yaml:1:5 yaml-broken/);
});
