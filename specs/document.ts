import { createHash } from 'node:crypto';
import { readFile, stat } from 'node:fs/promises';
import { LineCounter, parseDocument } from 'yaml';
import { newProblem } from './codes.ts';
import { isObject, type Json, type JsonObject } from './json.ts';
import { type Place, Positions, type Spot } from './positions.ts';
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
  const lineCounter = new LineCounter();
  const placeAt = (offset: number): Place => {
    const { line, col } = lineCounter.linePos(offset);
    return { file, line: Math.max(line, 1), column: Math.max(col, 1) };
  };
  try {
    return interpret(text, { file, lineCounter, placeAt, positions });
  } catch (error) {
    // The parser is recursive: a document nested thousands of levels deep ends in a RangeError.
    if (error instanceof RangeError) return failed(file, 'document-too-deep', 'too many levels', 'fewer levels');
    throw error;
  }
}

interface Reading {
  readonly file: string;
  readonly lineCounter: LineCounter;
  readonly placeAt: (offset: number) => Place;
  readonly positions: Positions;
}

function interpret(text: string, { file, lineCounter, placeAt, positions }: Reading): SourceText {
  const parsed = parseDocument(text, { lineCounter, prettyErrors: false, merge: false, resolveKnownTags: false });
  const complaints: YamlComplaint[] = [];
  for (const { pos, message } of parsed.errors) complaints.push({ code: 'yaml-broken', at: pos[0], found: message });
  for (const { pos, message } of parsed.warnings) complaints.push({ code: 'yaml-warning', at: pos[0], found: message });
  const spotAt = (offset: number): Spot => {
    return () => placeAt(offset);
  };
  const value = parsed.errors.length > 0 ? undefined : yamlToJson(parsed, positions, spotAt, complaints);
  const problems = complaints.map(({ code, at, found }) => {
    return newProblem(code, placeAt(at), '', found, 'valid YAML 1.2 (core schema, without merge keys) or JSON');
  });
  if (problems.some(({ severity }) => severity === 'error')) return noValue(file, problems);
  if (!isObject(value)) return failed(file, ...describeRoot(value, text));
  return { file, sha256: '', value, problems };
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
