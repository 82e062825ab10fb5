import { type SaxesAttributeNS, SaxesParser, type SaxesTagNS } from 'saxes';
import { type Refused, refuse, refuseAt, type WireFaultCode } from './fault.ts';
import { explainXmlError, refuseDoctype } from './xml-error.ts';

/** One element of a document; comments and processing instructions are left out. */
export interface XmlElement {
  /** Local name: prefixes and namespaces do not count. */
  readonly name: string;
  readonly attributes: readonly SaxesAttributeNS[];
  readonly children: XmlElement[];
  /** All text and CDATA directly inside, joined. */
  text: string;
  /** Index in the document behind its start tag. */
  readonly tagEnd: number;
}

/** The root element, or the first fault. */
export type XmlTree = { readonly ok: true; readonly root: XmlElement } | Refused;

/** What the root must be and how deep elements may be nested. */
export interface XmlLimits {
  /** Local name of the root element; any when undefined. */
  readonly rootName: string | undefined;
  readonly maxDepth: number;
  /** Most elements and attributes together. */
  readonly maxValues: number;
}

/** Names by which an XML declaration may say UTF-8; ASCII is a part of it. */
const UTF8_NAMES: ReadonlySet<string> = new Set(['utf-8', 'us-ascii']);

/** saxes lets an unpaired high surrogate through and swallows what follows it. */
const LONE_SURROGATE = /\p{Surrogate}/u;

/**
 * The elements of an XML text. Reading stops at the first fault, so what follows it costs nothing, however deep or long.
 * Nothing is ever expanded or fetched: a DOCTYPE is refused before it is read, and only the five entities of XML exist.
 * XML 1.1 is read by the rules of 1.0, which allow no control characters.
 * @source XML 1.0 (fifth edition), Namespaces in XML 1.0 (third edition)
 */
export function readXml(text: string, limits: XmlLimits): XmlTree {
  if (isBlank(text.charCodeAt(0) === 0xfeff ? text.slice(1) : text))
    return refuse('missing-body', 'The body is empty; an XML document was expected');
  const early = refuseDoctype(text) ?? refuseLoneSurrogate(text);
  if (early) return early;
  const reading: Reading = {
    text,
    limits,
    parser: newParser(),
    open: [],
    root: undefined,
    values: 0,
    left: '',
    understoodTo: 0,
  };
  listen(reading);
  try {
    reading.parser.write(text).close();
  } catch (error) {
    if (error instanceof Stop) return error.refused;
    throw error;
  }
  return reading.root ? { ok: true, root: reading.root } : refuse('missing-body', 'The body holds no XML element');
}

/** True when a text has nothing but white space (XML 1.0 section 2.3). */
export function isBlank(text: string): boolean {
  return !/[^ \t\r\n]/.test(text);
}

type Parser = SaxesParser<{ xmlns: true }>;

/** The state of one reading. */
interface Reading {
  readonly text: string;
  readonly limits: XmlLimits;
  readonly parser: Parser;
  readonly open: XmlElement[];
  root: XmlElement | undefined;
  /** Elements and attributes so far. */
  values: number;
  /** Name of the element that was left last. */
  left: string;
  /** Index where the last tag ended that was understood. */
  understoodTo: number;
}

/** Thrown inside a handler of saxes to end the parsing; never leaves this file. */
class Stop extends Error {
  readonly refused: Refused;

  constructor(refused: Refused) {
    super(refused.fault.message);
    this.refused = refused;
  }
}

function newParser(): Parser {
  return new SaxesParser({ xmlns: true, position: false, forceXMLVersion: true, defaultXMLVersion: '1.0' });
}

function listen(reading: Reading): void {
  const { parser, text } = reading;
  const addText = (content: string): void => {
    const element = reading.open.at(-1);
    if (element) element.text += content;
  };
  parser.on('error', ({ message }) => {
    const { left, understoodTo } = reading;
    throw new Stop(explainXmlError(message, { text, position: parser.position, left, understoodTo }));
  });
  parser.on('xmldecl', ({ encoding }) => checkEncoding(text, encoding));
  parser.on('opentagstart', () => count(reading));
  parser.on('attribute', () => count(reading));
  parser.on('opentag', (tag) => enter(reading, tag));
  parser.on('closetag', () => leave(reading));
  parser.on('text', addText);
  parser.on('cdata', addText);
}

function count(reading: Reading): void {
  const { text, parser, limits } = reading;
  reading.values += 1;
  if (reading.values <= limits.maxValues) return;
  const what = `The XML holds more than ${limits.maxValues} elements and attributes`;
  throw new Stop(refuseAt('too-many-values', text, parser.position, (place) => `${what} (${place})`));
}

function enter(reading: Reading, tag: SaxesTagNS): void {
  const { open, limits, parser } = reading;
  const attributes = Object.values(tag.attributes);
  const element: XmlElement = { name: tag.local, attributes, children: [], text: '', tagEnd: parser.position };
  if (open.length >= limits.maxDepth)
    stopAtTag(reading, 'too-deep', `is nested more than ${limits.maxDepth} levels deep`);
  const parent = open.at(-1);
  if (parent) parent.children.push(element);
  else enterRoot(reading, element);
  open.push(element);
  reading.understoodTo = parser.position;
}

function enterRoot(reading: Reading, element: XmlElement): void {
  const { rootName } = reading.limits;
  if (rootName !== undefined && element.name !== rootName) {
    stopAtTag(reading, 'wrong-root', `has the root element <${element.name}>, expected <${rootName}>`);
  }
  reading.root = element;
}

function leave(reading: Reading): void {
  reading.left = reading.open.pop()?.name ?? '';
  reading.understoodTo = reading.parser.position;
}

/** Ends the reading with a fault that points at the tag just read. */
function stopAtTag({ text, parser }: Reading, code: 'too-deep' | 'wrong-root', what: string): never {
  throw new Stop(refuseTag(code, text, parser.position, what));
}

/** A refusal that points at a start tag, found by the index behind it: an attribute value cannot hold a "<". */
export function refuseTag(code: WireFaultCode, text: string, tagEnd: number, what: string): Refused {
  const index = text.lastIndexOf('<', tagEnd - 1);
  return refuseAt(code, text, index, (place) => `The XML ${what} (${place})`);
}

function checkEncoding(text: string, encoding: string | undefined): void {
  if (encoding === undefined || UTF8_NAMES.has(encoding.toLowerCase())) return;
  const message = `The XML declares the encoding ${encoding}; send UTF-8 and say so, or leave the encoding out`;
  throw new Stop(refuseAt('unsupported-charset', text, text.indexOf('encoding'), () => message));
}

function refuseLoneSurrogate(text: string): Refused | undefined {
  const index = text.search(LONE_SURROGATE);
  if (index === -1) return undefined;
  return refuseAt(
    'broken-syntax',
    text,
    index,
    (place) => `The XML has an unpaired surrogate at ${place}; take it away`,
  );
}
