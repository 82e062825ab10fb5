import {
  type Document,
  isAlias,
  isMap,
  isScalar,
  isSeq,
  type Pair,
  type Scalar,
  type YAMLMap,
  type YAMLSeq,
} from 'yaml';
import { type Json, type JsonObject, setMember } from './json.ts';
import type { Positions, Spot } from './positions.ts';

/** Something that is wrong with a YAML text, at an offset in UTF-16 units. */
export interface YamlComplaint {
  readonly code: 'yaml-broken' | 'yaml-warning' | 'yaml-not-json' | 'yaml-alias';
  readonly at: number;
  readonly found: string;
}

/** Aliases may copy this many nodes in all: enough for any contract, too few for a bomb. */
const MAX_COPIED_NODES = 100_000;

interface Conversion {
  readonly positions: Positions;
  readonly spotAt: (offset: number) => Spot;
  readonly complaints: YamlComplaint[];
  readonly anchors: Map<string, Json>;
  copied: number;
}

/**
 * The JSON value of a YAML document, every node with its place; undefined for an empty one. What JSON cannot
 * say (non-string keys apart from scalars, infinities) is a complaint. Aliases are copied, not shared, so that
 * a change to one place never reaches another.
 */
export function yamlToJson(
  document: Document.Parsed,
  positions: Positions,
  spotAt: (offset: number) => Spot,
  complaints: YamlComplaint[],
): Json | undefined {
  if (document.contents === null) return undefined;
  return convert(document.contents, { positions, spotAt, complaints, anchors: new Map(), copied: 0 });
}

function convert(node: unknown, conversion: Conversion): Json {
  if (isAlias(node)) return copyAnchored(node.source, offsetOf(node), conversion);
  const value = convertPlain(node, conversion);
  if ((isMap(node) || isSeq(node) || isScalar(node)) && node.anchor !== undefined) {
    conversion.anchors.set(node.anchor, value);
  }
  return value;
}

function convertPlain(node: unknown, conversion: Conversion): Json {
  if (isMap(node)) return convertMap(node, conversion);
  if (isSeq(node)) return convertSequence(node, conversion);
  return isScalar(node) ? convertScalar(node, conversion) : null;
}

function convertMap(map: YAMLMap, conversion: Conversion): JsonObject {
  const { positions, spotAt, complaints } = conversion;
  const object: JsonObject = {};
  positions.markNode(object, spotAt(offsetOf(map)));
  for (const pair of map.items) {
    const at = keyOffset(pair, map);
    const name = memberName(pair);
    if (name === undefined) complaints.push({ code: 'yaml-not-json', at, found: 'a key that is no string' });
    else if (Object.hasOwn(object, name)) {
      complaints.push({ code: 'yaml-broken', at, found: `the key ${JSON.stringify(name)} a second time` });
    } else {
      setMember(object, name, convert(pair.value, conversion));
      positions.markMember(object, name, spotAt(at));
    }
  }
  return object;
}

function convertSequence(sequence: YAMLSeq, conversion: Conversion): Json[] {
  const { positions, spotAt } = conversion;
  const array: Json[] = [];
  positions.markNode(array, spotAt(offsetOf(sequence)));
  for (const item of sequence.items) {
    positions.markMember(array, String(array.length), spotAt(offsetOf(item)));
    array.push(convert(item, conversion));
  }
  return array;
}

function convertScalar(scalar: Scalar, { complaints }: Conversion): Json {
  const { value } = scalar;
  if (typeof value === 'number' && !Number.isFinite(value)) {
    complaints.push({ code: 'yaml-not-json', at: offsetOf(scalar), found: `${value}, which JSON cannot express` });
    return null;
  }
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') return value;
  return value === null || value === undefined ? null : String(value);
}

function copyAnchored(anchor: string, at: number, conversion: Conversion): Json {
  const original = conversion.anchors.get(anchor);
  if (original === undefined) {
    conversion.complaints.push({ code: 'yaml-alias', at, found: `*${anchor} inside the node that it names` });
    return null;
  }
  if (conversion.copied > MAX_COPIED_NODES) return null;
  conversion.copied += countNodes(original, MAX_COPIED_NODES);
  if (conversion.copied > MAX_COPIED_NODES) {
    const found = `aliases that expand to more than ${MAX_COPIED_NODES} nodes`;
    conversion.complaints.push({ code: 'yaml-alias', at, found });
    return null;
  }
  return conversion.positions.clone(original);
}

function countNodes(value: Json, limit: number): number {
  if (typeof value !== 'object' || value === null) return 1;
  let count = 1;
  for (const member of Object.values(value)) {
    if (count > limit) return count;
    count += countNodes(member, limit);
  }
  return count;
}

function memberName({ key }: Pair): string | undefined {
  if (key === null) return '';
  if (!isScalar(key) || (typeof key.value === 'object' && key.value !== null)) return undefined;
  return key.value === null ? '' : String(key.value);
}

function keyOffset({ key }: Pair, map: YAMLMap): number {
  return isScalar(key) ? offsetOf(key) : offsetOf(map);
}

function offsetOf(node: unknown): number {
  if (isMap(node) || isSeq(node) || isScalar(node) || isAlias(node)) return node.range?.[0] ?? 0;
  return 0;
}
