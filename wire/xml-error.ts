import { type Refused, refuseAt } from './fault.ts';
import { showCharacter } from './text-position.ts';

/** Where the parser stood when it met an error. */
export interface XmlErrorContext {
  readonly text: string;
  /** Index behind the last character that was read. */
  readonly position: number;
  /** Name of the element that was closed last. */
  readonly left: string;
  /** Index where the last tag ended that was understood. */
  readonly understoodTo: number;
}

/**
 * The refusal of a text that begins with a DOCTYPE, by a look at what may stand before one; undefined without it.
 * The parser itself would read the declaration to its end before it says so.
 * @source XML 1.0 section 2.8 (prolog)
 */
export function refuseDoctype(text: string): Refused | undefined {
  const index = prologEnd(text);
  return DECLARATION.test(text.slice(index, index + 10)) ? refuseDeclaration(text, index) : undefined;
}

/** The refusal of a text in which saxes found an error, in words for people and with the place where the error begins. */
export function explainXmlError(message: string, context: XmlErrorContext): Refused {
  const { text, position } = context;
  const declarationAt = text.lastIndexOf('<!', position - 1);
  const isDeclaration =
    /^incorrect syntax|doctype/.test(message) && DECLARATION.test(text.slice(declarationAt, declarationAt + 10));
  if (isDeclaration) return refuseDeclaration(text, declarationAt);
  const entry = EXPLANATIONS.find(([start]) => message.startsWith(start));
  const { index, what } = entry?.[1](context, message) ?? { index: position - 1, what: message.replace(/\.$/, '') };
  return refuseAt('broken-syntax', text, index, (place) => `The body is not well-formed XML at ${place}: ${what}`);
}

interface Explanation {
  readonly index: number;
  readonly what: string;
}

const DECLARATION = /^<!(?:doctype|entity|element|attlist|notation)/i;

/** By how the message of saxes 6 begins; what is not listed is passed on as it is. */
const EXPLANATIONS: readonly (readonly [string, (context: XmlErrorContext, message: string) => Explanation])[] = [
  ['undefined entity', explainUndefinedEntity],
  ['malformed character entity', explainCharacterReference],
  ['disallowed character in entity name', explainAmpersand],
  ['empty entity name', explainAmpersand],
  [
    'disallowed character in tag name',
    ({ text, position }) => ({ index: text.lastIndexOf('<', position - 1), what: LESS_THAN }),
  ],
  ['disallowed character.', explainCharacter],
  ['documents may contain only one root', explainSecondRoot],
  ['text data outside of root', explainOutside],
  ['unclosed tag', explainUnclosed],
  ['unexpected close tag', explainWrongEnd],
  ['unmatched closing tag', explainWrongEnd],
  [
    'duplicate attribute',
    ({ text, position }, message) => ({ index: tagStart(text, position), what: message.replace(/\.$/, '') }),
  ],
  ['unbound namespace prefix', explainPrefix],
  ['attribute without value', explainAttribute],
  ['unquoted attribute value', explainAttribute],
  ['disallowed character in attribute name', explainAttribute],
  ['version number', ({ position }) => ({ index: position - 1, what: 'found another version of XML, expected 1.0' })],
  ['the string "]]>"', ({ position }) => ({ index: position - 3, what: 'found "]]>" in text, write "]]&gt;"' })],
  ['an XML declaration must', explainLateDeclaration],
  ['the XML declaration must', explainLateDeclaration],
  ['unexpected end', explainEnd],
  [
    'document must contain a root',
    ({ text }) => ({ index: text.length, what: 'found the end before the first element was complete' }),
  ],
];

const LESS_THAN = 'found a "<" that begins no tag, write "&lt;"';

function refuseDeclaration(text: string, index: number): Refused {
  const name = /^<!\w+/.exec(text.slice(index, index + 20))?.[0] ?? '<!';
  const advice = 'send the document without document type and entity declarations';
  return refuseAt(
    'forbidden-construct',
    text,
    index,
    (place) => `The XML has ${name} at ${place}, which is never accepted; ${advice}`,
  );
}

