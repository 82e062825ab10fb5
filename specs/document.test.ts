import { createHash } from 'node:crypto';
import { mkdtemp, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { sayProblem } from '../test/lint-text.ts';
import { parseSource, readDocument } from './document.ts';
import { createLocator } from './locate.ts';
import { Positions } from './positions.ts';

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'doublecheck-'));
});
afterAll(() => rm(folder, { recursive: true }));

/** What is wrong with a text. */
function problemsOf(text: string | Uint8Array): string[] {
  return parseSource(text, 'a.yaml').problems.map(sayProblem);
}

describe('reads', () => {
  test('a file, with the hash of its bytes', async () => {
    const file = join(folder, 'good.yaml');
    await writeFile(file, 'a: [1, é]\n');
    const { value, sha256, problems } = await readDocument(file);
    expect(value).toEqual({ a: [1, 'é'] });
    expect(sha256).toBe(createHash('sha256').update('a: [1, é]\n').digest('hex'));
    expect(problems).toEqual([]);
  });

  test('YAML of the 1.2 core schema: yes, on and dates are texts, status codes are names', () => {
    const text = 'a: yes\nb: on\nc: 2020-01-02\nd: 0o17\n200: { e: null, f: true, g: 1.5e3 }\n';
    expect(parseSource(text, 'a.yaml').value).toEqual({
      a: 'yes',
      b: 'on',
      c: '2020-01-02',
      d: 15,
      '200': { e: null, f: true, g: 1500 },
    });
  });

  test('JSON, with escapes of two UTF-16 units and a byte order mark', () => {
    const text = '\uFEFF{\n\t"a": "\\ud83d\\ude00\\/",\n\t"b": [ -0.5, {} ]\n}';
    expect(parseSource(text, 'a.json').value).toEqual({ a: '😀/', b: [-0.5, {}] });
  });

  test('aliases as copies, so that a change to one never reaches the other', () => {
    const { value } = parseSource('a: &x { b: [1] }\nc: *x\n', 'a.yaml');
    expect(value).toEqual({ a: { b: [1] }, c: { b: [1] } });
    expect(value?.['a']).not.toBe(value?.['c']);
  });

  test('a member named __proto__ like any other', () => {
    const { value } = parseSource('__proto__: { a: 1 }\n', 'a.yaml');
    expect(Object.keys(value ?? {})).toEqual(['__proto__']);
    expect(Object.getPrototypeOf(value)).toBe(Object.prototype);
  });

  test('merge keys as plain keys', () => {
    expect(parseSource('a: &x { b: 1 }\nc: { <<: *x }\n', 'a.yaml').value).toMatchObject({ c: { '<<': { b: 1 } } });
  });
});

