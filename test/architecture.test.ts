import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import {
  ambientProblems,
  cycleProblems,
  docstringProblems,
  importTable,
  layerProblems,
  nameProblems,
  registryProblems,
  sizeProblems,
  vendorProblems,
} from './architecture.ts';
import { type SourceFile, sourceFile } from './source-file.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
const notOurs = ['node_modules', 'dist', 'coverage', 'doublecheck-report'];

/** Every TypeScript file of the checkout, relative, with slashes. */
function pathsBelow(folder: string): string[] {
  return readdirSync(join(root, folder), { withFileTypes: true }).flatMap((entry) => {
    const path = folder === '' ? entry.name : `${folder}/${entry.name}`;
    if (entry.isDirectory()) return notOurs.includes(entry.name) || entry.name.startsWith('.') ? [] : pathsBelow(path);
    return /\.tsx?$/.test(entry.name) ? [path] : [];
  });
}

describe('the code of this checkout', () => {
  const files = pathsBelow('').map((path) => sourceFile(path, readFileSync(join(root, path), 'utf8')));
  const vendors = readdirSync(join(root, 'specs')).filter((name) =>
    existsSync(join(root, 'specs', name, 'openapi.yaml')),
  );

  test('is found', () => {
    expect(files.map(({ path }) => path)).toContain('specs/contract.ts');
  });
  test('imports from the left only', () => expect(layerProblems(files, importTable)).toEqual([]));
  test('has no cycles of imports', () => expect(cycleProblems(files)).toEqual([]));
  test('is small in files and functions', () =>
    expect(sizeProblems(files, { maxFileLines: 300, maxFunctionLines: 50, excused: [] })).toEqual([]));
  test('takes clock, chance and console as arguments', () => {
    // The library's options end in mock/start.ts: its default clock is the computer's.
    const edges = ['cli', 'gauntlet', 'test', 'bench', 'examples', 'mock/start.ts'];
    expect(ambientProblems(files, edges)).toEqual([]);
  });
  test('registers every rule', () => expect(registryProblems(files)).toEqual([]));
  test('names its files after what they hold', () => expect(nameProblems(files)).toEqual([]));
  test('names no vendor', () => expect(vendorProblems(files, vendors)).toEqual([]));
  test('says what every export promises', () => expect(docstringProblems(files)).toEqual([]));
});

