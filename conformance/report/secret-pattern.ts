/** Shortest secret, in characters, that is looked for inside other text; a shorter one only as a whole value. */
export const MIN_INSIDE = 4;

/**
 * A regular expression (flag `g`) for a secret in all the ways in which it may be written down: literally, and any mixture of percent
 * encoding (twice too), form encoding, escapes of JSON, JavaScript, XML, HTML and the shell; in base64 and base64url at any place of the
 * encoded text, in hexadecimal, in UTF-16, and as UTF-8 that was read as Latin-1. Every repetition in it is bounded.
 * @source RFC 3986 section 2.1, RFC 8259 section 7, RFC 4648 sections 4 and 5, WHATWG URL (form encoding), HTML section 13.5
 */
export function secretPattern(secret: string): RegExp {
  const written = writtenForms(secret);
  if (Array.from(secret).length < MIN_INSIDE) return new RegExp(`${VALUE_BEGINS}(?:${written})${VALUE_ENDS}`, 'g');
  const spared = isWord(secret) ? `${NO_TAG}(?:${written})${NO_NAME}` : written;
  return new RegExp([spared, ...encodedForms(secret)].join('|'), 'g');
}

/** True for a secret that may well be a mere word (a weak password such as `password`). */
export function isWord(secret: string): boolean {
  return /^\p{L}{1,12}$/u.test(secret);
}

/** A word is not redacted where it is the name of an element, a member or a parameter. */
const NO_TAG = '(?<!</?)';
const NO_NAME = '(?!\\\\{0,7}"\\s*:|=)';

/** Where a whole value begins and ends: the text, quotes, an element, a member of a query, behind an authentication scheme. */
const VALUE_BEGINS = '(?<=^|["\'>]|[?&][\\w.%-]{1,40}=|\\b(?:[Bb]asic|[Bb]earer|[Tt]oken) )';
const VALUE_ENDS = '(?=$|"(?!\\s*:)|[\'<&#])';

/** Backslashes that nested escaping puts before a character: three levels. */
const SLASHES = '\\\\{1,7}';

const SHORT_ESCAPES: Readonly<Record<string, string>> = { '\n': 'n', '\r': 'r', '\t': 't', '\b': 'b', '\f': 'f' };
const ENTITIES: Readonly<Record<string, string>> = {
  '&': 'amp',
  '<': 'lt',
  '>': 'gt',
  '"': 'quot',
  "'": 'apos',
  '\u00a0': 'nbsp',
};

/** Character by character, so that texts which are encoded in part are found too; UTF-16 read as bytes has zeros between. */
function writtenForms(secret: string): string {
  return Array.from(secret, (character) => `(?:${formsOf(character).join('|')})`).join('\\x00?');
}

function formsOf(character: string): string[] {
  const bytes = Array.from(Buffer.from(character, 'utf8'));
  const code = character.codePointAt(0) ?? 0;
  const units = Array.from({ length: character.length }, (_, index) => character.charCodeAt(index));
  const names = ENTITIES[character] === undefined ? [] : [ENTITIES[character]];
  const entity = [`#0{0,5}${code}`, `#[xX]0{0,5}${hex(code)}`, ...names].join('|');
  return [
    ...literalForms(character),
    bytes.map((byte) => `%(?:25){0,2}${hex(byte, 2)}`).join(''),
    units.map((unit) => `${SLASHES}u${hex(unit, 4)}`).join(''),
    `${SLASHES}u\\{0{0,4}${hex(code)}\\}`,
    bytes.map((byte) => `${SLASHES}x${hex(byte, 2)}`).join(''),
    bytes.map((byte) => `${SLASHES}${byte.toString(8).padStart(3, '0')}`).join(''),
    `&(?:amp;){0,2}(?:${entity});`,
    ...(code > 0x7f ? [bytes.map(unit).join('')] : []),
    ...(code > 0xff ? misreadUtf16(units) : []),
  ];
}

/** Both orders of the bytes. */
function misreadUtf16(units: readonly number[]): string[] {
  const pairs = units.map((value) => [unit(value >> 8), unit(value & 0xff)]);
  return [pairs.map(([high, low]) => `${low}${high}`).join(''), pairs.flat().join('')];
}

function literalForms(character: string): string[] {
  const literal = Array.from({ length: character.length }, (_, index) => unit(character.charCodeAt(index))).join('');
  const short = SHORT_ESCAPES[character];
  if (short !== undefined) return [literal, SLASHES + short];
  if (character === '\\') return [SLASHES];
  if (character === ' ') return [literal, '\\+'];
  if (character === '%') return [literal, '%%'];
  if (character === "'") return [`\\\\{0,7}'`, `'\\\\''`];
  return /[A-Za-z0-9]/.test(character) ? [literal] : [`\\\\{0,7}${literal}`];
}

/** Base64 at its three alignments, of the bytes in UTF-8 and in Latin-1, and the bytes in hexadecimal. */
function encodedForms(secret: string): string[] {
  const utf8 = Buffer.from(secret, 'utf8');
  const isLatin1 = /[\u0080-\u00ff]/.test(secret) && !/[^\p{ASCII}\u0080-\u00ff]/u.test(secret);
  const bytes = isLatin1 ? [utf8, Buffer.from(secret, 'latin1')] : [utf8];
  return bytes.flatMap((each) => [
    ...[0, 1, 2].map((before) => base64Form(each, before)),
    Array.from(each, (byte) => hex(byte, 2)).join(''),
  ]);
}

/** The digits that only the secret decides; the digits beside them, which hold a part of it, are taken along. */
function base64Form(bytes: Buffer, before: number): string {
  const bits = (before + bytes.length) * 8;
  const text = Buffer.concat([Buffer.alloc(before), bytes]).toString('base64');
  const digits = text.slice(Math.ceil((before * 8) / 6), Math.floor(bits / 6));
  const core = Array.from(digits, (digit) => BASE64_DIGITS[digit] ?? digit).join('');
  return `${before === 0 ? '' : ANY_DIGIT}${core}${bits % 6 === 0 ? '' : ANY_DIGIT}`;
}

const BASE64_DIGITS: Readonly<Record<string, string>> = {
  '+': '(?:[+ -]|%(?:25)?2[Bb]|\\\\{1,7}u002[Bb]|&#(?:43|x2[Bb]);)',
  '/': '(?:\\\\{0,7}/|_|%(?:25)?2[Ff]|\\\\{1,7}u002[Ff]|&#(?:47|x2[Ff]);)',
};
const ANY_DIGIT = '(?:[A-Za-z0-9+/_-]|%2[BbFf])?';

/** A number in hexadecimal digits of either case. */
function hex(value: number, width = 1): string {
  return value
    .toString(16)
    .padStart(width, '0')
    .replace(/[a-f]/g, (digit) => `[${digit}${digit.toUpperCase()}]`);
}

/** One UTF-16 unit, literally. */
function unit(value: number): string {
  return `\\u${value.toString(16).padStart(4, '0')}`;
}
