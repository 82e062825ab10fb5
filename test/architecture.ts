import { posix } from 'node:path';
import type { Import, SourceFile } from './source-file.ts';

/** What a folder at the top of the checkout may import, besides itself (`design.md`, section 3). */
export type ImportTable = Readonly<Record<string, readonly string[]>>;

/** The layers, left to right; whoever stands further right may import the others. */
export const importTable: ImportTable = {
  specs: [],
  wire: ['specs'],
  rules: ['specs', 'wire'],
  mock: ['specs', 'wire', 'rules'],
  generators: ['specs', 'wire', 'rules'],
  conformance: ['specs', 'wire', 'rules', 'generators'],
  reports: ['specs', 'wire', 'rules', 'generators', 'conformance'],
  cli: ['specs', 'wire', 'rules', 'mock', 'generators', 'conformance', 'reports'],
  test: ['specs', 'wire', 'rules', 'mock', 'generators', 'conformance', 'reports', 'cli', 'gauntlet', 'examples'],
  bench: ['specs', 'wire', 'rules', 'mock', 'generators', 'conformance', 'reports', 'cli', 'examples'],
  gauntlet: ['specs', 'wire', 'rules', 'mock', 'generators', 'conformance', 'reports', 'cli', 'examples'],
  // What shares no code with the kit keeps it honest.
  examples: [],
};

/** Limits of size, and the files that are excused from them because they are data. */
export interface SizeLimits {
  readonly maxFileLines: number;
  readonly maxFunctionLines: number;
  readonly excused: readonly string[];
}

/** Imports that the table forbids, folders that it does not list, and modules named at run time only. */
export function layerProblems(files: readonly SourceFile[], table: ImportTable): string[] {
  return files.flatMap((file) => {
    const folder = topFolder(file.path);
    if (folder === '')
      return isConfig(file.path) ? [] : [`${file.path}: code at the top of the checkout belongs into a folder`];
    const allowed = table[folder];
    if (allowed === undefined) return [`${file.path}: the folder ${folder}/ is not in the import table`];
    const reachable = [folder, ...allowed, ...(isTest(file.path) ? ['test'] : [])];
    return file.imports.flatMap((entry) => importProblem(file, entry, reachable));
  });
}

function importProblem(file: SourceFile, entry: Import, reachable: readonly string[]): string[] {
  const place = `${file.path}:${entry.line}`;
  if (entry.specifier === undefined) return [`${place}: imports a module whose name is computed`];
  const target = importedPath(file.path, entry);
  if (target === undefined) return [];
  const folder = topFolder(target);
  return reachable.includes(folder) ? [] : [`${place}: ${topFolder(file.path)}/ must not import ${target}`];
}

/** Every cycle of imports once, as the chain of its files. Type-only imports count: they tie two files together as well. */
export function cycleProblems(files: readonly SourceFile[]): string[] {
  const edges = new Map(files.map((file) => [file.path, importedFiles(file)]));
  const done = new Set<string>();
  const problems: string[] = [];
  const follow = (path: string, chain: readonly string[]): void => {
    const start = chain.indexOf(path);
    if (start !== -1) problems.push(`cycle: ${[...chain.slice(start), path].join(' -> ')}`);
    if (start !== -1 || done.has(path)) return;
    for (const next of edges.get(path) ?? []) follow(next, [...chain, path]);
    done.add(path);
  };
  for (const path of edges.keys()) follow(path, []);
  return problems;
}

/** Files and functions that are too long. Callbacks of test files are tables of cases and may be long. */
export function sizeProblems(files: readonly SourceFile[], limits: SizeLimits): string[] {
  return files
    .filter(({ path }) => !limits.excused.includes(path))
    .flatMap(({ path, lineCount, functions }) => [
      ...(lineCount > limits.maxFileLines ? [`${path}: ${lineCount} lines, at most ${limits.maxFileLines}`] : []),
      ...functions
        .filter((span) => !isTest(path) && span.lineCount > limits.maxFunctionLines)
        .map(
          (span) => `${path}:${span.line}: a function of ${span.lineCount} lines, at most ${limits.maxFunctionLines}`,
        ),
    ]);
}

