import { createHash } from 'node:crypto';
import { readFile, stat } from 'node:fs/promises';
import type { Document } from 'yaml';
import { newProblem } from './codes.ts';
import { isObject, type Json, type JsonObject } from './json.ts';
import { parseYaml } from './parse-yaml.ts';
import { Positions, type Spot } from './positions.ts';
import type { Problem } from './problem.ts';
import { type YamlComplaint, yamlToJson } from './yaml-to-json.ts';

/** A YAML or JSON file as it was read. */
export interface SourceText {
  readonly file: string;
  /** sha256 (hex) of the bytes; of no bytes when the file could not be read. */
  readonly sha256: string;
  /** The object at the root; undefined when a problem prevents it. */
  readonly value: JsonObject | undefined;
  readonly problems: readonly Problem[];
}

/** Files above this size are refused: no contract is that long, and the parser needs a multiple of it. */
const MAX_BYTES = 20 * 1024 * 1024;

/**
 * The file's contents, or the problems that prevent it; never throws for what is wrong with the file. Several files
 * may share one memory of positions.
 */
export async function readDocument(file: string, positions: Positions = new Positions()): Promise<SourceText> {
  try {
    const { size } = await stat(file);
    if (size > MAX_BYTES) return failed(file, 'file-too-large', `${size} bytes`, `at most ${MAX_BYTES} bytes`);
    return parseSource(await readFile(file), file, positions);
  } catch (error) {
    const missing = isSystemError(error) && error.code === 'ENOENT';
    const found = missing ? 'no such file' : error instanceof Error ? error.message : String(error);
    return failed(file, missing ? 'file-missing' : 'file-unreadable', found, 'a readable YAML or JSON file');
  }
}

/** What the text says, as `readDocument` would read it from the file of that name. */
export function parseSource(
  content: string | Uint8Array,
  file: string,
  positions: Positions = new Positions(),
): SourceText {
  const bytes = typeof content === 'string' ? Buffer.from(content) : content;
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  const text = decodeUtf8(bytes);
  if (text === undefined) return { ...failed(file, 'file-not-utf8', 'bytes that are not UTF-8', 'UTF-8 text'), sha256 };
  return { ...parseText(text, file, positions), sha256 };
}

function parseText(text: string, file: string, positions: Positions): SourceText {
  const parsed = parseYaml(text);
  if (!('document' in parsed)) {
    const place = { file, line: parsed.line, column: parsed.col };
    return noValue(file, [newProblem('document-too-deep', place, '', 'too many levels', 'at most 200 levels')]);
  }
  const { document, linePos, hasMore } = parsed;
  const spotAt = (offset: number): Spot => {
    return () => {
      const { line, col } = linePos(offset);
      return { file, line: Math.max(line, 1), column: Math.max(col, 1) };
    };
  };
  const complaints = complaintsAbout(document, hasMore);
  const value = complaints.some(({ code }) => code === 'yaml-broken')
    ? undefined
    : yamlToJson(document, positions, spotAt, complaints);
  const problems = complaints.map(({ code, at, found }) =>
    newProblem(code, spotAt(at)(), '', found, 'valid YAML 1.2 (core schema, without merge keys) or JSON'),
  );
  if (problems.some(({ severity }) => severity === 'error')) return noValue(file, problems);
  if (!isObject(value)) return failed(file, ...describeRoot(value, text));
  return { file, sha256: '', value, problems };
}

function complaintsAbout({ errors, warnings, range }: Document.Parsed, hasMore: boolean): YamlComplaint[] {
  return [
    ...errors.map(({ pos, message }): YamlComplaint => ({ code: 'yaml-broken', at: pos[0], found: message })),
    ...warnings.map(({ pos, message }): YamlComplaint => ({ code: 'yaml-warning', at: pos[0], found: message })),
    ...(hasMore ? [{ code: 'yaml-broken' as const, at: range[2], found: 'a second document' }] : []),
  ];
}

function describeRoot(value: Json | undefined, text: string): [code: 'file-empty' | 'not-an-object', string, string] {
  const expected = 'an object at the root, with `openapi: 3.1.0` or `overlay: 1.0.0`';
  if (text.trim() === '' || value === undefined) return ['file-empty', 'no content', expected];
  return ['not-an-object', Array.isArray(value) ? 'an array' : value === null ? 'null' : `a ${typeof value}`, expected];
}

function failed(file: string, code: Parameters<typeof newProblem>[0], found: string, expected: string): SourceText {
  return noValue(file, [newProblem(code, { file, line: 1, column: 1 }, '', found, expected)]);
}

function noValue(file: string, problems: readonly Problem[]): SourceText {
  const sha256 = createHash('sha256').digest('hex');
  return { file, sha256, value: undefined, problems };
}

function decodeUtf8(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

function isSystemError(error: unknown): error is NodeJS.ErrnoException {
  return error instanceof Error && 'code' in error;
}
