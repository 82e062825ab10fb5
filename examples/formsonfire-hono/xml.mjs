import { XMLParser, XMLValidator } from 'fast-xml-parser';

/** An XML document that this server refuses to read; the message says why. */
export class XmlError extends Error {}

const INSTANCE = 'http://www.w3.org/2001/XMLSchema-instance';
const ENTITIES = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };
const MAX_DEPTH = 32;

// Everything is kept as it was sent: no numbers made of digits, no trimming, no entities resolved behind our back.
const parser = new XMLParser({
  preserveOrder: true,
  ignoreAttributes: false,
  attributeNamePrefix: '',
  parseTagValue: false,
  parseAttributeValue: false,
  trimValues: false,
  processEntities: false,
  maxNestedTags: MAX_DEPTH,
});

/**
 * Returns the root element of a document: `{ name, isNil, text, children }`, names without prefix.
 * @throws XmlError when the text is not well-formed, has a document type, or is nested too deeply
 */
export function readXml(text) {
  const plain = flatten(text);
  const verdict = XMLValidator.validate(plain);
  if (verdict !== true) throw new XmlError(verdict.err.msg);
  const roots = parse(plain).filter((node) => nameOf(node) !== '#text');
  if (roots.length !== 1) throw new XmlError('A document has exactly one root element.');
  return toElement(roots[0], { xml: 'http://www.w3.org/XML/1998/namespace' });
}

function parse(plain) {
  try {
    return parser.parse(plain);
  } catch (error) {
    throw new XmlError(error.message);
  }
}

/**
 * The library overlooks unterminated comments, stray CDATA and bad references, so the document is first rewritten into
 * one that has only tags and text, and refused where that cannot be done.
 */
function flatten(text) {
  if (/[^\t\n\r\x20-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/u.test(text)) throw new XmlError('Illegal character.');
  const parts = [];
  let depth = 0;
  let at = skipDeclaration(text);
  while (at < text.length) {
    const open = text.indexOf('<', at);
    const chars = text.slice(at, open === -1 ? text.length : open);
    if (chars.includes(']]>')) throw new XmlError('"]]>" must not stand in text.');
    if (depth === 0 && /\S/.test(chars)) throw new XmlError('Text stands outside of the root element.');
    checkReferences(chars);
    parts.push(chars);
    if (open === -1) break;
    const token = readToken(text, open, depth);
    parts.push(token.plain);
    depth += token.step;
    if (depth > MAX_DEPTH) throw new XmlError('The document is nested too deeply.');
    at = token.end;
  }
  return parts.join('');
}

function skipDeclaration(text) {
  if (!/^<\?xml[\s?]/.test(text)) return 0;
  const found =
    /^<\?xml\s+version\s*=\s*(["'])1\.\d+\1(?:\s+encoding\s*=\s*(["'])([A-Za-z][\w.-]*)\2)?(?:\s+standalone\s*=\s*(["'])(?:yes|no)\4)?\s*\?>/.exec(
      text,
    );
  if (found === null) throw new XmlError('The XML declaration is malformed.');
  return found[0].length;
}

function readToken(text, open, depth) {
  if (text.startsWith('<!--', open)) return readComment(text, open);
  if (text.startsWith('<![CDATA[', open)) return readCdata(text, open, depth);
  if (text.startsWith('<!', open)) throw new XmlError('Document types are not allowed.');
  if (text.startsWith('<?', open)) return readInstruction(text, open);
  return readTag(text, open);
}

function endOf(text, mark, from, what) {
  const end = text.indexOf(mark, from);
  if (end === -1) throw new XmlError(`A ${what} is not closed.`);
  return end;
}

function readComment(text, open) {
  const end = endOf(text, '--', open + 4, 'comment');
  if (text[end + 2] !== '>') throw new XmlError('"--" must not stand in a comment.');
  return { plain: '', step: 0, end: end + 3 };
}

function readCdata(text, open, depth) {
  if (depth === 0) throw new XmlError('A CDATA section stands outside of the root element.');
  const end = endOf(text, ']]>', open + 9, 'CDATA section');
  return { plain: escapeText(text.slice(open + 9, end)), step: 0, end: end + 3 };
}

