import type { CredentialSlot } from '../specs/contract.ts';
import type { Json } from '../specs/json.ts';

/** What becomes of a credential: one character of it is another, the last is missing, there are more, and so on. */
export type Corruption = 'changed-start' | 'changed-end' | 'cut' | 'longer' | 'other-scheme' | 'empty' | 'stranger';

/** Scheme, token, and the padding that base64 ends with. */
const PARTS = /^(\S+ +)?(.*?)(=*)$/s;

/** How far from its end a token is changed: the last characters of base64 may hold bits that nobody reads. */
const FROM_END = 4;

/** A credential that is nobody's, made of somebody's: of the same form where the corruption is not about the form. */
export function corrupted(value: Json, how: Corruption, slot: Pick<CredentialSlot, 'stranger'>): Json {
  if (how === 'empty') return '';
  if (how === 'stranger') return slot.stranger ?? corrupted(value, 'changed-end', slot);
  if (typeof value === 'number') return how === 'longer' ? value * 10 + 7 : value + 1;
  if (typeof value !== 'string') return value;
  const [, scheme = '', token = '', padding = ''] = PARTS.exec(value) ?? [];
  if (how === 'other-scheme') return `${/^bearer /i.test(scheme) ? 'Basic' : 'Bearer'} ${token}${padding}`;
  return scheme + corruptedToken(token, how) + padding;
}

function corruptedToken(token: string, how: Corruption): string {
  if (how === 'cut') return token.slice(0, -1);
  // Two characters: a single one after whole groups of base64 is passed over by lenient readers.
  if (how === 'longer') return `${token}x7`;
  const places = [...token.matchAll(/[A-Za-z0-9]/g)].map(({ index }) => index);
  const place = how === 'changed-start' ? places[0] : places.at(-Math.min(FROM_END, places.length));
  if (place === undefined) return `${token}x7`;
  return token.slice(0, place) + neighbour(token.charAt(place)) + token.slice(place + 1);
}

/** Another letter or digit in its place: never the same in another letter case, and a hexadecimal one for a hexadecimal one. */
function neighbour(character: string): string {
  const step = /[9fzFZ]/.test(character) ? -1 : 1;
  return String.fromCharCode(character.charCodeAt(0) + step);
}

/** Texts that are nearly this one: its last letter or digit is another, followed by one more, or missing. Of the same form as far as that is possible. */
export function nearTexts(text: string): {
  readonly changed: string;
  readonly longer: string;
  readonly shorter: string;
} {
  const [, start = '', last = '', rest = ''] = /^(.*)([A-Za-z0-9])([^A-Za-z0-9]*)$/s.exec(text) ?? [];
  if (last === '') return { changed: `${text}x`, longer: `${text}7`, shorter: text.slice(0, -1) };
  return { changed: start + neighbour(last) + rest, longer: `${start}${last}7${rest}`, shorter: start + rest };
}
