import { showCharacter } from './text-position.ts';

/** The first place where a text stops being JSON. */
export interface JsonError {
  /** Counted from 0, in UTF-16 code units. */
  readonly index: number;
  readonly found: string;
  readonly expected: string;
  /** A sentence that begins with a space, or nothing. */
  readonly advice: string;
}

/**
 * The first syntax error of a text that `JSON.parse` refused.
 * It is looked for only then: the place in the engine's own message differs between versions of Node.
 * @source RFC 8259 sections 2 to 7
 */
export function findJsonError(text: string): JsonError {
  const cursor: Cursor = { text, index: 0, open: [], step: beforeValue };
  for (;;) {
    cursor.index = skipSpace(text, cursor.index);
    const failure = cursor.step(cursor);
    if (failure) return describe(cursor, failure);
  }
}

/** What was expected at the cursor. */
interface Failure {
  readonly expected: string;
  readonly advice?: string;
}

type Step = (cursor: Cursor) => Failure | undefined;

interface Cursor {
  readonly text: string;
  index: number;
  /** The closing brackets that are due, innermost last. */
  readonly open: ('}' | ']')[];
  step: Step;
}

const LITERAL = /true|false|null/y;
const NUMBER = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const WORD = /[\p{L}_$][\p{L}\p{N}_$]*/uy;
/** Characters that need no escape: all but controls, the quote and the backslash. */
const PLAIN = /[ !#-[\]-\uffff]*/y;
const ESCAPE = /\\(?:["\\/bfnrt]|u[\dA-Fa-f]{4})/y;
const SPACE = /[ \t\n\r]*/y;

function beforeValue(cursor: Cursor): Failure | undefined {
  const character = cursor.text[cursor.index];
  if (character === '{') return enter(cursor, '}', beforeFirstName);
  if (character === '[') return enter(cursor, ']', beforeFirstElement);
  if (character === '"') return readString(cursor, afterValue);
  for (const pattern of [LITERAL, NUMBER]) {
    const end = matchEnd(pattern, cursor.text, cursor.index);
    if (end !== undefined) return advance(cursor, end, afterValue);
  }
  return { expected: 'a value', advice: adviceForValue(cursor) };
}

function beforeFirstElement(cursor: Cursor): Failure | undefined {
  return cursor.text[cursor.index] === ']' ? leave(cursor) : beforeValue(cursor);
}

function beforeFirstName(cursor: Cursor): Failure | undefined {
  return cursor.text[cursor.index] === '}' ? leave(cursor) : beforeName(cursor);
}

function beforeName(cursor: Cursor): Failure | undefined {
  if (cursor.text[cursor.index] === '"') return readString(cursor, beforeColon);
  return { expected: 'the name of a member in double quotes', advice: adviceForComma(cursor) };
}

function beforeColon(cursor: Cursor): Failure | undefined {
  if (cursor.text[cursor.index] === ':') return advance(cursor, cursor.index + 1, beforeValue);
  return { expected: '":" after the name of a member' };
}

function afterValue(cursor: Cursor): Failure | undefined {
  const { text, index, open } = cursor;
  const due = open.at(-1);
  if (due === undefined) return { expected: 'the end of the text', advice: ' Send one JSON value only.' };
  if (text[index] === due) return leave(cursor);
  if (text[index] === ',') return advance(cursor, index + 1, due === '}' ? beforeName : beforeValue);
  return { expected: `"," or "${due}"` };
}

function enter(cursor: Cursor, closing: '}' | ']', next: Step): undefined {
  cursor.open.push(closing);
  advance(cursor, cursor.index + 1, next);
}

function leave(cursor: Cursor): undefined {
  cursor.open.pop();
  advance(cursor, cursor.index + 1, afterValue);
}

function advance(cursor: Cursor, index: number, next: Step): undefined {
  cursor.index = index;
  cursor.step = next;
}

/** Reads a string whose quote is at the cursor; on failure the cursor stands where the string went wrong. */
function readString(cursor: Cursor, next: Step): Failure | undefined {
  const { text } = cursor;
  cursor.index += 1;
  for (;;) {
    cursor.index = matchEnd(PLAIN, text, cursor.index) ?? cursor.index;
    const character = text[cursor.index];
    if (character === '"') return advance(cursor, cursor.index + 1, next);
    if (character === undefined) return { expected: 'the closing quote of a string' };
    if (character !== '\\')
      return { expected: 'an escape', advice: ' Control characters in strings are written \\uXXXX.' };
    const end = matchEnd(ESCAPE, text, cursor.index);
    if (end === undefined) return badEscape(cursor);
    cursor.index = end;
  }
}

function badEscape(cursor: Cursor): Failure {
  cursor.index += 1;
  return { expected: 'one of "\\/bfnrt or uXXXX after a backslash', advice: ' A backslash itself is written \\\\.' };
}

function adviceForValue(cursor: Cursor): string {
  const character = cursor.text[cursor.index];
  if (character === "'") return ' Strings stand in double quotes.';
  if (character === '/' || character === '#') return ' JSON has no comments.';
  if (character === '<') return ' If it is XML, say so in Content-Type.';
  return adviceForComma(cursor);
}

function adviceForComma({ text, index }: Cursor): string {
  const before = text.slice(0, index).trimEnd();
  return before.endsWith(',') && /[}\]]/.test(text[index] ?? '') ? ' Take away the comma before it.' : '';
}

function describe({ text, index }: Cursor, { expected, advice = '' }: Failure): JsonError {
  const wordEnd = matchEnd(WORD, text, index);
  const found =
    wordEnd === undefined ? showCharacter(text, index) : `"${text.slice(index, Math.min(wordEnd, index + 40))}"`;
  return { index, found, expected, advice };
}

function skipSpace(text: string, index: number): number {
  return matchEnd(SPACE, text, index) ?? index;
}

/** Where the match of a sticky pattern at the index ends, or undefined when it does not match there. */
function matchEnd(pattern: RegExp, text: string, index: number): number | undefined {
  pattern.lastIndex = index;
  return pattern.test(text) ? pattern.lastIndex : undefined;
}