/** Index behind the byte order mark, white space, declaration, comments and processing instructions at the start. */
function prologEnd(text: string): number {
  let index = 0;
  for (;;) {
    index = skipSpace(text, index);
    const end = text.startsWith('<?', index) ? '?>' : text.startsWith('<!--', index) ? '-->' : undefined;
    if (end === undefined) return index;
    const endIndex = text.indexOf(end, index + 1 + end.length);
    if (endIndex === -1) return text.length;
    index = endIndex + end.length;
  }
}

/** Index of the next character that is no white space; a byte order mark at the start counts as such. */
function skipSpace(text: string, from: number): number {
  let index = from === 0 && text.charCodeAt(0) === 0xfeff ? 1 : from;
  while (index < text.length && ' \t\r\n'.includes(text.charAt(index))) index += 1;
  return index;
}

function tagStart(text: string, position: number): number {
  return text.lastIndexOf('<', position - 1);
}

/** The reference that ends at the position, cut when it is long. */
function referenceBefore({ text, position }: XmlErrorContext): { index: number; reference: string } {
  const index = text.lastIndexOf('&', position - 1);
  const reference = text.slice(index, position);
  return { index, reference: reference.length > 30 ? `${reference.slice(0, 30)}…` : reference };
}

function explainUndefinedEntity(context: XmlErrorContext): Explanation {
  const { index, reference } = referenceBefore(context);
  return { index, what: `found ${reference}, but the only entities are &lt; &gt; &amp; &quot; and &apos;` };
}

function explainCharacterReference(context: XmlErrorContext): Explanation {
  const { index, reference } = referenceBefore(context);
  return { index, what: `found ${reference}, which is no character that XML allows; take it away` };
}

function explainAmpersand(context: XmlErrorContext): Explanation {
  return { index: referenceBefore(context).index, what: 'found an "&" that begins no reference, write "&amp;"' };
}

function explainCharacter({ text, position }: XmlErrorContext): Explanation {
  const index = position - 1;
  const isOpening = text[index] === '<';
  const other = `found ${showCharacter(text, index)}, which XML does not allow; take it away`;
  return { index, what: isOpening ? 'found a "<" inside an attribute value, write "&lt;" or close the quote' : other };
}

function explainSecondRoot({ text, position }: XmlErrorContext): Explanation {
  return { index: tagStart(text, position), what: 'found a second root element, expected the end of the document' };
}

function explainOutside({ text, position }: XmlErrorContext): Explanation {
  const index = skipSpace(text, text.lastIndexOf('>', position - 2) + 1);
  const advice = /^\s*[[{]/.test(text) ? '. If it is JSON, say so in Content-Type' : '';
  return { index, what: `found ${showCharacter(text, index)} outside the root element${advice}` };
}

/** An "&" without a ";" makes the parser read on to the end, which then looks as if an end tag or a quote were missing. */
function hasOpenReference({ text, understoodTo }: XmlErrorContext): boolean {
  const ampersand = text.lastIndexOf('&');
  return ampersand >= understoodTo && ampersand > text.lastIndexOf(';');
}

function explainUnclosed(context: XmlErrorContext, message: string): Explanation {
  if (hasOpenReference(context)) return explainAmpersand(context);
  const name = message.slice(message.indexOf(':') + 2);
  return { index: context.text.length, what: `found the end, expected </${name}>` };
}

function explainEnd(context: XmlErrorContext): Explanation {
  if (hasOpenReference(context)) return explainAmpersand(context);
  return { index: context.text.length, what: 'found the end in the middle of a tag, comment or the like' };
}

function explainAttribute({ position }: XmlErrorContext): Explanation {
  return { index: position - 1, what: 'found a broken attribute, attributes are written name="value"' };
}

function explainWrongEnd({ text, position, left }: XmlErrorContext, message: string): Explanation {
  const index = tagStart(text, position);
  const expected = message.startsWith('unmatched') ? 'which closes nothing' : `expected </${left}>`;
  return { index, what: `found ${text.slice(index, position)}, ${expected}` };
}

function explainPrefix({ text, position }: XmlErrorContext, message: string): Explanation {
  const prefix = /"(.*)"/.exec(message)?.[1] ?? '';
  const what = `the prefix "${prefix}" is not declared, add xmlns:${prefix}="…"`;
  return { index: tagStart(text, position), what };
}

function explainLateDeclaration({ text, position }: XmlErrorContext): Explanation {
  const index = text.lastIndexOf('<?', position - 1);
  return { index, what: 'found an XML declaration, which may only be the very first thing of a document' };
}
