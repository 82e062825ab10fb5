import { asArray, asObject, isObject, type JsonObject } from '../json.ts';
import type { DocumentNode } from '../openapi-nodes.ts';
import type { Finding, LintCheck, LintContext } from './check.ts';
import { follow } from './operations.ts';

/** Every required property is declared, in the schema itself or in what it combines or is combined by. */
export const requiredPropertyUndeclared: LintCheck = { code: 'required-property-undeclared', find };

function find(context: LintContext): Finding[] {
  return context.all('schema').flatMap((node) => {
    if (!isObject(node.value) || !Array.isArray(node.value['required'])) return [];
    const declared = declaredNames(node, context);
    if (declared === undefined) return [];
    return node.value['required'].flatMap((name, index) => {
      if (typeof name !== 'string' || declared.has(name)) return [];
      const expected = declared.size === 0 ? 'a declared property' : `one of ${[...declared].join(', ')}`;
      return [{ pointer: `${node.pointer}/required/${index}`, found: name, expected }];
    });
  });
}

/** Names that the schema knows; undefined when it declares none at all, and so leaves them open. */
function declaredNames(node: DocumentNode, context: LintContext): Set<string> | undefined {
  const names = new Set<string>();
  for (const part of combined(node, context)) {
    if (Object.keys(asObject(part['patternProperties'])).length > 0) return undefined;
    for (const name of Object.keys(asObject(part['properties']))) names.add(name);
  }
  return names.size === 0 ? undefined : names;
}

const COMBINERS: readonly string[] = ['allOf', 'anyOf', 'oneOf', 'not', 'if', 'then', 'else'];

/** The schemas that judge the same value: those that hold this one as an alternative, and all that they combine. */
function combined(node: DocumentNode, context: LintContext): JsonObject[] {
  let top = node;
  while (top.parent?.kind === 'schema' && COMBINERS.includes(top.pointer.slice(top.parent.pointer.length).split('/')[1] ?? '')) {
    top = top.parent;
  }
  const seen = new Set<JsonObject>();
  gather(top.value, top.pointer, context, seen);
  return [...seen];
}

function gather(value: DocumentNode['value'], at: string, context: LintContext, seen: Set<JsonObject>): void {
  const written = follow(context.root, value, at);
  const own = isObject(value) ? value : undefined;
  for (const schema of [own, written?.value]) {
    if (schema === undefined || seen.has(schema)) continue;
    seen.add(schema);
    const pointer = schema === own ? at : (written?.pointer ?? at);
    for (const name of COMBINERS) {
      const member = schema[name];
      if (isObject(member)) gather(member, `${pointer}/${name}`, context, seen);
      asArray(member).forEach((child, index) => {
        if (isObject(child)) gather(child, `${pointer}/${name}/${index}`, context, seen);
      });
    }
  }
}
