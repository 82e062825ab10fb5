import { entriesOf } from '../contract-words.ts';
import { isObject, type Json, type JsonObject, toPointer } from '../json.ts';
import { type DocumentNode, walkPart } from '../openapi-nodes.ts';

/** The schemas in the x- words of a contract: of facts and credentials, in conditions and in accepted outcomes. */
export function extensionSchemas(root: JsonObject, nodes: Iterable<DocumentNode>): DocumentNode[] {
  const declared = [...entriesOf(root, 'x-facts'), ...entriesOf(root, 'x-credentials')].flatMap(({ pointer, value }) =>
    isObject(value) ? schemaAt(value['schema'], `${pointer}/schema`) : [],
  );
  const inside = [...nodes].flatMap(({ kind, value, pointer }) => {
    if (!isObject(value)) return [];
    if (kind === 'example') return search(value['value'], `${pointer}/value`);
    return Object.entries(value)
      .filter(([name]) => name.startsWith('x-'))
      .flatMap(([name, member]) => search(member, pointer + toPointer([name])));
  });
  return [...declared, ...inside];
}

/** Conditions have their schemas under `is` and `isNot`, outcomes under `body` beside a status. */
function search(value: Json | undefined, pointer: string): DocumentNode[] {
  if (Array.isArray(value)) return value.flatMap((element, index) => search(element, `${pointer}/${index}`));
  if (!isObject(value)) return [];
  const isCondition = typeof value['the'] === 'string';
  const isOutcome = value['status'] !== undefined && value['example'] === undefined;
  return Object.entries(value).flatMap(([name, member]) => {
    const at = pointer + toPointer([name]);
    if ((isCondition && (name === 'is' || name === 'isNot')) || (isOutcome && name === 'body'))
      return schemaAt(member, at);
    return search(member, at);
  });
}

function schemaAt(value: Json | undefined, pointer: string): DocumentNode[] {
  return isObject(value) ? walkPart(value, 'schema', pointer) : [];
}
