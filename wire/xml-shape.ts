import { isObject, type Json, type JsonObject } from '../specs/json.ts';

/** The types of JSON Schema that an XML element or attribute can be read as. */
export type XmlType = 'object' | 'array' | 'string' | 'integer' | 'number' | 'boolean';

/** What becomes of the elements of an object that come out of alphabetical order: `x-xml-order`. */
export type XmlOrder = 'any' | 'refuse' | 'drop';

/** What the `xml` object of a schema says. */
export interface XmlHints {
  /** Local name: a prefix in the name itself is cut off. */
  readonly name: string | undefined;
  readonly namespace: string | undefined;
  readonly prefix: string | undefined;
  readonly isAttribute: boolean;
  readonly isWrapped: boolean;
}

/** How values of one schema look in XML. */
export interface XmlShape extends XmlHints {
  /** In the order of the schema; empty when it allows anything. */
  readonly types: readonly XmlType[];
  readonly allowsNull: boolean;
  readonly order: XmlOrder;
  readonly items: Json;
  /** In the order of the schema. */
  readonly members: readonly XmlMember[];
  readonly byElement: ReadonlyMap<string, XmlMember>;
  readonly byAttribute: ReadonlyMap<string, XmlMember>;
  readonly byProperty: ReadonlyMap<string, XmlMember>;
}

/** How one property of an object looks in XML. */
export interface XmlMember {
  readonly property: string;
  /** Local name of its element or attribute. */
  readonly name: string;
  readonly schema: Json;
  readonly isAttribute: boolean;
  /** True for an array without a wrapper: its elements stand directly in the parent. */
  readonly isList: boolean;
}

/**
 * How values of a schema look in XML, by the `xml` objects and `x-xml-order` of the schema, its properties and its items.
 * `allOf` is merged, `anyOf` and `oneOf` add what the schema leaves open (types, properties). A schema is looked at once,
 * so it must not change afterwards.
 * @source OpenAPI 3.1.1 section 4.8.26 (XML Object)
 */
export function shapeOf(schema: Json | undefined): XmlShape {
  if (!isObject(schema)) return ANYTHING;
  const known = shapes.get(schema);
  if (known) return known;
  const shape = buildShape(schema);
  shapes.set(schema, shape);
  return shape;
}

/** Name of the elements of an array: what the items say, else the name of the element around them. */
export function itemName(shape: XmlShape, wrapperName: string): string {
  return facetsOf(shape.items).hints.name ?? wrapperName;
}

/** Remembers results only: the same schema always has the same shape. */
const shapes = new WeakMap<JsonObject, XmlShape>();

const NO_HINTS: XmlHints = {
  name: undefined,
  namespace: undefined,
  prefix: undefined,
  isAttribute: false,
  isWrapped: false,
};

const ANYTHING: XmlShape = {
  ...NO_HINTS,
  types: [],
  allowsNull: true,
  order: 'any',
  items: true,
  members: [],
  byElement: new Map(),
  byAttribute: new Map(),
  byProperty: new Map(),
};

/** What a schema says by itself and through its branches, properties not looked into. */
interface Facets {
  readonly hints: XmlHints;
  readonly types: readonly string[];
  readonly order: XmlOrder | undefined;
  readonly items: Json | undefined;
  readonly properties: ReadonlyMap<string, Json>;
}

const NO_FACETS: Facets = { hints: NO_HINTS, types: [], order: undefined, items: undefined, properties: new Map() };

const XML_TYPES: ReadonlySet<string> = new Set<XmlType>(['object', 'array', 'string', 'integer', 'number', 'boolean']);

function buildShape(schema: JsonObject): XmlShape {
  const { hints, types, order, items, properties } = facetsOf(schema);
  const members = [...properties].map(([property, value]) => toMember(property, value));
  const elements = members.filter((member) => !member.isAttribute);
  const attributes = members.filter((member) => member.isAttribute);
  return {
    ...hints,
    types: types.filter(isXmlType),
    allowsNull: types.length === 0 || types.includes('null'),
    order: order ?? 'any',
    items: items ?? true,
    members,
    byElement: indexBy(elements, 'name'),
    byAttribute: indexBy(attributes, 'name'),
    byProperty: indexBy(members, 'property'),
  };
}

