/**
 * The line and column of an index of a text, both counted from 1, columns in UTF-16 code units.
 * LF, CR LF and a lone CR end a line; a byte order mark at the start takes no column.
 */
export function positionAt(text: string, index: number): { line: number; column: number } {
  const end = Math.min(index, text.length);
  let line = 1;
  let lineStart = text.charCodeAt(0) === 0xfeff ? 1 : 0;
  for (let i = 0; i < end; i++) {
    const code = text.charCodeAt(i);
    const endsLine = code === 0x0a || (code === 0x0d && text.charCodeAt(i + 1) !== 0x0a);
    if (endsLine) {
      line += 1;
      lineStart = i + 1;
    }
  }
  return { line, column: Math.max(1, end - lineStart + 1) };
}

/** The character at an index as people read it: `"}"`, `U+0001`, or `the end of the text`. */
export function showCharacter(text: string, index: number): string {
  const code = text.codePointAt(index);
  if (code === undefined) return 'the end of the text';
  return isPrintable(code)
    ? `"${String.fromCodePoint(code)}"`
    : `U+${code.toString(16).toUpperCase().padStart(4, '0')}`;
}

/** Outside ASCII many characters look like nothing, or like others: they are named by number, letters excepted. */
function isPrintable(code: number): boolean {
  if (code < 0x80) return code > 0x20 && code !== 0x7f;
  return /^[\p{L}\p{N}]$/u.test(String.fromCodePoint(code));
}
