import { asArray, isObject, type JsonObject } from '../json.ts';
import type { DocumentNode } from '../openapi-nodes.ts';
import { follow } from './operations.ts';

const COMBINERS: ReadonlySet<string> = new Set(['allOf', 'anyOf', 'oneOf', 'not', 'if', 'then', 'else']);

/** Every schema that judges the same value: what holds this one as an alternative, and all that they combine or name. */
export function combinedSchemas(node: DocumentNode, root: JsonObject): ReadonlySet<JsonObject> {
  let top = node;
  while (top.parent?.kind === 'schema' && COMBINERS.has(memberOf(top, top.parent))) top = top.parent;
  const seen = new Set<JsonObject>();
  gather(top.value, top.pointer, root, seen);
  return seen;
}

/** Name of the member of the parent that holds the node. */
function memberOf(node: DocumentNode, parent: DocumentNode): string {
  return node.pointer.slice(parent.pointer.length + 1).split('/')[0] ?? '';
}

function gather(value: JsonObject | boolean, pointer: string, root: JsonObject, seen: Set<JsonObject>): void {
  if (!isObject(value) || seen.has(value)) return;
  seen.add(value);
  const named = follow(root, value, pointer);
  if (named !== undefined) gather(named.value, named.pointer, root, seen);
  for (const name of COMBINERS) {
    const member = value[name];
    if (isObject(member)) gather(member, `${pointer}/${name}`, root, seen);
    asArray(member).forEach((child, index) => {
      if (isObject(child)) gather(child, `${pointer}/${name}/${index}`, root, seen);
    });
  }
}