/** The name of an array counts for its wrapper only; without one its items give the name. */
function toMember(property: string, schema: Json): XmlMember {
  const { hints, types, items } = facetsOf(schema);
  const isList = types.includes('array') && !hints.isWrapped;
  const name = (isList ? facetsOf(items).hints.name : hints.name) ?? property;
  return { property, name, schema, isAttribute: hints.isAttribute && !types.includes('array'), isList };
}

/** Of two properties with one name the first counts. */
function indexBy(members: readonly XmlMember[], key: 'name' | 'property'): Map<string, XmlMember> {
  return new Map(members.toReversed().map((member) => [member[key], member]));
}

/** @param seen the schemas already merged, so that branches which lead back to themselves end. */
function facetsOf(schema: Json | undefined, seen: Set<JsonObject> = new Set()): Facets {
  if (!isObject(schema) || seen.has(schema)) return NO_FACETS;
  seen.add(schema);
  const branches = (keyword: string): Facets[] => listOf(schema[keyword]).map((branch) => facetsOf(branch, seen));
  const parts = branches('allOf');
  const choices = [...branches('anyOf'), ...branches('oneOf')];
  const all = [ownFacets(schema), ...parts, ...choices];
  const union = [...new Set(choices.flatMap((choice) => choice.types))];
  const typeLists = [ownTypes(schema), ...parts.map((part) => part.types), union, inferTypes(schema)];
  return {
    hints: mergeHints(all.map((facets) => facets.hints)),
    types: typeLists.find((types) => types.length > 0) ?? [],
    order: all.find((facets) => facets.order !== undefined)?.order,
    items: all.find((facets) => facets.items !== undefined)?.items,
    properties: mergeProperties(all.map((facets) => facets.properties)),
  };
}

function ownFacets(schema: JsonObject): Facets {
  const { properties, items, xml } = schema;
  const entries = isObject(properties) ? Object.entries(properties) : [];
  const order = orderOf(schema['x-xml-order']);
  return { hints: hintsOf(xml), types: ownTypes(schema), order, items, properties: new Map(entries) };
}

function orderOf(word: Json | undefined): XmlOrder | undefined {
  return word === 'any' || word === 'refuse' || word === 'drop' ? word : undefined;
}

function hintsOf(xml: Json | undefined): XmlHints {
  if (!isObject(xml)) return NO_HINTS;
  return {
    name: textOf(xml['name'])?.replace(/^.*:/, ''),
    namespace: textOf(xml['namespace']),
    prefix: textOf(xml['prefix']),
    isAttribute: xml['attribute'] === true,
    isWrapped: xml['wrapped'] === true,
  };
}

function mergeHints(list: readonly XmlHints[]): XmlHints {
  return {
    name: list.find((hints) => hints.name !== undefined)?.name,
    namespace: list.find((hints) => hints.namespace !== undefined)?.namespace,
    prefix: list.find((hints) => hints.prefix !== undefined)?.prefix,
    isAttribute: list.some((hints) => hints.isAttribute),
    isWrapped: list.some((hints) => hints.isWrapped),
  };
}

/** Of two schemas for one property the first counts. */
function mergeProperties(list: readonly ReadonlyMap<string, Json>[]): Map<string, Json> {
  const merged = new Map<string, Json>();
  for (const properties of list) {
    for (const [name, schema] of properties) if (!merged.has(name)) merged.set(name, schema);
  }
  return merged;
}

/** `nullable` is how OpenAPI 3.0 says it. */
function ownTypes(schema: JsonObject): string[] {
  const types = typeof schema['type'] === 'string' ? [schema['type']] : listOf(schema['type']);
  const names = types.filter((type) => typeof type === 'string');
  return schema['nullable'] === true && names.length > 0 ? [...names, 'null'] : names;
}

function inferTypes(schema: JsonObject): string[] {
  if (isObject(schema['properties'])) return ['object'];
  return schema['items'] === undefined ? [] : ['array'];
}

function isXmlType(type: string): type is XmlType {
  return XML_TYPES.has(type);
}

function listOf(value: Json | undefined): Json[] {
  return Array.isArray(value) ? value : [];
}

function textOf(value: Json | undefined): string | undefined {
  return typeof value === 'string' ? value : undefined;
}
