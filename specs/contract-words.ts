import { asArray, asObject, isObject, type Json, type JsonObject, toPointer } from './json.ts';
import type { DocumentNode } from './openapi-nodes.ts';

/** One entry of `x-clauses`, as it was written. */
export interface WrittenClause {
  readonly pointer: string;
  readonly value: JsonObject;
  readonly operation: DocumentNode;
}

/** What an `x-clause` says about one keyword, or one part of it. */
export interface KeywordRemark {
  readonly pointer: string;
  readonly value: JsonObject;
  /** The keyword, or `default`. */
  readonly keyword: string;
  readonly part: string | undefined;
  readonly schema: DocumentNode;
}

/** A member of a word, with its place. */
export interface Entry {
  readonly name: string;
  readonly pointer: string;
  readonly value: Json;
}

/** Every entry of every `x-clauses`. */
export function writtenClauses(nodes: Iterable<DocumentNode>): WrittenClause[] {
  return [...nodes].flatMap((operation) => {
    if (operation.kind !== 'operation' || !isObject(operation.value)) return [];
    return entriesOf(operation.value, 'x-clauses', operation.pointer).flatMap(({ pointer, value }) =>
      isObject(value) ? [{ pointer, value, operation }] : [],
    );
  });
}

/** Every remark of every `x-clause`, whole keywords before their parts. */
export function keywordRemarks(nodes: Iterable<DocumentNode>): KeywordRemark[] {
  return [...nodes].flatMap((schema) => {
    if (schema.kind !== 'schema' || !isObject(schema.value)) return [];
    return entriesOf(schema.value, 'x-clause', schema.pointer).flatMap(({ name: keyword, pointer, value }) => {
      if (!isObject(value)) return [];
      const parts = entriesOf(value, 'parts', pointer).flatMap((entry) =>
        isObject(entry.value) ? [{ ...entry, value: entry.value, keyword, part: entry.name, schema }] : [],
      );
      return [{ pointer, value, keyword, part: undefined, schema }, ...parts];
    });
  });
}

/** The members of a word that holds an object or a list, with their places; none when it holds something else. */
export function entriesOf(holder: JsonObject, word: string, at = ''): Entry[] {
  const value = Object.hasOwn(holder, word) ? holder[word] : undefined;
  const members = Array.isArray(value) ? asArray(value).entries() : Object.entries(asObject(value));
  return [...members].map(([name, member]) => {
    return { name: String(name), pointer: at + toPointer([word, name]), value: member };
  });
}
