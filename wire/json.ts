import { type Decoded, type Refused, refuse, refuseAt } from './fault.ts';
import { findJsonError } from './json-syntax.ts';

/** How deep arrays and objects (or elements) may be nested when the caller does not say. */
export const DEFAULT_MAX_DEPTH = 100;

/**
 * How many values (elements and attributes) a body may hold. Every one of them may be wrong: without a limit a body of a megabyte could be answered with
 * half a million faults.
 */
export const MAX_VALUES = 20_000;

const OPEN_BRACKET = 0x5b;
const CLOSE_BRACKET = 0x5d;
const OPEN_BRACE = 0x7b;
const CLOSE_BRACE = 0x7d;
const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const COMMA = 0x2c;

/**
 * The value of a JSON text, or the first fault with its place.
 * A byte order mark at the start is passed over (RFC 8259 section 8.1); of a repeated member the last one counts;
 * a member named `__proto__` is a member like any other. `maxDepth` counts nested arrays and objects.
 * Codes: `missing-body` (nothing but white space), `too-deep`, `too-many-values`, `broken-syntax`.
 * @source RFC 8259
 */
export function decodeJson(text: string, options: { readonly maxDepth?: number | undefined } = {}): Decoded {
  const body = text.charCodeAt(0) === 0xfeff ? text.slice(1) : text;
  const maxDepth = options.maxDepth ?? DEFAULT_MAX_DEPTH;
  const refused = refuseShape(body, maxDepth);
  if (refused) return refused;
  try {
    return { ok: true, value: JSON.parse(body) };
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    return explainSyntax(body);
  }
}

function explainSyntax(body: string): Decoded {
  if (body.trim() === '') return refuse('missing-body', 'The body is empty; a JSON value was expected');
  const { index, found, expected, advice } = findJsonError(body);
  const what = `found ${found}, expected ${expected}.${advice}`;
  return refuseAt('broken-syntax', body, index, (place) => `The body is not JSON at ${place}: ${what}`);
}

/** Refuses what is nested too deeply or holds too many values, before it is parsed. */
function refuseShape(text: string, maxDepth: number): Refused | undefined {
  // A value takes two characters at least, and no text is deeper than it has opening brackets: short texts need no look.
  if (text.length <= MAX_VALUES && !hasManyBrackets(text, maxDepth)) return undefined;
  const { deepAt, manyAt } = scanShape(text, maxDepth);
  if (deepAt !== undefined) {
    return refuseAt('too-deep', text, deepAt, (place) => `The JSON goes deeper than ${maxDepth} levels at ${place}`);
  }
  if (manyAt === undefined) return undefined;
  return refuseAt(
    'too-many-values',
    text,
    manyAt,
    (place) => `The JSON holds more than ${MAX_VALUES} values (${place})`,
  );
}

function hasManyBrackets(text: string, limit: number): boolean {
  let count = 0;
  for (let i = text.indexOf('{'); i !== -1; i = text.indexOf('{', i + 1)) if (++count > limit) return true;
  for (let i = text.indexOf('['); i !== -1; i = text.indexOf('[', i + 1)) if (++count > limit) return true;
  return false;
}

/** Where the text first goes too deep, or begins one value too many: values follow commas and opening brackets. */
function scanShape(text: string, maxDepth: number): { deepAt?: number; manyAt?: number } {
  let depth = 0;
  let values = 1;
  let inString = false;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code === QUOTE) inString = !inString;
    else if (inString) i += code === BACKSLASH ? 1 : 0;
    else if (code === OPEN_BRACKET || code === OPEN_BRACE) {
      if (++depth > maxDepth) return { deepAt: i };
      if (++values > MAX_VALUES) return { manyAt: i };
    } else if (code === CLOSE_BRACKET || code === CLOSE_BRACE) depth -= 1;
    else if (code === COMMA && ++values > MAX_VALUES) return { manyAt: i };
  }
  return {};
}
