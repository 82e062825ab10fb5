import type { Program, TSSignature, TSType } from 'oxc-parser';
import { asArray, asObject, isObject, type Json, type JsonObject } from '../specs/json.ts';

/**
 * What a type lets through, as far as a schema can say it: an object with its members (an optional one has a `?` behind its name), a list with
 * the shape of its elements, a tuple, or the sorted names of alternatives.
 */
export type Shape = string | readonly Shape[] | { readonly [member: string]: Shape } | { readonly list: Shape };

/** The shape of an exported type of these programs, with what it refers to in place. */
export function typeShapeOf(programs: readonly Program[], type: string): Shape {
  const types = new Map<string, TSType | readonly TSSignature[]>();
  for (const statement of programs.flatMap(({ body }) => body)) {
    if (statement.type !== 'ExportNamedDeclaration' || statement.declaration === null) continue;
    const { declaration } = statement;
    if (declaration.type === 'TSInterfaceDeclaration') types.set(declaration.id.name, declaration.body.body);
    if (declaration.type === 'TSTypeAliasDeclaration') types.set(declaration.id.name, declaration.typeAnnotation);
  }
  const shapeOf = (name: string): Shape => {
    const type = types.get(name);
    if (type === undefined) throw new Error(`there is no type ${name}`);
    return 'type' in type ? typeShape(type, shapeOf) : membersShape(type, shapeOf);
  };
  return shapeOf(type);
}

type Named = (name: string) => Shape;

function typeShape(type: TSType, named: Named): Shape {
  switch (type.type) {
    case 'TSTypeLiteral':
      return membersShape(type.members, named);
    case 'TSParenthesizedType':
    case 'TSTypeOperator':
      return typeShape(type.typeAnnotation, named);
    case 'TSArrayType':
      return { list: typeShape(type.elementType, named) };
    case 'TSTupleType':
      return type.elementTypes.map((element) => {
        if (element.type === 'TSNamedTupleMember') return elementShape(element.elementType, named);
        return elementShape(element, named);
      });
    case 'TSUnionType':
      return alternatives(type.types.map((each) => typeShape(each, named)));
    case 'TSIntersectionType':
      return Object.assign({}, ...type.types.map((each) => typeShape(each, named)));
    case 'TSLiteralType':
      return 'value' in type.literal ? JSON.stringify(type.literal.value) : 'unknown';
    case 'TSTypeReference':
      return type.typeName.type === 'Identifier' ? named(type.typeName.name) : 'unknown';
    default:
      return KEYWORDS[type.type] ?? type.type;
  }
}

const KEYWORDS: Readonly<Record<string, string>> = {
  TSStringKeyword: 'string',
  TSNumberKeyword: 'number',
  TSBooleanKeyword: 'boolean',
  TSNullKeyword: 'null',
};

function elementShape(element: { readonly type: string }, named: Named): Shape {
  return KEYWORDS[element.type] ?? (isType(element) ? typeShape(element, named) : 'unknown');
}

function isType(element: { readonly type: string }): element is TSType {
  return element.type.startsWith('TS') && element.type.endsWith('Type');
}

function membersShape(members: readonly TSSignature[], named: Named): Shape {
  const shapes = members.map((member): [string, Shape] => {
    if (member.type !== 'TSPropertySignature' || member.key.type !== 'Identifier' || member.typeAnnotation === null)
      throw new Error(`a member of another kind: ${member.type}`);
    return [`${member.key.name}${member.optional ? '?' : ''}`, typeShape(member.typeAnnotation.typeAnnotation, named)];
  });
  return sorted(shapes);
}

/** The shape of a definition of a schema, with what it refers to in place. */
export function schemaShapeOf(schema: JsonObject, definition: string): Shape {
  const definitions = asObject(schema['$defs']);
  return schemaShape(asObject(definitions[definition]), definitions);
}

function schemaShape(schema: JsonObject, definitions: JsonObject): Shape {
  const inner = (other: Json | undefined): Shape => schemaShape(asObject(other), definitions);
  const { $ref: reference, const: constant, enum: values, anyOf, prefixItems, items, properties } = schema;
  if (typeof reference === 'string') return inner(definitions[reference.slice('#/$defs/'.length)]);
  if (constant !== undefined) return JSON.stringify(constant);
  if (values !== undefined) return alternatives(asArray(values).map((value) => JSON.stringify(value)));
  if (anyOf !== undefined) return alternatives(asArray(anyOf).map(inner));
  if (prefixItems !== undefined) return asArray(prefixItems).map(inner);
  if (isObject(properties)) {
    const required = asArray(schema['required']);
    return sorted(
      Object.entries(properties).map(([name, member]) => [required.includes(name) ? name : `${name}?`, inner(member)]),
    );
  }
  const types = [schema['type'] ?? 'unknown'].flat().map((type) => (type === 'integer' ? 'number' : String(type)));
  return alternatives(types.map((type) => (type === 'array' ? { list: inner(items) } : type)));
}

/** Alternatives in an order that does not depend on how they are written; a single one is itself. */
function alternatives(shapes: readonly Shape[]): Shape {
  const [only] = shapes;
  if (shapes.length === 1 && only !== undefined) return only;
  const texts = shapes.flatMap((shape) => (typeof shape === 'string' ? shape.split(' or ') : [JSON.stringify(shape)]));
  return texts.toSorted().join(' or ');
}

function sorted(members: readonly (readonly [string, Shape])[]): Shape {
  return Object.fromEntries(members.toSorted(([left], [right]) => (left < right ? -1 : 1)));
}
