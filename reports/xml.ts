import { SaxesParser } from 'saxes';
import { ReportError } from './error.ts';
import { safeText } from './safe-text.ts';

/** An XML element; `undefined` attributes are left out. */
export interface XmlNode {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string | number | undefined>>;
  readonly children?: readonly XmlNode[];
  readonly text?: string;
}

/**
 * The document of an element, indented. What XML cannot hold is written as escapes (`safeText`).
 * @source XML 1.0 (fifth edition), sections 2.2 (characters), 2.4 (markup), 3.3.3 (attribute values)
 */
export function xmlDocument(root: XmlNode): string {
  return `<?xml version="1.0" encoding="UTF-8"?>\n${elementText(root, '')}`;
}

function elementText({ name, attributes, children = [], text = '' }: XmlNode, indent: string): string {
  const pairs = Object.entries(attributes).filter(([, value]) => value !== undefined);
  const tag = [name, ...pairs.map(([key, value]) => `${key}="${attributeText(String(value))}"`)].join(' ');
  if (children.length === 0 && text === '') return `${indent}<${tag}/>\n`;
  const inner = children.map((child) => elementText(child, `${indent}  `)).join('');
  return `${indent}<${tag}>${characterText(text)}${inner === '' ? '' : `\n${inner}${indent}`}</${name}>\n`;
}

function characterText(text: string): string {
  return safeText(text, { isMultiline: true }).replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

/** References keep line feeds and tabs, which a parser would turn into blanks. */
function attributeText(text: string): string {
  return characterText(text).replaceAll('"', '&quot;').replaceAll('\n', '&#10;').replaceAll('\t', '&#9;');
}

/**
 * How often each element occurs in a document that was just written.
 * @throws ReportError `DC_REPORT` when it is not well-formed.
 */
export function countElements(text: string): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  const parser = new SaxesParser();
  parser.on('opentag', ({ name }) => counts.set(name, (counts.get(name) ?? 0) + 1));
  parser.on('error', ({ message }) => {
    throw new ReportError('DC_REPORT', `The JUnit report is not well-formed: ${message}. This is a fault of the kit`);
  });
  parser.write(text).close();
  return counts;
}
