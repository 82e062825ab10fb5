import { findJsonError } from './json-syntax.ts';
import { type Decoded, refuse, refuseAt } from './fault.ts';

/** How deep arrays and objects (or elements) may be nested when the caller does not say. */
export const DEFAULT_MAX_DEPTH = 100;

const OPEN_BRACKET = 0x5b;
const CLOSE_BRACKET = 0x5d;
const OPEN_BRACE = 0x7b;
const CLOSE_BRACE = 0x7d;
const QUOTE = 0x22;
const BACKSLASH = 0x5c;

/**
 * The value of a JSON text, or the first fault with its place.
 * A byte order mark at the start is passed over (RFC 8259 section 8.1); of a repeated member the last one counts;
 * a member named `__proto__` is a member like any other. `maxDepth` counts nested arrays and objects.
 * Codes: `missing-body` (nothing but white space), `too-deep`, `broken-syntax`.
 * @source RFC 8259
 */
export function decodeJson(text: string, options: { readonly maxDepth?: number | undefined } = {}): Decoded {
  const body = text.charCodeAt(0) === 0xfeff ? text.slice(1) : text;
  const maxDepth = options.maxDepth ?? DEFAULT_MAX_DEPTH;
  const tooDeepAt = findTooDeep(body, maxDepth);
  if (tooDeepAt !== -1) {
    return refuseAt('too-deep', body, tooDeepAt, (place) => `The JSON goes deeper than ${maxDepth} levels at ${place}`);
  }
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

/** Index of the first bracket that opens too deep a level, -1 when there is none. */
function findTooDeep(text: string, maxDepth: number): number {
  return hasManyBrackets(text, maxDepth) ? scanDepth(text, maxDepth) : -1;
}

/** No text is deeper than it has opening brackets; searching for them is far cheaper than reading strings. */
function hasManyBrackets(text: string, limit: number): boolean {
  let count = 0;
  for (let i = text.indexOf('{'); i !== -1; i = text.indexOf('{', i + 1)) if (++count > limit) return true;
  for (let i = text.indexOf('['); i !== -1; i = text.indexOf('[', i + 1)) if (++count > limit) return true;
  return false;
}

function scanDepth(text: string, maxDepth: number): number {
  let depth = 0;
  let inString = false;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code === QUOTE) inString = !inString;
    else if (inString) i += code === BACKSLASH ? 1 : 0;
    else if (code === OPEN_BRACKET || code === OPEN_BRACE) {
      if (++depth > maxDepth) return i;
    } else if (code === CLOSE_BRACKET || code === CLOSE_BRACE) depth -= 1;
  }
  return -1;
}
