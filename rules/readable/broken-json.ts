import { DEFAULT_MAX_DEPTH } from '../../wire/json.ts';
import { type Breakage, grey, ofText } from './breakage.ts';

/**
 * JSON that is none for certain, then forms that some parsers take besides JSON, which they may.
 * @source RFC 8259 sections 2 (grammar) and 9 (parsers may accept extensions)
 */
export const BROKEN_JSON: readonly Breakage[] = [
  ofText('the last byte missing', (text) => text.slice(0, -1)),
  ofText('the second half missing', (text) => text.slice(0, Math.ceil(text.length / 2))),
  ofText('a colon missing', (text) => text.replace('":', '"')),
  ofText('the wrong bracket at the end', (text) => text.slice(0, -1) + (text.endsWith('}') ? ']' : '}')),
  ofText('words in its place', () => 'This is no JSON'),
  grey(ofText('text behind it', (text) => `${text}x`)),
  grey(ofText('sent twice', (text) => text + text)),
  grey(ofText('a name without quotes', (text) => text.replace(/"(\w+)":/, '$1:'))),
  grey(ofText('single quotes', (text) => text.replaceAll('"', "'"))),
  grey(ofText('a comma too many', (text) => text.replace(/[}\]]+$/, ',$&'))),
  grey(ofText('NaN for a value', (text) => text.replace(/:("[^"]*"|[^,}\]]+)/, ':NaN'))),
  grey(ofText('a comment', (text) => text.replace(/[{[]/, '$&/* none */'))),
  grey(ofText('a raw line break in a string', (text) => text.replace('"', '"\n'))),
  grey(ofText('nested too deeply', (text) => nested('[', ']', text))),
];

/** One level more than is read. */
function nested(open: string, close: string, text: string): string {
  return open.repeat(DEFAULT_MAX_DEPTH + 1) + text + close.repeat(DEFAULT_MAX_DEPTH + 1);
}