/** Uses of the clock, random numbers or the console outside the folders and files where they may begin. */
export function ambientProblems(files: readonly SourceFile[], allowed: readonly string[]): string[] {
  return files
    .filter(({ path }) => !allowed.includes(topFolder(path)) && !allowed.includes(path) && !isTest(path))
    .flatMap(({ path, ambientUses }) =>
      ambientUses.map(({ name, line }) => `${path}:${line}: ${name} belongs into cli/; take it as an argument`),
    );
}

/** Folders of rules that the registry does not import: their behaviour would be unknown to every contract. */
export function registryProblems(files: readonly SourceFile[]): string[] {
  const registry = files.find(({ path }) => path === 'rules/index.ts');
  const registered = new Set(registry === undefined ? [] : importedFiles(registry).map(ruleFolder));
  const folders = new Set(files.map(({ path }) => ruleFolder(path)).filter((folder) => folder !== undefined));
  return [...folders]
    .filter((folder) => !registered.has(folder))
    .map((folder) => `rules/${folder}/ is not registered in rules/index.ts`);
}

/** Folders and files named after nothing in particular. */
export function nameProblems(files: readonly SourceFile[]): string[] {
  const vague = /(^|\/)(utils?|helpers?|common|misc)(\/|\.|$)/;
  const odd = /(^|\/)(?=[^/]*\.tsx?$)(?![a-z0-9]+(-[a-z0-9]+)*(\.[a-z0-9-]+)*\.tsx?$)/;
  return files.flatMap(({ path }) => [
    ...(vague.test(path) ? [`${path}: name the thing instead of calling it a utility`] : []),
    ...(odd.test(path) ? [`${path}: file names are kebab-case`] : []),
  ]);
}

/** Mentions of a vendor in code: what a vendor does is data of its contract. */
export function vendorProblems(files: readonly SourceFile[], vendors: readonly string[]): string[] {
  if (vendors.length === 0) return [];
  const mention = new RegExp(vendors.join('|'), 'i');
  return files
    .filter(({ path }) => mayNotNameVendors(path, vendors))
    .flatMap(({ path, text }) =>
      text.split('\n').flatMap((line, index) => {
        const found = mention.exec(line);
        return found === null ? [] : [`${path}:${index + 1}: names the vendor ${found[0]}`];
      }),
    );
}

/** Exports that say nothing about what they promise. */
export function docstringProblems(files: readonly SourceFile[]): string[] {
  return files
    .filter(({ path }) => !isTest(path) && !isConfig(path))
    .flatMap(({ path, undocumented }) =>
      undocumented.map(({ name, line }) => `${path}:${line}: ${name} has no docstring`),
    );
}

function mayNotNameVendors(path: string, vendors: readonly string[]): boolean {
  const [top = '', second = ''] = path.split('/');
  return !['test', 'examples', 'bench', 'gauntlet'].includes(top) && !(top === 'specs' && vendors.includes(second));
}

function importedFiles(file: SourceFile): string[] {
  return file.imports.map((entry) => importedPath(file.path, entry)).filter((path) => path !== undefined);
}

/** The imported file relative to the checkout; undefined for packages. */
function importedPath(from: string, { specifier }: Import): string | undefined {
  if (specifier === undefined || !specifier.startsWith('.')) return undefined;
  return posix.join(posix.dirname(from), specifier);
}

function topFolder(path: string): string {
  return path.includes('/') ? path.slice(0, path.indexOf('/')) : '';
}

function ruleFolder(path: string): string | undefined {
  return /^rules\/([^/]+)\//.exec(path)?.[1];
}

function isTest(path: string): boolean {
  return /\.(test|test-d)\.tsx?$/.test(path);
}

function isConfig(path: string): boolean {
  return /^[a-z-]+\.config\.ts$/.test(path);
}
