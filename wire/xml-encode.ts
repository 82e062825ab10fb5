import { isObject, type Json, type JsonObject } from '../specs/json.ts';
import { toXmlName } from './xml-name.ts';
import { bindNamespace, type Scope, TOP_SCOPE, XSI_NAMESPACE } from './xml-namespace.ts';
import { itemName, shapeOf, type XmlMember, type XmlShape } from './xml-shape.ts';

/**
 * The XML document of a value, laid out as its schema says: names, attributes, wrapped arrays, namespaces.
 *
 * - The root is named by the schema, else `root`. Elements come in the order of the schema's properties, then the rest.
 * - A member that is undefined is left out; so is null, unless its schema allows null: then it is `xsi:nil="true"`.
 *   Null as the root or inside an array is always `xsi:nil`, so that nothing moves up.
 * - What does not fit the schema is written by its own kind. An empty array without a wrapper leaves no trace.
 * - Characters that XML cannot carry become U+FFFD; names that are no XML names are escaped (`toXmlName`).
 * - There is no namespace unless the schema has one; a prefix that no namespace is known for is left out.
 * @source OpenAPI 3.1.1 section 4.8.26 (XML Object)
 */
export function encodeXml(value: Json, schema: Json | undefined): string {
  const name = shapeOf(schema).name ?? 'root';
  return `<?xml version="1.0" encoding="utf-8"?>${element({ name, schema, scope: TOP_SCOPE }, value)}`;
}

/** What has no elements inside. */
type Scalar = string | number | boolean;

/** Where a value is to be written. */
interface Place {
  readonly name: string;
  readonly schema: Json | undefined;
  readonly scope: Scope;
}

/** A start tag in the making. */
interface Tag {
  readonly name: string;
  /** Namespace declarations among them, by name with prefix. */
  readonly attributes: Map<string, string>;
  /** What holds inside the element. */
  readonly scope: Scope;
}

function element(place: Place, value: Json): string {
  const shape = shapeOf(place.schema);
  const attributes = new Map<string, string>();
  const { prefix, scope } = bindNamespace(shape, place.scope, attributes);
  const tag = { name: prefix + toXmlName(place.name), attributes, scope };
  if (value === null) return nilElement(tag);
  if (Array.isArray(value)) return close(tag, itemElements(value, place.name, shape, scope));
  if (isObject(value)) return objectElement(tag, value, shape);
  return close(tag, escapeText(scalarText(value)));
}

function close({ name, attributes }: Tag, content: string): string {
  let start = name;
  for (const [attribute, value] of attributes) start += ` ${attribute}="${escapeAttribute(value)}"`;
  return content === '' ? `<${start}/>` : `<${start}>${content}</${name}>`;
}

function nilElement(tag: Tag): string {
  tag.attributes.set('xmlns:xsi', XSI_NAMESPACE).set('xsi:nil', 'true');
  return close(tag, '');
}

function itemElements(values: readonly Json[], wrapperName: string, shape: XmlShape, scope: Scope): string {
  const name = itemName(shape, wrapperName);
  return values.map((item) => element({ name, schema: shape.items, scope }, item)).join('');
}

function objectElement(tag: Tag, object: JsonObject, shape: XmlShape): string {
  const inside = addAttributes(tag, object, shape);
  let content = '';
  for (const member of shape.members) {
    const value = Object.hasOwn(object, member.property) ? object[member.property] : undefined;
    if (value !== undefined && !isAttribute(member, value)) content += memberElements(member, value, inside);
  }
  for (const [name, value] of Object.entries(object)) {
    const isRest = value !== undefined && !shape.byProperty.has(name);
    if (isRest) content += repeated({ name, schema: undefined, scope: inside }, value);
  }
  return close(tag, content);
}

/** Writes the attributes into the tag; the scope may grow by what they declare. */
function addAttributes(tag: Tag, object: JsonObject, shape: XmlShape): Scope {
  let { scope } = tag;
  for (const member of shape.byAttribute.values()) {
    const value = Object.hasOwn(object, member.property) ? object[member.property] : undefined;
    if (value === undefined || !isAttribute(member, value)) continue;
    const hints = shapeOf(member.schema);
    const binding = hints.prefix === undefined ? { prefix: '', scope } : bindNamespace(hints, scope, tag.attributes);
    scope = binding.scope;
    tag.attributes.set(binding.prefix + toXmlName(member.name), scalarText(value));
  }
  return scope;
}

function isAttribute(member: XmlMember, value: Json): value is Scalar {
  return member.isAttribute && !isObject(value) && !Array.isArray(value) && value !== null;
}

function memberElements(member: XmlMember, value: Json, scope: Scope): string {
  const { name, schema, isList } = member;
  const shape = shapeOf(schema);
  const place = { name, schema, scope };
  if (isList && Array.isArray(value)) return itemElements(value, name, shape, scope);
  if (value === null) return shape.allowsNull && !isList ? element(place, null) : '';
  return shape.types.includes('array') ? element(place, value) : repeated(place, value);
}

/** An array where the schema has none is written as an element that repeats. */
function repeated(place: Place, value: Json): string {
  return Array.isArray(value) ? value.map((item) => element(place, item)).join('') : element(place, value);
}

/** Large integers have no exponent in XML Schema's `integer`. */
function scalarText(value: Scalar): string {
  return Number.isInteger(value) ? BigInt(value).toString() : String(value);
}

/** Outside the `Char` production of XML 1.0 section 2.2; unpaired surrogates among them. */
const NO_CHAR = '[^\\t\\n\\r -\\u{D7FF}\\u{E000}-\\u{FFFD}\\u{10000}-\\u{10FFFF}]';
const IN_TEXT = new RegExp(`[&<>\\r]|${NO_CHAR}`, 'gu');
const IN_ATTRIBUTE = new RegExp(`[&<>"\\t\\n\\r]|${NO_CHAR}`, 'gu');

/** A carriage return would be read as a line feed (XML 1.0 section 2.11). */
function escapeText(text: string): string {
  return text.replace(IN_TEXT, escapeCharacter);
}

/** Tabs and line ends would be read as spaces (XML 1.0 section 3.3.3). */
function escapeAttribute(text: string): string {
  return text.replace(IN_ATTRIBUTE, escapeCharacter);
}

const ESCAPES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  '\t': '&#9;',
  '\n': '&#10;',
  '\r': '&#13;',
};

function escapeCharacter(character: string): string {
  return ESCAPES[character] ?? '\u{FFFD}';
}
