import { METHODS } from './build-operation.ts';
import { followSegments, isObject, type Json, type JsonObject, pointerSegments, setMember, toPointer } from './json.ts';

/** The kinds of object that an OpenAPI document is made of. */
export type NodeKind =
  | 'document'
  | 'info'
  | 'components'
  | 'pathItem'
  | 'operation'
  | 'callback'
  | 'parameter'
  | 'header'
  | 'requestBody'
  | 'response'
  | 'mediaType'
  | 'encoding'
  | 'example'
  | 'securityScheme'
  | 'link'
  | 'schema';

/** One object of an OpenAPI document, as it was written: references are not followed. */
export interface DocumentNode {
  readonly kind: NodeKind;
  readonly value: JsonObject | boolean;
  readonly pointer: string;
  /** Its name in the member that holds it, such as a property's name or `items`. */
  readonly name: string;
  readonly parent: DocumentNode | undefined;
}

/** `one` object, a `list`, a `map` with free names, or a `pattern` map where `x-` names are extensions. */
type Arity = 'one' | 'list' | 'map' | 'pattern';
type Members = Readonly<Record<string, readonly [arity: Arity, kind: NodeKind]>>;

const PARAMETER: Members = { schema: ['one', 'schema'], content: ['map', 'mediaType'], examples: ['map', 'example'] };

/**
 * What an object of each kind holds.
 * @source OpenAPI 3.1.1 section 4.8; JSON Schema 2020-12 section 10 and Validation for the schema.
 */
const MEMBERS: Readonly<Record<NodeKind, Members>> = {
  document: {
    paths: ['pattern', 'pathItem'],
    webhooks: ['map', 'pathItem'],
    components: ['one', 'components'],
    info: ['one', 'info'],
  },
  info: {},
  components: {
    schemas: ['map', 'schema'],
    responses: ['map', 'response'],
    parameters: ['map', 'parameter'],
    examples: ['map', 'example'],
    requestBodies: ['map', 'requestBody'],
    headers: ['map', 'header'],
    securitySchemes: ['map', 'securityScheme'],
    links: ['map', 'link'],
    callbacks: ['map', 'callback'],
    pathItems: ['map', 'pathItem'],
  },
  pathItem: {
    ...Object.fromEntries(METHODS.map((method) => [method, ['one', 'operation'] as const])),
    parameters: ['list', 'parameter'],
  },
  operation: {
    parameters: ['list', 'parameter'],
    requestBody: ['one', 'requestBody'],
    responses: ['pattern', 'response'],
    callbacks: ['map', 'callback'],
  },
  callback: { '*': ['one', 'pathItem'] },
  parameter: PARAMETER,
  header: PARAMETER,
  requestBody: { content: ['map', 'mediaType'] },
  response: { headers: ['map', 'header'], content: ['map', 'mediaType'], links: ['map', 'link'] },
  mediaType: { schema: ['one', 'schema'], examples: ['map', 'example'], encoding: ['map', 'encoding'] },
  encoding: { headers: ['map', 'header'] },
  example: {},
  securityScheme: {},
  link: {},
  schema: {
    ...asSchemas('map', 'properties patternProperties $defs dependentSchemas'),
    ...asSchemas('list', 'prefixItems allOf anyOf oneOf'),
    ...asSchemas('one', 'additionalProperties unevaluatedProperties propertyNames'),
    ...asSchemas('one', 'items unevaluatedItems contains contentSchema not if then else'),
  },
};

function asSchemas(arity: Arity, names: string): Members {
  return Object.fromEntries(names.split(' ').map((name) => [name, [arity, 'schema'] as const]));
}

/** Every object of the document, each once, parents first; what only references reach comes last. */
export function walkDocument(root: JsonObject): Map<string, DocumentNode> {
  const nodes = new Map<string, DocumentNode>();
  visit({ kind: 'document', value: root, pointer: '', name: '', parent: undefined }, nodes);
  const pending = [...nodes.values()];
  for (const node of pending) {
    const target = localTarget(node.value);
    if (target === undefined || nodes.has(target)) continue;
    const segments = pointerSegments(target);
    const value = followSegments(root, segments);
    if (!isNodeValue(value, node.kind)) continue;
    const before = nodes.size;
    visit({ kind: node.kind, value, pointer: target, name: segments.at(-1) ?? '', parent: undefined }, nodes);
    pending.push(...[...nodes.values()].slice(before));
  }
  return nodes;
}

/** The objects below a part of a document, beginning with that part itself. */
export function walkPart(value: JsonObject, kind: NodeKind, pointer: string): DocumentNode[] {
  const nodes = new Map<string, DocumentNode>();
  visit({ kind, value, pointer, name: '', parent: undefined }, nodes);
  return [...nodes.values()];
}

