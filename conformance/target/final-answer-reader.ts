import type { Socket } from 'node:net';

/** What is read of an answer before its parser sees it. */
export interface FinalAnswerReader {
  /** From now on a new answer is expected. */
  readonly expectAnswer: () => void;
  /** True when the server has sent something since then, be it interim or incomplete. */
  readonly hasBegun: () => boolean;
  /** True when it ended in the middle of the first line, which the parser has not seen. */
  readonly isCut: () => boolean;
}

/** Longest head of an interim answer, in bytes. */
const MAX_HELD_BYTES = 64 * 1024;
const INTERIM = /^HTTP\/1\.[01] 1(?!01)\d\d/;
const VERSION = 'HTTP/1.';

/**
 * Lets a socket yield final answers only, their first line whole: interim answers (1xx but 101) are taken out. Any server may send
 * them unasked, and a client that expects none can discard them (RFC 9110, section 15.2); undici takes a 100 for a fault, and keeps
 * of a reason phrase only what came last. What is no HTTP/1 passes at once, so that the parser says what is wrong.
 */
export function readFinalAnswers(socket: Socket): FinalAnswerReader {
  const read = socket.read.bind(socket);
  let held: Buffer = Buffer.alloc(0);
  let passes = true;
  let hasBegun = false;
  socket.read = (size?: number): Buffer | null => {
    const chunk: unknown = read(size);
    if (!Buffer.isBuffer(chunk)) return null;
    hasBegun = true;
    if (passes) return chunk;
    held = withoutInterim(held.length === 0 ? chunk : Buffer.concat([held, chunk]));
    if (isIncomplete(held)) return null;
    const whole = held;
    held = Buffer.alloc(0);
    passes = true;
    return whole;
  };
  return {
    expectAnswer: () => {
      passes = false;
      hasBegun = false;
    },
    hasBegun: () => hasBegun,
    isCut: () => held.length > 0,
  };
}

/** The bytes after all complete interim answers at their beginning. */
function withoutInterim(bytes: Buffer): Buffer {
  let rest = bytes;
  while (INTERIM.test(rest.toString('latin1', 0, 12))) {
    const end = rest.indexOf('\r\n\r\n');
    if (end === -1) return rest;
    rest = rest.subarray(end + 4);
  }
  return rest;
}

/** True while more must come before it can be said what the bytes are, or before the first line is whole. */
function isIncomplete(bytes: Buffer): boolean {
  const start = bytes.toString('latin1', 0, VERSION.length);
  if (!VERSION.startsWith(start) || bytes.length > MAX_HELD_BYTES) return false;
  return INTERIM.test(bytes.toString('latin1', 0, 12)) || !bytes.includes('\n');
}
