import { type Json, type JsonObject, setMember } from '../specs/json.ts';
import type { Decoded } from './fault.ts';
import { DEFAULT_MAX_DEPTH, MAX_VALUES } from './json.ts';
import { XMLNS_NAMESPACE, XSI_NAMESPACE } from './xml-namespace.ts';
import { isBlank, readXml, refuseTag, type XmlElement } from './xml-read.ts';
import { itemName, shapeOf, type XmlMember, type XmlShape, type XmlType } from './xml-shape.ts';

/**
 * The value of an XML document as its schema sees it, or the first fault.
 *
 * Elements are found by local name, in any order unless `x-xml-order` says otherwise. What does not fit the schema becomes a value that the schema refuses,
 * never one that it would take by mistake:
 * - text of a number or boolean that has not exactly that form stays a string;
 * - an element that repeats, though it is no array, becomes an array;
 * - a scalar with elements inside becomes an object, an object with nothing but text becomes a string;
 * - an unknown element becomes a member by its own name (a string, or an object); if that name belongs to a property that
 *   is written differently in XML, it is left out.
 * Attributes that the schema does not name, and text between elements, are passed over. `xsi:nil="true"` gives null.
 *
 * Codes: `missing-body`, `forbidden-construct`, `broken-syntax`, `unsupported-charset`, `too-deep`, `too-many-values`, `wrong-root`,
 * `element-order`.
 * @source OpenAPI 3.1.1 section 4.8.26 (XML Object); lexical forms: XML Schema part 2, section 3
 */
export function decodeXml(
  text: string,
  schema: Json | undefined,
  options: { readonly maxDepth?: number | undefined } = {},
): Decoded {
  const rootName = shapeOf(schema).name;
  const tree = readXml(text, { rootName, maxDepth: options.maxDepth ?? DEFAULT_MAX_DEPTH, maxValues: MAX_VALUES });
  if (!tree.ok) return tree;
  try {
    return { ok: true, value: toValue(tree.root, schema) };
  } catch (error) {
    if (error instanceof Disorder) return refuseTag('element-order', text, error.tagEnd, error.message);
    throw error;
  }
}

/** Thrown at an element that comes too late where that is refused; never leaves this file. */
class Disorder extends Error {
  readonly tagEnd: number;

  constructor({ name, tagEnd }: XmlElement, before: string, parent: string) {
    super(`has <${name}> after <${before}>; send the elements of <${parent}> in alphabetical order`);
    this.tagEnd = tagEnd;
  }
}

/** Attributes of these say how to read an element; they are no data. */
const RESERVED_NAMESPACES: ReadonlySet<string> = new Set([XSI_NAMESPACE, XMLNS_NAMESPACE]);

const INTEGER = /^[+-]?\d+$/;
const NUMBER = /^[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?$/;

function toValue(element: XmlElement, schema: Json | undefined): Json {
  if (isNil(element)) return null;
  const shape = shapeOf(schema);
  if (element.children.length === 0) return leafValue(element, shape);
  if (shape.types.includes('array') && hasOnlyItems(element, shape)) {
    return element.children.map((child) => toValue(child, shape.items));
  }
  return toObject(element, shape);
}

function isNil({ attributes }: XmlElement): boolean {
  return attributes.some(({ local, uri, value }) => {
    return local === 'nil' && uri === XSI_NAMESPACE && toBoolean(trim(value)) === true;
  });
}

function hasOnlyItems(element: XmlElement, shape: XmlShape): boolean {
  const name = itemName(shape, element.name);
  return element.children.every((child) => child.name === name);
}

/** The value of an element without elements inside: the first type of the schema that its text has, else the text. */
function leafValue(element: XmlElement, shape: XmlShape): Json {
  for (const type of shape.types) {
    const value = type === 'object' ? blankObject(element, shape) : readAs(type, element.text);
    if (value !== undefined) return value;
  }
  return element.text;
}

function blankObject(element: XmlElement, shape: XmlShape): JsonObject | undefined {
  return isBlank(element.text) ? toObject(element, shape) : undefined;
}

function attributeValue(text: string, { types }: XmlShape): Json {
  for (const type of types) {
    const value = type === 'array' || type === 'object' ? undefined : readAs(type, text);
    if (value !== undefined) return value;
  }
  return text;
}

function readAs(type: Exclude<XmlType, 'object'>, text: string): Json | undefined {
  switch (type) {
    case 'string':
      return text;
    case 'array':
      return isBlank(text) ? [] : undefined;
    case 'integer':
      return toNumber(trim(text), INTEGER);
    case 'number':
      return toNumber(trim(text), NUMBER);
    case 'boolean':
      return toBoolean(trim(text));
  }
}

/** Beyond the range of a double there is no JSON number. */
function toNumber(text: string, form: RegExp): number | undefined {
  const value = form.test(text) ? Number(text) : Number.NaN;
  return Number.isFinite(value) ? value : undefined;
}

/** Without the white space of XML around it; a no-break space is no part of a number. */
function trim(text: string): string {
  let start = 0;
  let end = text.length;
  while (start < end && isBlank(text.charAt(start))) start += 1;
  while (end > start && isBlank(text.charAt(end - 1))) end -= 1;
  return text.slice(start, end);
}

function toBoolean(text: string): boolean | undefined {
  if (text === 'true' || text === '1') return true;
  return text === 'false' || text === '0' ? false : undefined;
}

function toObject(element: XmlElement, shape: XmlShape): JsonObject {
  const object: JsonObject = {};
  for (const { local, uri, value } of element.attributes) {
    const member = RESERVED_NAMESPACES.has(uri) ? undefined : shape.byAttribute.get(local);
    if (member) setMember(object, member.property, attributeValue(value, shapeOf(member.schema)));
  }
  for (const [name, elements] of groupByName(inOrder(element, shape))) {
    const member = shape.byElement.get(name);
    if (member) setMember(object, member.property, memberValue(elements, member));
    else if (!shape.byProperty.has(name)) setMember(object, name, repeatable(elements, undefined));
  }
  return object;
}

/** The elements without those that are dropped because they come out of order: by code units, among those that the schema names. */
function inOrder({ name, children }: XmlElement, { order, byElement }: XmlShape): readonly XmlElement[] {
  if (order === 'any') return children;
  let last = '';
  return children.filter((child) => {
    if (!byElement.has(child.name)) return true;
    const isLate = child.name < last;
    if (isLate && order === 'refuse') throw new Disorder(child, last, name);
    if (!isLate) last = child.name;
    return !isLate;
  });
}

function groupByName(elements: readonly XmlElement[]): Map<string, XmlElement[]> {
  const groups = new Map<string, XmlElement[]>();
  for (const element of elements) {
    const group = groups.get(element.name);
    if (group) group.push(element);
    else groups.set(element.name, [element]);
  }
  return groups;
}

function memberValue(elements: readonly XmlElement[], { isList, schema }: XmlMember): Json {
  if (!isList) return repeatable(elements, schema);
  const { items } = shapeOf(schema);
  return elements.map((element) => toValue(element, items));
}

/** One element is its value, several are a list of them. */
function repeatable(elements: readonly XmlElement[], schema: Json | undefined): Json {
  const [first, ...others] = elements;
  if (first && others.length === 0) return toValue(first, schema);
  return elements.map((element) => toValue(element, schema));
}
