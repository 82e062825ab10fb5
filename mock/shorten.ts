/**
 * The text, cut to so many UTF-16 code units, in memory of its own: a part of a text otherwise keeps the whole of it alive, and a
 * text that was put together its parts.
 */
export function shorten(text: string, maxLength: number): string {
  const cut = text.length <= maxLength ? text : `${text.slice(0, maxLength - 1)}…`;
  return Buffer.from(cut, 'utf16le').toString('utf16le');
}
