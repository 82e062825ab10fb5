import { errors } from 'undici';
import { codeOf, messageOf } from './printable-line.ts';
import type { Breakdown } from './raw-answer.ts';

/** How far an exchange had come when it broke off. */
export interface Progress {
  /** The server had sent something. */
  readonly hasBegun: boolean;
  /** The head of the final answer was there. */
  readonly hasHead: boolean;
  /** What came ends in the middle of the first line. */
  readonly isCut: boolean;
}

const LENGTH_MISMATCH = 'UND_ERR_RES_CONTENT_LENGTH_MISMATCH';

/** An exchange that this side broke off, and why. */
export class BrokenOff extends Error {
  readonly breakdown: Breakdown;

  constructor(breakdown: Breakdown) {
    super(breakdown.message);
    this.breakdown = breakdown;
  }
}

/** What an error of the HTTP client says about the server. */
export function breakdownOf(error: unknown, { hasBegun, hasHead, isCut }: Progress): Breakdown {
  if (error instanceof BrokenOff) return error.breakdown;
  const code = codeOf(error) ?? '';
  const message = messageOf(error);
  if (code === 'UND_ERR_HEADERS_OVERFLOW')
    return { failure: 'too-large', message: 'The header fields of the answer are larger than 64 KiB.' };
  if (isCutShort(error, hasHead))
    return { failure: 'truncated', message: 'The connection ended before the answer was complete.' };
  if (error instanceof errors.HTTPParserError || code === LENGTH_MISMATCH || /^bad (response|upgrade)\b/.test(message))
    return { failure: 'not-http', message: `The answer is no HTTP/1.1: ${message}` };
  if (code !== 'UND_ERR_SOCKET' && code !== 'UND_ERR_DESTROYED')
    return { failure: 'reset', message: `The connection broke off: ${message}` };
  return hasBegun || isCut
    ? { failure: 'truncated', message: 'The server closed the connection before the answer was complete.' }
    : { failure: 'reset', message: 'The server closed the connection without an answer.' };
}

/** undici says both when the connection ends inside a body; it says the second of broken fields after the length as well. */
function isCutShort(error: unknown, hasHead: boolean): boolean {
  if (error instanceof errors.HTTPParserError) return /\bEOF\b/.test(error.message);
  return hasHead && codeOf(error) === LENGTH_MISMATCH;
}
