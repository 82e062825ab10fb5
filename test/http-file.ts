import type { Json, JsonObject } from '../specs/json.ts';
import { ABSENT, unknownPlaceholder, unknownReference } from './placeholders.ts';

/*
 * The format: comments (`# title`, then `# clause:`, `# contract:`, `# reading:`, `# set:`, `# given:`), then pairs of a request and its
 * answer as HTTP/1.1 writes them, with a line `### title` between pairs. Of an answer the status must be equal; a reason phrase, a header or
 * a body is judged where one is written. `(empty)` is a body that must be empty. `{{any}}`, `{{guid}}` and the other names of
 * placeholders.ts stand for values that cannot be known; `Name: {{absent}}` is a header that must not be there. `{{location}}` and
 * `{{previous#/pointer}}` name what the answer before held.
 */

/** Hand-written requests and answers: what one `.http` file below `specs/<id>/examples/` says. */
export interface HttpFile {
  /** The first comment line: what the file shows. */
  readonly title: string;
  /** Ids of the clauses that it is an example of. */
  readonly clauses: readonly string[];
  /** The overlay that is replayed, as a path from the folder of the contract; the contract itself when undefined. */
  readonly contract: string | undefined;
  /** The choice of an ambiguity, by its id. */
  readonly readings: Readonly<Record<string, string>>;
  /** Facts at the start that differ from the contract's. */
  readonly set: JsonObject;
  /** Records that are there at the start, by collection. */
  readonly given: Readonly<Record<string, readonly Json[]>>;
  readonly exchanges: readonly Exchange[];
}

/** One request and the answer that it must get. */
export interface Exchange {
  readonly title: string;
  readonly request: ExampleRequest;
  readonly answer: ExampleAnswer;
}

export interface ExampleRequest {
  /** Line of the request line, counted from 1. */
  readonly line: number;
  readonly method: string;
  /** Path and query, or `{{location}}`. */
  readonly target: string;
  readonly headers: readonly HeaderLine[];
  /** Empty when the request has none. */
  readonly body: string;
}

export interface ExampleAnswer {
  /** Line of the status line, counted from 1. */
  readonly line: number;
  readonly status: number;
  /** Undefined when none is written: then it is not judged. */
  readonly reasonPhrase: string | undefined;
  readonly headers: readonly HeaderLine[];
  /** Undefined when none is written: then it is not judged. Empty when it must be empty. */
  readonly body: string | undefined;
}

export type HeaderLine = readonly [name: string, value: string];

/** A line of the file that does not fit the format. */
class HttpFileError extends Error {
  constructor(file: string, line: number, problem: string) {
    super(`${file}:${line}: ${problem}`);
    this.name = 'HttpFileError';
  }
}

/** Lines of one part of the file, with the number of the first. */
interface Block {
  readonly file: string;
  readonly line: number;
  readonly lines: readonly string[];
}

interface Message {
  readonly line: number;
  readonly first: RegExpExecArray;
  readonly headers: readonly HeaderLine[];
  readonly body: string;
}

const requestLine = /^([A-Z]+) (\S+) HTTP\/1\.1$/;
const statusLine = /^HTTP\/1\.1 (\d{3})(?: (.+))?$/;
const directive = /^# (clause|contract|reading|set|given): (.+)$/;
const crookedDirective = /^#\s*(clauses?|contracts?|readings?|sets?|given)\s*:/i;

/**
 * The requests and answers of an example file.
 * @throws HttpFileError naming file and line of the first thing that does not fit.
 */
export function parseHttpFile(file: string, text: string): HttpFile {
  const blocks = splitExchanges(file, text.split(/\r?\n/));
  const comments = commentLines(blocks[0]);
  return { ...readDirectives(file, comments), exchanges: blocks.map(readExchange) };
}

/** One block for every exchange; the line `### title` that starts one stays its first line. */
function splitExchanges(file: string, lines: readonly string[]): [Block, ...Block[]] {
  const starts = lines.flatMap((line, index) => (line.startsWith('###') ? [index] : []));
  const block = (from: number, to?: number): Block => ({ file, line: from + 1, lines: lines.slice(from, to) });
  return [block(0, starts[0]), ...starts.map((start, index) => block(start, starts[index + 1]))];
}

function commentLines({ lines }: Block): string[] {
  const end = lines.findIndex((line) => !isCommentOrBlank(line));
  return lines.slice(0, end === -1 ? undefined : end);
}

function isCommentOrBlank(line: string): boolean {
  return line.startsWith('#') || line.trim() === '';
}

