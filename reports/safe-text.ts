/** How much of a text is shown, and how. */
export interface SafeTextOptions {
  /** Most characters; what is cut is counted. Without a limit by default. */
  readonly maxLength?: number;
  /** Line feeds and tabs stay. */
  readonly isMultiline?: boolean;
  /** Only ASCII: everything else is escaped, typographic characters are written in the old way. */
  readonly isAscii?: boolean;
}

/**
 * The text as a person may safely see it: control characters, escape sequences, bidirectional controls, zero width characters, unpaired
 * surrogates and noncharacters are written as escapes (`\x1b`, `\u{202e}`, `\n`).
 */
export function safeText(text: string, { maxLength, isMultiline, isAscii }: SafeTextOptions = {}): string {
  const shown = maxLength === undefined ? text : shorten(text, maxLength);
  const lines = isMultiline ? shown.replaceAll('\r\n', '\n') : shown;
  const plain = isAscii ? lines.replace(TYPOGRAPHIC, (character) => OLD_WAY[character] ?? character) : lines;
  return plain.replace(isAscii ? NOT_PRINTABLE_ASCII : NOT_PRINTABLE, (character) =>
    isMultiline && (character === '\n' || character === '\t') ? character : escaped(character),
  );
}

/** @source Unicode Standard, sections 23.2 (layout controls) and 23.7 (noncharacters); UAX #44 (Default_Ignorable_Code_Point) */
const NOT_PRINTABLE =
  /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}\p{Noncharacter_Code_Point}\u2800]/gu;
const NOT_PRINTABLE_ASCII = /[^\x20-\x7e]/gu;
const OLD_WAY: Readonly<Record<string, string>> = { '…': '...', '–': '-', '—': '-', '’': "'", '“': '"', '”': '"' };
const TYPOGRAPHIC = /[…–—’“”]/g;
const NAMES: Readonly<Record<string, string>> = { '\n': '\\n', '\r': '\\r', '\t': '\\t' };

function escaped(character: string): string {
  const code = character.codePointAt(0) ?? 0;
  return NAMES[character] ?? (code <= 0xff ? `\\x${code.toString(16).padStart(2, '0')}` : `\\u{${code.toString(16)}}`);
}

/** Whole characters only, so that no surrogate loses its other half. */
function shorten(text: string, maxLength: number): string {
  if (text.length <= maxLength) return text;
  const end = /[\ud800-\udbff]/.test(text.charAt(maxLength - 1)) ? maxLength - 1 : maxLength;
  return `${text.slice(0, end)}… (${text.length - end} more characters)`;
}