describe('refuses', () => {
  test.each([
    ['', '1:1 file-empty: no content; an object at the root, with `openapi: 3.1.0` or `overlay: 1.0.0`'],
    [
      '# only a comment\n',
      '1:1 file-empty: no content; an object at the root, with `openapi: 3.1.0` or `overlay: 1.0.0`',
    ],
    ['- a\n', '1:1 not-an-object: an array; an object at the root, with `openapi: 3.1.0` or `overlay: 1.0.0`'],
    ['just text', '1:1 not-an-object: a string; an object at the root, with `openapi: 3.1.0` or `overlay: 1.0.0`'],
    ['null', '1:1 not-an-object: null; an object at the root, with `openapi: 3.1.0` or `overlay: 1.0.0`'],
  ])('%j', (text, problem) => {
    expect(problemsOf(text)).toEqual([problem]);
  });

  test('broken YAML, with every error where it is', () => {
    expect(problemsOf('a: [1, 2\nb: "x\nc: 3\n').map((problem) => problem.split(';')[0])).toEqual([
      '2:1 yaml-broken: Flow sequence in block collection must be sufficiently indented and end with a ]',
      '4:1 yaml-broken: Missing closing "quote',
    ]);
  });

  test.each([
    ['a: 1\nb: 2\na: 3\n', '3:1 yaml-broken: Map keys must be unique'],
    ['200: 1\n"200": 2\n', '2:1 yaml-broken: the key "200" a second time'],
    ['a: .inf\n', '1:4 yaml-not-json: Infinity, which JSON cannot express'],
    ['? [a]\n: 1\n', '1:1 yaml-not-json: a key that is no string'],
    ['a: &x [*x]\n', '1:8 yaml-alias: *x inside the node that it names'],
    ['a: 1\n---\nb: 2\n', '2:1 yaml-broken: a second document'],
  ])('%j', (text, problem) => {
    expect(problemsOf(text)).toEqual([`${problem}; valid YAML 1.2 (core schema, without merge keys) or JSON`]);
  });

  test('a bomb of aliases, before it goes off', () => {
    const lines = ['a0: &a0 [x, x, x, x, x, x, x, x, x, x]'];
    for (let level = 1; level < 12; level += 1) {
      lines.push(`a${level}: &a${level} [${`*a${level - 1}, `.repeat(10)}]`);
    }
    expect(problemsOf(lines.join('\n'))).toEqual([
      expect.stringMatching(/^5:45 yaml-alias: aliases that expand to more than 100000 nodes/),
    ]);
  });

  test('a text that nests without end', () => {
    const tooDeep = [expect.stringMatching(/^1:\d+ document-too-deep: too many levels; at most 200 levels$/)];
    expect(problemsOf(`a: ${'['.repeat(150)}${']'.repeat(150)}`)).toEqual([]);
    expect(problemsOf(`a: ${'['.repeat(20_000)}`)).toEqual(tooDeep);
    expect(problemsOf('- '.repeat(20_000))).toEqual(tooDeep);
    expect(problemsOf(`a: ${'['.repeat(20_000)}${']'.repeat(20_000)}`)).toEqual(tooDeep);
  });

  test('bytes that are not UTF-8', () => {
    expect(problemsOf(Uint8Array.of(0x61, 0x3a, 0x20, 0xff))).toEqual([
      '1:1 file-not-utf8: bytes that are not UTF-8; UTF-8 text',
    ]);
  });

  test('a missing file, a folder and a file that is too large', async () => {
    const [missing] = (await readDocument(join(folder, 'nowhere.yaml'))).problems;
    expect(missing).toMatchObject({ code: 'file-missing', line: 1, column: 1, file: join(folder, 'nowhere.yaml') });
    expect((await readDocument(folder)).problems[0]).toMatchObject({ code: 'file-unreadable' });
    const large = join(folder, 'large.yaml');
    await writeFile(large, '');
    await truncate(large, 21 * 1024 * 1024);
    expect((await readDocument(large)).problems[0]).toMatchObject({ code: 'file-too-large' });
  });
});

test('a tag that nobody knows is a warning, and the value is read', () => {
  const { value, problems } = parseSource('a: !mine x\n', 'a.yaml');
  expect(value).toEqual({ a: 'x' });
  expect(problems.map(({ severity, code, line, column }) => [severity, code, line, column])).toEqual([
    ['warning', 'yaml-warning', 1, 4],
  ]);
});

test('every pointer has a place: members at their key, elements where they begin, all else at the nearest ancestor', () => {
  const positions = new Positions();
  const { value = {} } = parseSource('a:\n  b/c: [x,\n    { d~: 1 }]\n', 'a.yaml', positions);
  const locate = createLocator(value, positions, 'a.yaml');
  const placeOf = (pointer: string): string => {
    const { file, line, column } = locate(pointer).place;
    return `${file}:${line}:${column}`;
  };
  expect(placeOf('')).toBe('a.yaml:1:1');
  expect(placeOf('/a')).toBe('a.yaml:1:1');
  expect(placeOf('/a/b~1c')).toBe('a.yaml:2:3');
  expect(placeOf('/a/b~1c/0')).toBe('a.yaml:2:9');
  expect(placeOf('/a/b~1c/1/d~0')).toBe('a.yaml:3:7');
  expect(placeOf('/a/b~1c/1/nothing/at/all')).toBe('a.yaml:3:5');
  expect(placeOf('/a/b~1c/9')).toBe('a.yaml:2:3');
  expect(placeOf('/z')).toBe('a.yaml:1:1');
});
