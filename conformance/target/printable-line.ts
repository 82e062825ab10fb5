/** Longest message of a failure, in UTF-16 code units. */
const MAX_LENGTH = 240;

/**
 * The text as one bounded line that a terminal shows as it is: control and format characters, line separators and lone surrogates
 * are written as `\u{…}`. What a server sends must not steer the terminal of who tests it.
 */
export function printableLine(text: string, maxLength: number = MAX_LENGTH): string {
  const cut = text.length <= maxLength ? text : `${text.slice(0, maxLength - 1)}…`;
  return cut.replace(/[\p{C}\p{Zl}\p{Zp}]/gu, (character) => `\\u{${character.codePointAt(0)?.toString(16)}}`);
}

/** What an error says, as one printable line; the code where it says nothing. */
export function messageOf(error: unknown): string {
  if (!(error instanceof Error)) return printableLine(String(error));
  const code = codeOf(error);
  if (error.message === '') return code ?? error.name;
  return printableLine(
    code === undefined || error.message.includes(code) ? error.message : `${error.message} (${code})`,
  );
}

/** The code of a system, TLS or HTTP client error. */
export function codeOf(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined;
}