function readInstruction(text, open) {
  const end = endOf(text, '?>', open + 2, 'processing instruction');
  const target = /^[A-Za-z_][\w.-]*(?=\s|$)/.exec(text.slice(open + 2, end));
  if (target === null || target[0].toLowerCase() === 'xml')
    throw new XmlError('A processing instruction is malformed.');
  return { plain: '', step: 0, end: end + 2 };
}

function readTag(text, open) {
  let quote = '';
  for (let at = open + 1; at < text.length; at += 1) {
    const char = text[at];
    if (char === '<') throw new XmlError('"<" must not stand in a tag.');
    if (quote !== '') {
      if (char === quote) quote = '';
    } else if (char === '"' || char === "'") quote = char;
    else if (char === '>') return tagToken(text.slice(open, at + 1), at + 1);
  }
  throw new XmlError('A tag is not closed.');
}

function tagToken(tag, end) {
  checkReferences(tag);
  const closes = tag.startsWith('</');
  if (closes && tag.includes('/', 2)) throw new XmlError('A closing tag is malformed.');
  if (tag.endsWith('/>')) return { plain: tag, step: 0, end };
  return { plain: tag, step: closes ? -1 : 1, end };
}

function checkReferences(chars) {
  let at = chars.indexOf('&');
  while (at !== -1) {
    const found = /^&(?:(amp|lt|gt|quot|apos)|#(\d{1,7})|#x([\da-fA-F]{1,6}));/.exec(chars.slice(at, at + 12));
    if (found === null) throw new XmlError('An entity reference is malformed or unknown.');
    if (found[1] === undefined && !isXmlChar(codeOf(found[2], found[3]))) throw new XmlError('Illegal character.');
    at = chars.indexOf('&', at + 1);
  }
}

function codeOf(decimal, hex) {
  return decimal === undefined ? Number.parseInt(hex, 16) : Number.parseInt(decimal, 10);
}

function isXmlChar(code) {
  if (code < 0x20) return code === 0x9 || code === 0xa || code === 0xd;
  return code <= 0xd7ff || (code >= 0xe000 && code <= 0xfffd) || (code >= 0x10000 && code <= 0x10ffff);
}

function decode(chars) {
  return chars.replace(/&(?:(amp|lt|gt|quot|apos)|#(\d+)|#x([\da-fA-F]+));/g, (_all, name, decimal, hex) =>
    name === undefined ? String.fromCodePoint(codeOf(decimal, hex)) : ENTITIES[name],
  );
}

function nameOf(node) {
  return Object.keys(node).find((key) => key !== ':@');
}

function toElement(node, outer) {
  const tag = nameOf(node);
  const attributes = node[':@'] ?? {};
  const spaces = scopeOf(attributes, outer);
  for (const name of Object.keys(attributes)) {
    if (name !== 'xmlns' && !name.startsWith('xmlns:')) localName(name, spaces);
  }
  const children = [];
  let text = '';
  for (const child of node[tag]) {
    if (nameOf(child) === '#text') text += decode(child['#text']);
    else children.push(toElement(child, spaces));
  }
  return { name: localName(tag, spaces), isNil: isNil(attributes, spaces), text, children };
}

function scopeOf(attributes, outer) {
  const spaces = { ...outer };
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith('xmlns:')) spaces[name.slice(6)] = decode(value);
  }
  return spaces;
}

function localName(tag, spaces) {
  const [first, second, third] = tag.split(':');
  if (second === undefined) return first;
  if (third !== undefined || second === '' || !Object.hasOwn(spaces, first)) {
    throw new XmlError(`The prefix of "${tag.slice(0, 80)}" is not declared.`);
  }
  return second;
}

function isNil(attributes, spaces) {
  return Object.entries(attributes).some(([name, value]) => {
    const [prefix, local] = name.split(':');
    return local === 'nil' && spaces[prefix] === INSTANCE && ['true', '1'].includes(value.trim());
  });
}

/** Returns text as it may stand between tags; characters that XML cannot carry become U+FFFD. */
export function escapeText(text) {
  return text
    .toWellFormed()
    .replace(/[^\t\n\r\x20-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu, '\uFFFD')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('\r', '&#13;');
}
