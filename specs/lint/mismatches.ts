import type { ErrorObject } from 'ajv';
import { complaintsOf } from '../complaints.ts';
import { isObject, type Json } from '../json.ts';
import type { DocumentNode } from '../openapi-nodes.ts';
import type { Finding, LintContext } from './check.ts';

/** Which way a value travels: of a request read-only properties may be absent, of a response write-only ones. */
export type Direction = 'request' | 'response' | 'any';

/** What a schema has against a value; nothing when the schema does not compile, which is told elsewhere. */
export function mismatches(
  value: Json,
  pointer: string,
  schema: DocumentNode,
  context: LintContext,
  direction: Direction,
): Finding[] {
  const compiled = context.schemas.compile(schema);
  if ('failure' in compiled || compiled.validate(value)) return [];
  const errors = (compiled.validate.errors ?? []).filter((error) => !isExcused(error, direction));
  return complaintsOf(errors, value).map((complaint) => {
    const { found, expected } = complaint;
    return { pointer: pointer + complaint.pointer, found, expected };
  });
}

/** OpenAPI 3.1.1 section 4.8.24.4: a required property that does not travel this way may be absent. */
function isExcused({ keyword, params, parentSchema }: ErrorObject, direction: Direction): boolean {
  if (keyword !== 'required') return false;
  const properties: unknown = parentSchema?.['properties'];
  const property = isObject(properties) ? properties[String(params['missingProperty'])] : undefined;
  if (!isObject(property)) return false;
  return (
    (direction !== 'response' && property['readOnly'] === true) ||
    (direction !== 'request' && property['writeOnly'] === true)
  );
}
