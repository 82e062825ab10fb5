import type { KeywordClause, Operation } from '../specs/contract.ts';
import {
  asArray,
  asObject,
  followSegments,
  isObject,
  type Json,
  type JsonObject,
  pointerSegments,
} from '../specs/json.ts';

/** The operation as it stands in a document. */
export function operationIn(document: JsonObject, { path, method }: Pick<Operation, 'path' | 'method'>): JsonObject {
  return asObject(asObject(asObject(document['paths'])[path])[method]);
}

/** A clause of `x-clauses` as it stands in an operation; its id with or without the contract's. */
export function clauseIn(operation: JsonObject, id: string): JsonObject {
  const name = id.slice(id.indexOf('/') + 1);
  const found = asArray(operation['x-clauses']).find(
    (entry) => asObject(entry)['id'] === name || asObject(entry)['id'] === id,
  );
  if (!isObject(found)) throw new Error(`${id} is no clause of ${String(operation['operationId'])}`);
  return found;
}

/** The schemas that hold the keyword of a clause, one for every media type of the body; the operation as it stands in the document. */
export function holdersOf(operation: JsonObject, clause: KeywordClause): JsonObject[] {
  const segments = pointerSegments(clause.schemaPath).slice(0, -1);
  return schemasOf(operation, clause).flatMap((schema) => {
    const holder = followSegments(schema, segments);
    return isObject(holder) ? [holder] : [];
  });
}

function schemasOf(operation: JsonObject, { where, status, path }: KeywordClause): Json[] {
  if (where === 'body') return mediaSchemas(asObject(operation['requestBody']));
  if (where === 'response') return mediaSchemas(asObject(asObject(operation['responses'])[status ?? '']));
  const parameter = parameterIn(operation, where, path[0] ?? '');
  return [{ properties: { [String(parameter['name'])]: parameter['schema'] ?? {} } }];
}

/** A parameter as it stands in an operation. */
export function parameterIn(operation: JsonObject, where: string, name: string): JsonObject {
  const found = asArray(operation['parameters']).find(
    (entry) => asObject(entry)['in'] === where && asObject(entry)['name'] === name,
  );
  return asObject(found);
}

function mediaSchemas(holder: JsonObject): Json[] {
  return Object.values(asObject(holder['content'])).flatMap((media) => asObject(media)['schema'] ?? []);
}

/** The one collection that the contract's users are in, as it stands in a document. */
export function recordIn(document: JsonObject): JsonObject {
  const [collection] = Object.values(asObject(document['x-collections']));
  return asObject(asObject(collection)['record']);
}
