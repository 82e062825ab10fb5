import { newProblem } from '../codes.ts';
import { isVersion30 } from '../dereference.ts';
import { type JsonObject } from '../json.ts';
import { type DocumentNode, type NodeKind, walkDocument } from '../openapi-nodes.ts';
import type { Place } from '../positions.ts';
import type { Problem } from '../problem.ts';
import type { LintCheck, LintContext } from './check.ts';

/** What the checks need to know. */
export interface LintInput {
  /** The document with its references linked. */
  readonly root: JsonObject;
  readonly placeOf: (pointer: string) => Place;
  readonly ruleSchemas?: Readonly<Record<string, JsonObject>> | undefined;
}

/** Everything that the checks find. */
export function runChecks(checks: readonly LintCheck[], { root, placeOf, ruleSchemas }: LintInput): Problem[] {
  const context = createContext(root, ruleSchemas);
  return checks.flatMap(({ code, find }) =>
    find(context).map(({ pointer, found, expected, advice }) =>
      newProblem(code, placeOf(pointer), pointer, found, expected, advice),
    ),
  );
}

function createContext(root: JsonObject, ruleSchemas: LintContext['ruleSchemas']): LintContext {
  const nodes = walkDocument(root);
  const byKind = new Map<NodeKind, DocumentNode[]>();
  for (const node of nodes.values()) {
    const known = byKind.get(node.kind);
    if (known === undefined) byKind.set(node.kind, [node]);
    else known.push(node);
  }
  return {
    root,
    nodes,
    isVersion30: isVersion30(root),
    isContract: root['x-contract'] !== undefined,
    ruleSchemas,
    all: (kind) => byKind.get(kind) ?? [],
  };
}
