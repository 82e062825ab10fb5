import { asObject, isObject, type JsonObject } from '../json.ts';
import type { DocumentNode } from '../openapi-nodes.ts';
import type { Finding, LintCheck, LintContext } from './check.ts';
import { combinedSchemas } from './combined.ts';

/** Every required property is declared, in the schema itself or in what it combines or is combined by. */
export const requiredPropertyUndeclared: LintCheck = { code: 'required-property-undeclared', find };

function find({ all, root }: LintContext): Finding[] {
  return all('schema').flatMap((node) => {
    if (!isObject(node.value) || !Array.isArray(node.value['required'])) return [];
    const declared = declaredNames(node, root);
    if (declared === undefined) return [];
    return node.value['required'].flatMap((name, index) => {
      if (typeof name !== 'string' || declared.has(name)) return [];
      const expected = `one of ${[...declared].join(', ')}`;
      return [{ pointer: `${node.pointer}/required/${index}`, found: name, expected }];
    });
  });
}

/** Names that the schema knows; undefined when it declares none at all, and so leaves them open. */
function declaredNames(node: DocumentNode, root: JsonObject): Set<string> | undefined {
  const names = new Set<string>();
  for (const part of combinedSchemas(node, root)) {
    if (Object.keys(asObject(part['patternProperties'])).length > 0) return undefined;
    for (const name of Object.keys(asObject(part['properties']))) names.add(name);
  }
  return names.size === 0 ? undefined : names;
}