function readDirectives(file: string, comments: readonly string[]): Omit<HttpFile, 'exchanges'> {
  const found = {
    title: '',
    clauses: [] as string[],
    contract: undefined as string | undefined,
    readings: {} as Record<string, string>,
    set: {} as JsonObject,
    given: {} as Record<string, readonly Json[]>,
  };
  comments.forEach((line, index) => {
    const [, word, value = ''] = directive.exec(line) ?? [];
    const refuse = (problem: string): never => {
      throw new HttpFileError(file, index + 1, problem);
    };
    if (word === undefined) {
      if (crookedDirective.test(line))
        refuse('a directive is written `# clause: …`, `# contract: …`, `# reading: …`, `# set: …` or `# given: …`');
      found.title ||= line.replace(/^#\s*/, '');
    } else if (word === 'clause') found.clauses.push(value.trim());
    else if (word === 'contract') found.contract = value.trim();
    else {
      const [name, text] = assignment(value, refuse);
      if (word === 'reading') found.readings[name] = text;
      else if (word === 'set') found.set[name] = parseJson(text) ?? text;
      else
        found.given[name] =
          recordList(text) ?? refuse('`given` needs a JSON list of records on one line behind the `=`');
    }
  });
  return found;
}

function assignment(value: string, refuse: (problem: string) => never): [string, string] {
  const [, name, text] = /^([^=\s]+)=(.+)$/.exec(value.trim()) ?? [];
  return name === undefined || text === undefined ? refuse('expected NAME=VALUE') : [name, text];
}

function recordList(text: string): readonly Json[] | undefined {
  const value = parseJson(text);
  return Array.isArray(value) ? value : undefined;
}

function parseJson(text: string): Json | undefined {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function readExchange(block: Block): Exchange {
  const { file, line, lines } = block;
  const answerStart = lines.findIndex((text) => text.startsWith('HTTP/'));
  const requestStart = lines.findIndex((text) => !isCommentOrBlank(text));
  if (requestStart === -1) throw new HttpFileError(file, line, 'no request here');
  if (answerStart === -1)
    throw new HttpFileError(file, line + requestStart, 'no answer (`HTTP/1.1 200 …`) follows this request');
  const request = readMessage(slice(block, requestStart, answerStart), requestLine, 'METHOD /path HTTP/1.1');
  const answer = readMessage(slice(block, answerStart), statusLine, 'HTTP/1.1 STATUS, with or without a reason phrase');
  const title = lines[0]?.startsWith('###') === true ? lines[0].slice(3).trim() : '';
  return { title, request: asRequest(file, request), answer: asAnswer(file, answer) };
}

function slice({ file, line, lines }: Block, from: number, to?: number): Block {
  return { file, line: line + from, lines: lines.slice(from, to) };
}

function readMessage({ file, line, lines }: Block, startLine: RegExp, expected: string): Message {
  const first = startLine.exec(lines[0] ?? '');
  if (first === null)
    throw new HttpFileError(file, line, `found ${JSON.stringify(lines[0] ?? '')}, expected ${expected}`);
  const blank = lines.indexOf('');
  const headerEnd = blank === -1 ? lines.length : blank;
  const headers = lines.slice(1, headerEnd).map((text, index) => readHeader(file, line + 1 + index, text));
  return { line, first, headers, body: lines.slice(headerEnd).join('\n').trim() };
}

function readHeader(file: string, line: number, text: string): HeaderLine {
  const [, name, value] = /^([!#$%&'*+.^_`|~\w-]+):[ \t]*(.*)$/.exec(text) ?? [];
  if (name === undefined || value === undefined) {
    throw new HttpFileError(
      file,
      line,
      `found ${JSON.stringify(text)}, expected a header (Name: value) or a blank line before the body`,
    );
  }
  return [name, value.trim()];
}

function asRequest(file: string, { line, first, headers, body }: Message): ExampleRequest {
  const [, method = '', target = ''] = first;
  const unknown = unknownReference([target, body, ...headers.map(([, value]) => value)].join('\n'));
  if (unknown === undefined) return { line, method, target, headers, body };
  throw new HttpFileError(file, line, `a request can hold {{location}} and {{previous#/pointer}}, not {{${unknown}}}`);
}

function asAnswer(file: string, { line, first, headers, body }: Message): ExampleAnswer {
  const [, status, reasonPhrase] = first;
  const values = headers.map(([, value]) => value).filter((value) => value !== ABSENT);
  const unknown = unknownPlaceholder([body, ...values].join('\n'));
  if (unknown !== undefined) throw new HttpFileError(file, line, `no placeholder is called {{${unknown}}}`);
  if (/^[[{]/.test(body) && parseJson(body) === undefined)
    throw new HttpFileError(file, line, 'the body of this answer is broken JSON');
  return {
    line,
    status: Number(status),
    reasonPhrase,
    headers,
    body: body === '' ? undefined : body === '(empty)' ? '' : body,
  };
}
