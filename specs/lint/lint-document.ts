import { newProblem } from '../codes.ts';
import { isVersion30 } from '../dereference.ts';
import type { JsonObject } from '../json.ts';
import { type DocumentNode, type NodeKind, walkDocument } from '../openapi-nodes.ts';
import type { Place } from '../positions.ts';
import type { Problem } from '../problem.ts';
import type { LintCheck, LintContext } from './check.ts';
import { extensionSchemas } from './extension-schemas.ts';
import { createSchemaCompiler } from './schema-compiler.ts';

/** What the checks need to know. */
export interface LintInput {
  /** The document with its references linked, not followed. */
  readonly root: JsonObject;
  /** The document without references. */
  readonly document: JsonObject;
  readonly placeOf: (pointer: string) => Place;
  /** True when a reading changed the document. */
  readonly isReading?: boolean;
  readonly ruleSchemas?: Readonly<Record<string, JsonObject>> | undefined;
}

/** Everything that the checks find. */
export function runChecks(checks: readonly LintCheck[], input: LintInput): Problem[] {
  const context = createContext(input);
  return checks.flatMap(({ code, find }) =>
    find(context).map(({ pointer, found, expected, advice }) =>
      newProblem(code, input.placeOf(pointer), pointer, found, expected, advice),
    ),
  );
}

function createContext({ root, document, ruleSchemas, isReading = false }: LintInput): LintContext {
  const isContract = root['x-contract'] !== undefined;
  const nodes = walkDocument(root);
  if (isContract) for (const node of extensionSchemas(root, [...nodes.values()])) nodes.set(node.pointer, node);
  const byKind = new Map<NodeKind, DocumentNode[]>();
  for (const node of nodes.values()) {
    const known = byKind.get(node.kind);
    if (known === undefined) byKind.set(node.kind, [node]);
    else known.push(node);
  }
  return {
    root,
    document,
    nodes,
    all: (kind) => byKind.get(kind) ?? [],
    schemas: createSchemaCompiler(root, nodes, isVersion30(root)),
    isVersion30: isVersion30(root),
    isContract,
    isReading,
    ruleSchemas,
  };
}
