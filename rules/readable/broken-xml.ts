import { DEFAULT_MAX_DEPTH } from '../../wire/json.ts';
import { type Breakage, grey, ofText } from './breakage.ts';

/**
 * XML that is not well-formed, then what only strict readers refuse: those that stop at the end of the first element do not see what follows,
 * and a document type is no fault by itself.
 * @source XML 1.0 section 2.1 (well-formed documents)
 */
export const BROKEN_XML: readonly Breakage[] = [
  ofText('the last byte missing', (text) => text.slice(0, -1)),
  ofText('the second half missing', (text) => text.slice(0, Math.ceil(text.length / 2))),
  ofText('a tag that is not closed', (text) => text.replace(/<\/[^>]+>/, '')),
  ofText('an end tag of another name', (text) => text.replace(/<\/[^>]+>/, '</other>')),
  ofText('an entity that is not declared', (text) => inText(text, '&nothing;')),
  ofText('a bare ampersand', (text) => inText(text, '& ')),
  ofText('a bare angle bracket', (text) => inText(text, '< ')),
  ofText('words in its place', () => 'This is no XML'),
  grey(ofText('text behind it', (text) => `${text}x`)),
  grey(ofText('two roots', (text) => text + withoutDeclaration(text))),
  grey(ofText('a document type', (text) => `<!DOCTYPE any>${withoutDeclaration(text)}`)),
  grey(ofText('nested too deeply', nested)),
];

/** In front of the first end tag, where text stands. */
function inText(text: string, inserted: string): string {
  return text.replace('</', `${inserted}</`);
}

function withoutDeclaration(text: string): string {
  return text.replace(/^<\?xml[^>]*\?>/, '');
}

/** One level more than is read. */
function nested(text: string): string {
  return '<a>'.repeat(DEFAULT_MAX_DEPTH + 1) + withoutDeclaration(text) + '</a>'.repeat(DEFAULT_MAX_DEPTH + 1);
}
