import type { ValidateFunction } from 'ajv/dist/2020.js';
import { createAjv } from '../ajv.ts';
import { isObject, type Json, type JsonObject } from '../json.ts';
import { translateSchema } from '../json-schema.ts';
import { type DocumentNode, findTarget, localTarget } from '../openapi-nodes.ts';

/** A schema's validator, or why there is none: `undefined` when it refers to more others than can be compiled. */
export type Compiled = { readonly validate: ValidateFunction } | { readonly failure: string | undefined };

/** Compiles the schemas of one document, each once; schemas that others refer to are shared. */
export interface SchemaCompiler {
  readonly compile: (node: DocumentNode) => Compiled;
  /** The first schema that refers to more others than can be compiled, if one was met. None is tried after it. */
  readonly tangled: () => DocumentNode | undefined;
  /** The schema as JSON Schema 2020-12. */
  readonly translate: (node: DocumentNode) => JsonObject | boolean;
}

const TANGLED: Compiled = { failure: undefined };

/** Base of the references between schemas; nobody ever fetches it. */
const BASE = 'https://document.invalid/';

/** A compiler of the schemas among the nodes of a document. Nothing is compiled before it is asked for. */
export function createSchemaCompiler(
  root: JsonObject,
  nodes: ReadonlyMap<string, DocumentNode>,
  isVersion30: boolean,
): SchemaCompiler {
  const ajv = createAjv({ verbose: true });
  const shared = new Map<string, { readonly name: string; readonly value: Json }>();
  for (const { kind, value } of nodes.values()) {
    const target = kind === 'schema' ? localTarget(value) : undefined;
    const found = target === undefined ? undefined : findTarget(root, target);
    if (found !== undefined && !shared.has(found.pointer)) {
      shared.set(found.pointer, { name: `s${shared.size}`, value: found.value });
    }
  }
  const rewrite = (reference: string): string => {
    const target = localTarget({ $ref: reference });
    const name = target === undefined ? undefined : shared.get(findTarget(root, target)?.pointer ?? '')?.name;
    return name === undefined ? reference : `${BASE}#/$defs/${name}`;
  };
  const translateValue = (value: Json): JsonObject | boolean => translateSchema(value, isVersion30, rewrite);
  const definitions = [...shared.values()].map(({ name, value }) => [name, translateValue(value)]);
  ajv.addSchema({ $id: BASE, $defs: Object.fromEntries(definitions) });
  const compiled = new Map<string, Compiled>();
  let tangled: DocumentNode | undefined;
  return {
    tangled: () => tangled,
    translate: ({ value }) => translateSchema(value, isVersion30, (reference) => reference),
    compile: (node) => {
      const known = compiled.get(node.pointer);
      if (known !== undefined) return known;
      // Another attempt would take as long, and end alike.
      if (tangled !== undefined) return TANGLED;
      const name = shared.get(node.pointer)?.name;
      const result = attempt(() =>
        ajv.compile(name === undefined ? translateValue(node.value) : { $ref: `${BASE}#/$defs/${name}` }),
      );
      if (result === TANGLED) tangled = node;
      compiled.set(node.pointer, result);
      return result;
    },
  };
}

function attempt(compile: () => ValidateFunction): Compiled {
  try {
    return { validate: compile() };
  } catch (error) {
    // Ajv compiles what a schema refers to while it compiles the schema: long chains exhaust the stack.
    if (error instanceof RangeError) return TANGLED;
    return { failure: error instanceof Error ? error.message : String(error) };
  }
}

/** The schemas that no other schema holds. */
export function rootSchemas(nodes: readonly DocumentNode[]): DocumentNode[] {
  return nodes.filter(({ kind, parent, value }) => kind === 'schema' && parent?.kind !== 'schema' && isObject(value));
}