/** A copy of a schema, each schema directly in it replaced; all else, right or wrong, is shared. */
export function mapSubschemas(schema: JsonObject, replace: (subschema: Json) => Json): JsonObject {
  const replaceSchema = (value: Json): Json => (isNodeValue(value, 'schema') ? replace(value) : value);
  const copy: JsonObject = {};
  for (const [name, value] of Object.entries(schema)) {
    const [arity] = memberOf('schema', name) ?? [];
    if (arity === 'one') setMember(copy, name, replaceSchema(value));
    else if (arity === 'list' && Array.isArray(value)) copy[name] = value.map(replaceSchema);
    else if (arity === 'map' && isObject(value)) copy[name] = mapMembers(value, replaceSchema);
    else setMember(copy, name, value);
  }
  return copy;
}

function mapMembers(value: JsonObject, replace: (member: Json) => Json): JsonObject {
  const copy: JsonObject = {};
  for (const [name, member] of Object.entries(value)) setMember(copy, name, replace(member));
  return copy;
}

/** The kind of object that stands at these segments of a dereferenced document; undefined for data and extensions. */
export function kindAt(segments: readonly string[]): NodeKind | undefined {
  let kind: NodeKind = 'document';
  for (let index = 0; index < segments.length; index += 1) {
    const member: readonly [Arity, NodeKind] | undefined = memberOf(kind, segments[index] ?? '');
    if (member === undefined) return undefined;
    const [arity, child] = member;
    kind = child;
    if (arity === 'one') continue;
    index += 1;
    if (arity === 'pattern' && segments[index]?.startsWith('x-')) return undefined;
  }
  return kind;
}

/** Pointer that a local `$ref` names (percent-decoded), when the value is a reference. */
export function localTarget(value: Json): string | undefined {
  if (!isObject(value) || typeof value['$ref'] !== 'string') return undefined;
  const reference = value['$ref'];
  if (reference === '#') return '';
  return reference.startsWith('#/') ? decodeFragment(reference.slice(1)) : undefined;
}

/**
 * What a pointer names, and the pointer of the place where it is written: references on the way, and at the end, are
 * followed. Undefined when there is nothing, or only a circle.
 */
export function findTarget(root: JsonObject, pointer: string): { value: Json; pointer: string } | undefined {
  let segments = pointerSegments(pointer);
  // Every reference may be followed once; more jumps than that are a circle.
  for (let jumps = 0; jumps < 100; jumps += 1) {
    const step = stepUntilReference(root, segments);
    if (step.target === undefined)
      return step.value === undefined ? undefined : { value: step.value, pointer: toPointer(segments) };
    segments = [...pointerSegments(step.target), ...step.rest];
  }
  return undefined;
}

function stepUntilReference(
  root: JsonObject,
  segments: readonly string[],
): { value: Json | undefined; target?: string; rest: readonly string[] } {
  let value: Json | undefined = root;
  for (let index = 0; index <= segments.length; index += 1) {
    const next = segments[index];
    const own = isObject(value) && next !== undefined && Object.hasOwn(value, next);
    const target = value === undefined || own ? undefined : localTarget(value);
    if (target !== undefined) return { value, target, rest: segments.slice(index) };
    if (next !== undefined) value = followSegments(value, [next]);
  }
  return { value, rest: [] };
}

/** A URI fragment without percent signs; itself when it is malformed. */
export function decodeFragment(fragment: string): string {
  try {
    return decodeURIComponent(fragment);
  } catch {
    return fragment;
  }
}

function visit(node: DocumentNode, nodes: Map<string, DocumentNode>): void {
  if (nodes.has(node.pointer)) return;
  nodes.set(node.pointer, node);
  if (!isObject(node.value)) return;
  // What stands beside a reference counts in a schema and a path item only.
  if (typeof node.value['$ref'] === 'string' && node.kind !== 'schema' && node.kind !== 'pathItem') return;
  for (const [name, value] of Object.entries(node.value)) {
    const member = memberOf(node.kind, name);
    if (member !== undefined) visitMember(node, name, value, member, nodes);
  }
}

function visitMember(
  parent: DocumentNode,
  name: string,
  value: Json,
  [arity, kind]: readonly [Arity, NodeKind],
  nodes: Map<string, DocumentNode>,
): void {
  for (const [path, child] of childrenOf(name, value, arity)) {
    if (!isNodeValue(child, kind)) continue;
    const pointer = parent.pointer + toPointer(path);
    visit({ kind, value: child, pointer, name: path.at(-1) ?? '', parent }, nodes);
  }
}

function childrenOf(name: string, value: Json, arity: Arity): [path: string[], child: Json][] {
  if (arity === 'one') return [[[name], value]];
  if (arity === 'list') {
    return Array.isArray(value) ? value.map((child, index) => [[name, String(index)], child]) : [];
  }
  if (!isObject(value)) return [];
  return Object.entries(value)
    .filter(([key]) => arity === 'map' || !key.startsWith('x-'))
    .map(([key, child]) => [[name, key], child]);
}

/** A callback object has its path items directly under it, with free names: `*`. */
function memberOf(kind: NodeKind, name: string): readonly [Arity, NodeKind] | undefined {
  const members = MEMBERS[kind];
  if (Object.hasOwn(members, name)) return members[name];
  return name.startsWith('x-') ? undefined : members['*'];
}

function isNodeValue(value: Json | undefined, kind: NodeKind): value is JsonObject | boolean {
  return isObject(value) || (kind === 'schema' && typeof value === 'boolean');
}
