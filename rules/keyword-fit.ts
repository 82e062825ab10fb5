import type { KeywordClause } from '../specs/contract.ts';
import { isObject, type Json } from '../specs/json.ts';
import type { ViolateContext } from './violate.ts';

/** Keywords that say something about one value alone. */
const SIMPLE: ReadonlySet<string> = new Set([
  ...['type', 'enum', 'const', 'pattern', 'format', 'minLength', 'maxLength', 'multipleOf'],
  ...['minimum', 'maximum', 'exclusiveMinimum', 'exclusiveMaximum', 'minItems', 'maxItems', 'uniqueItems'],
]);

/** Where a value is sent: the place of the schema and the path of the property in it. */
export interface Property {
  readonly where: KeywordClause['where'];
  readonly path: readonly string[];
}

/** True when a value, or one inside it, would break a keyword of the operation's schemas. Texts of parameters may stand for other types. */
export function breaksKeyword(
  property: Property,
  value: Json,
  context: Pick<ViolateContext, 'operation' | 'fits'>,
): boolean {
  const { where, path } = property;
  const isBroken = ({ keyword, value: limit, ...clause }: KeywordClause): boolean =>
    clause.where === where &&
    SIMPLE.has(keyword) &&
    !(where !== 'body' && keyword === 'type') &&
    clause.path.join('\n') === path.join('\n') &&
    !context.fits({ [keyword]: limit })(value);
  if (context.operation.keywordClauses.some(isBroken)) return true;
  return insideOf(path, value).some(([inner, member]) => breaksKeyword({ where, path: inner }, member, context));
}

function insideOf(path: readonly string[], value: Json): (readonly [string[], Json])[] {
  if (Array.isArray(value)) {
    const inner = [...path.slice(0, -1), `${path.at(-1) ?? ''}[]`];
    return value.map((element) => [inner, element] as const);
  }
  if (!isObject(value)) return [];
  return Object.entries(value).flatMap(([name, member]) => [name, '*'].map((key) => [[...path, key], member] as const));
}

/** True when the operation's schemas ask for the property to be there. */
export function isRequired({ where, path }: Property, { operation }: Pick<ViolateContext, 'operation'>): boolean {
  return operation.keywordClauses.some(
    (clause) => clause.where === where && clause.keyword === 'required' && clause.path.join('\n') === path.join('\n'),
  );
}
