/** Longest part of a request that a message shows, in UTF-16 code units. */
const MAX_SHOWN_LENGTH = 200;

/**
 * The text, cut to so many UTF-16 code units, in memory of its own: a part of a text otherwise keeps the whole of it alive, and a
 * text that was put together its parts.
 */
export function shorten(text: string, maxLength: number = MAX_SHOWN_LENGTH): string {
  const cut = text.length <= maxLength ? text : `${text.slice(0, maxLength - 1)}…`;
  return Buffer.from(cut, 'utf16le').toString('utf16le');
}
