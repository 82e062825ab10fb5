import { type Refused, refuse } from './fault.ts';

const decoder = new TextDecoder('utf-8', { fatal: true });

/**
 * The text of UTF-8 bytes without their byte order mark; a refusal (`invalid-encoding`) when they are not UTF-8.
 * @source RFC 3629
 */
export function decodeUtf8(bytes: Uint8Array): string | Refused {
  try {
    return decoder.decode(bytes);
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    return explain(bytes);
  }
}

function explain(bytes: Uint8Array): Refused {
  const index = firstInvalidByte(bytes);
  const found = (bytes[index] ?? 0).toString(16).toUpperCase().padStart(2, '0');
  const [first, second] = bytes;
  const isUtf16 = (first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff);
  const advice = isUtf16 ? 'it looks like UTF-16, send UTF-8' : 'send UTF-8';
  return refuse('invalid-encoding', `The body is not UTF-8: found 0x${found} at byte ${index + 1}; ${advice}`);
}

/** Index where the first broken character begins, by halving: the longest beginning that a decoder takes. */
function firstInvalidByte(bytes: Uint8Array): number {
  let good = 0;
  let bad = bytes.length + 1;
  while (bad - good > 1) {
    const middle = (good + bad) >> 1;
    if (isAccepted(bytes.subarray(0, middle), true)) good = middle;
    else bad = middle;
  }
  while (!isAccepted(bytes.subarray(0, good), false)) good -= 1;
  return good;
}

/** True when the bytes are UTF-8; where they may be continued, also when they stop inside a character. */
function isAccepted(bytes: Uint8Array, mayContinue: boolean): boolean {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes, { stream: mayContinue });
    return true;
  } catch {
    return false;
  }
}
