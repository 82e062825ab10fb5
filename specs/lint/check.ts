import type { ProblemCode } from '../codes.ts';
import type { JsonObject } from '../json.ts';
import type { DocumentNode, NodeKind } from '../openapi-nodes.ts';
import type { SchemaCompiler } from './schema-compiler.ts';

/** What a check may look at. */
export interface LintContext {
  /** The document with its references linked, not followed. */
  readonly root: JsonObject;
  /** The document without references. */
  readonly document: JsonObject;
  /** Every object of the document by its pointer, the schemas in x- words included. */
  readonly nodes: ReadonlyMap<string, DocumentNode>;
  /** All nodes of a kind. */
  readonly all: (kind: NodeKind) => readonly DocumentNode[];
  readonly schemas: SchemaCompiler;
  /** True for OpenAPI 3.0. */
  readonly isVersion30: boolean;
  /** True when the document has the words of a contract. */
  readonly isContract: boolean;
  /** True when a reading changed the document. */
  readonly isReading: boolean;
  /** JSON Schema of the parameters of every rule, by its kind; undefined when the rules are not known here. */
  readonly ruleSchemas: Readonly<Record<string, JsonObject>> | undefined;
}

/** One thing that a check found, at a JSON pointer. */
export interface Finding {
  readonly pointer: string;
  readonly found: string;
  readonly expected: string;
  /** What to do, when it can be said better than in general. */
  readonly advice?: string;
}

/** One check of a document: everything that it finds has its code. */
export interface LintCheck {
  readonly code: ProblemCode;
  readonly find: (context: LintContext) => readonly Finding[];
}
