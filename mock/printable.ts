/** The text as header values and reason phrases may carry it: visible ASCII only, the rest escaped. @source RFC 9110 section 5.5 */
export function printable(text: string): string {
  return text.replace(/[^\t\x20-\x7e]/gu, (character) =>
    /\p{Cs}/u.test(character) ? '%EF%BF%BD' : encodeURIComponent(character),
  );
}