describe('the checks can fail', () => {
  const files = (texts: Record<string, string>): SourceFile[] =>
    Object.entries(texts).map(([path, text]) => sourceFile(path, text));

  test.each([
    ['a static import', "import { a } from '../rules/a.ts';"],
    ['a type-only import', "import type { A } from '../rules/a.ts';"],
    ['a re-export', "export * from '../rules/a.ts';"],
    ['a named re-export', "export { a } from '../rules/a.ts';"],
    ['a dynamic import', "export const a = () => import('../rules/a.ts');"],
    ['a type imported in place', "export type A = import('../rules/a.ts').A;"],
    ['an import for its effect', "import '../rules/a.ts';"],
  ])('%s to the right is found', (_, text) => {
    expect(layerProblems(files({ 'wire/b.ts': `\n${text}` }), importTable)).toEqual([
      'wire/b.ts:2: wire/ must not import rules/a.ts',
    ]);
  });
  test('imports to the left, inside the folder and of packages are allowed', () => {
    const text = "import '../specs/a.ts'; import './b.ts'; import 'ajv'; import 'node:fs';";
    expect(layerProblems(files({ 'wire/b.ts': text }), importTable)).toEqual([]);
  });
  test('mock and generators do not know each other', () => {
    const texts = { 'mock/a.ts': "import '../generators/a.ts';", 'generators/a.ts': "import '../mock/a.ts';" };
    expect(layerProblems(files(texts), importTable)).toHaveLength(2);
  });
  test.each(['cli', 'gauntlet', 'test', 'bench', 'examples'])('nobody imports %s', (folder) => {
    expect(layerProblems(files({ 'mock/a.ts': `import '../${folder}/a.ts';` }), importTable)).toHaveLength(1);
  });
  test('a unit test may use what test/ offers, but not climb the layers', () => {
    const text = "import '../test/http-file.ts'; import '../mock/a.ts';";
    expect(layerProblems(files({ 'wire/a.test.ts': text }), importTable)).toEqual([
      'wire/a.test.ts:1: wire/ must not import mock/a.ts',
    ]);
  });
  test('a module named at run time is found', () => {
    expect(layerProblems(files({ 'mock/a.ts': 'export const load = (x: string) => import(x);' }), importTable)).toEqual(
      ['mock/a.ts:1: imports a module whose name is computed'],
    );
  });
  test('an unlisted folder and a stray file are found', () => {
    expect(
      layerProblems(files({ 'plugins/a.ts': '', 'stray.ts': '', 'vitest.config.ts': '' }), importTable),
    ).toHaveLength(2);
  });
  test('a cycle is found, also one of types only, and told once', () => {
    const texts = {
      'specs/a.ts': "import './b.ts';",
      'specs/b.ts': "import type { C } from './c.ts';",
      'specs/c.ts': "import './a.ts';",
      'specs/d.ts': "import './a.ts';",
    };
    expect(cycleProblems(files(texts))).toEqual(['cycle: specs/a.ts -> specs/b.ts -> specs/c.ts -> specs/a.ts']);
  });
  test('two roads to one file are no cycle', () => {
    const texts = {
      'specs/a.ts': "import './b.ts'; import './c.ts';",
      'specs/b.ts': "import './c.ts';",
      'specs/c.ts': '',
    };
    expect(cycleProblems(files(texts))).toEqual([]);
  });
  test('size is counted to the line', () => {
    const limits = { maxFileLines: 5, maxFunctionLines: 3, excused: ['specs/data.ts'] };
    const long = 'const f = () => {\n\n\n};\n\n1;\n';
    expect(sizeProblems(files({ 'specs/a.ts': long, 'specs/data.ts': long, 'specs/b.test.ts': long }), limits)).toEqual(
      [
        'specs/a.ts: 6 lines, at most 5',
        'specs/a.ts:1: a function of 4 lines, at most 3',
        'specs/b.test.ts: 6 lines, at most 5',
      ],
    );
    expect(sizeProblems(files({ 'specs/a.ts': 'const f = () => {\n\n};\n\n1;\n' }), limits)).toEqual([]);
  });
  test.each([
    'console.log(1)',
    'Date.now()',
    'new Date()',
    'Date()',
    'Math.random()',
    "import { randomUUID } from 'node:crypto'",
    'crypto.randomUUID()',
  ])('%s is found outside cli/', (text) => {
    const problems = ambientProblems(files({ 'mock/a.ts': text, 'cli/a.ts': text }), ['cli']);
    expect([...new Set(problems.map((problem) => problem.split(':')[0]))]).toEqual(['mock/a.ts']);
  });
  test('a date that is given is no clock', () => {
    expect(ambientProblems(files({ 'mock/a.ts': 'new Date(0); Date.parse(x); // console' }), ['cli'])).toEqual([]);
  });
  test('an unregistered rule is found', () => {
    const texts = {
      'rules/index.ts': "import { a } from './unique/unique.ts';",
      'rules/unique/unique.ts': '',
      'rules/quota/quota.ts': '',
    };
    expect(registryProblems(files(texts))).toEqual(['rules/quota/ is not registered in rules/index.ts']);
  });
  test('vague and crooked names are found', () => {
    const texts = {
      'mock/utils/a.ts': '',
      'mock/helpers.ts': '',
      'mock/SomeThing.ts': '',
      'mock/a-b.test.ts': '',
      'mock/utility-bill.ts': '',
    };
    expect(nameProblems(files(texts))).toHaveLength(3);
  });
  test('a vendor named in code is found, whatever its case', () => {
    const texts = { 'mock/a.ts': '\n// Acme', 'specs/acme/a.ts': '// acme', 'test/a.ts': "'acme'" };
    expect(vendorProblems(files(texts), ['acme'])).toEqual(['mock/a.ts:2: names the vendor Acme']);
  });
  test('an export without a docstring is found', () => {
    const texts = {
      'mock/a.ts':
        '/** Says it. */\nexport function a() {}\nexport const b = 1;\n/** Not this. */\nconst c = 1;\nexport class D {}\n',
    };
    expect(docstringProblems(files(texts))).toEqual([
      'mock/a.ts:3: b has no docstring',
      'mock/a.ts:6: D has no docstring',
    ]);
  });
});
