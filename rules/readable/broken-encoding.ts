import { type Breakage, grey } from './breakage.ts';

/** Bytes that are no UTF-8, which many servers read as replacement characters, and UTF-16, which some recognise. */
export const BROKEN_ENCODINGS: readonly Breakage[] = [
  grey({ note: 'half a UTF-8 character', bytes: (good) => insertedInText(good, 0xc3) }),
  grey({ note: 'a byte that UTF-8 never has', bytes: (good) => insertedInText(good, 0xff) }),
  grey({ note: 'UTF-16', bytes: toUtf16 }),
];

const LETTER_A = 0x61;
const LETTER_Z = 0x7a;

/** Behind the last lower-case letter that another one follows: inside a text or a name, whatever the format. */
function insertedInText(bytes: Uint8Array, inserted: number): Uint8Array {
  const isLetter = (byte: number | undefined): boolean => byte !== undefined && byte >= LETTER_A && byte <= LETTER_Z;
  const at = bytes.findLastIndex((byte, index) => isLetter(byte) && isLetter(bytes[index + 1])) + 1;
  return Uint8Array.from([...bytes.subarray(0, at), inserted, ...bytes.subarray(at)]);
}

/** Little-endian, with a byte order mark. */
function toUtf16(bytes: Uint8Array): Uint8Array {
  const units = [...`\ufeff${new TextDecoder().decode(bytes)}`].flatMap((character) => character.split(''));
  return Uint8Array.from(units.flatMap((unit) => [unit.charCodeAt(0) & 0xff, unit.charCodeAt(0) >> 8]));
}
