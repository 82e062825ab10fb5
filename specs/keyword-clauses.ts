import type { Fold } from './behaviour.ts';
import type { AcceptedOutcome, Basis, KeywordClause, Level, Operation, Source } from './contract.ts';
import { asObject, isObject, type Json, type JsonObject, toPointer } from './json.ts';
import { sayKeyword } from './keyword-says.ts';

/** Keywords that constrain a value, in the order in which their clauses are listed. `required` is listed with the property. */
const CONSTRAINTS = [
  'type',
  'enum',
  'const',
  'format',
  'minLength',
  'maxLength',
  'pattern',
  'minimum',
  'exclusiveMinimum',
  'maximum',
  'exclusiveMaximum',
  'multipleOf',
  'minItems',
  'maxItems',
  'uniqueItems',
  'contains',
  'minContains',
  'maxContains',
  'minProperties',
  'maxProperties',
  'propertyNames',
  'dependentRequired',
  'dependentSchemas',
  'anyOf',
  'oneOf',
  'not',
  'if',
  'unevaluatedProperties',
  'unevaluatedItems',
  'default',
] as const;

type Where = KeywordClause['where'];
type OperationShape = Pick<Operation, 'id' | 'isPrimary' | 'parameters' | 'body' | 'responses'>;

/** What an author says beside a keyword, all optional. */
interface Remark {
  readonly level?: Level;
  readonly basis?: Basis;
  readonly source?: Source;
  readonly says?: string;
  readonly message?: string;
  readonly accept?: readonly AcceptedOutcome[];
  readonly fold?: Fold;
  readonly parts?: Readonly<Record<string, Remark & { readonly pattern?: string; readonly sameAs?: string }>>;
}

interface Place {
  readonly contract: string;
  readonly operation: string;
  readonly where: Where;
  readonly status?: string;
  /** Goes before the path in the id: `createUser.`, `response.`, … */
  readonly prefix: string;
  readonly path: readonly string[];
  readonly schemaPath: readonly string[];
  /** Name in the id when the path is empty. */
  readonly root: string;
}

/** Every constraint of an operation's schemas as a clause: the request's first, then the answers'. Each id once. */
export function keywordClausesOf(operation: OperationShape, contract: string): KeywordClause[] {
  const own = operation.isPrimary ? '' : `${operation.id}.`;
  const base = { contract, operation: operation.id, path: [], schemaPath: [], root: 'body' };
  const parameters = operation.parameters.flatMap(({ in: where, name, schema, required }) => {
    const place = { ...base, where, prefix: own, path: [name], schemaPath: ['properties', name] };
    const presence =
      required && where !== 'path' ? [requiredClause(place, asObject(schema['x-clause'])['required'], name, [])] : [];
    return [...presence, ...walk(schema, place)];
  });
  const bodies = Object.values(operation.body?.content ?? {}).flatMap(({ schema }) =>
    schema ? walk(schema, { ...base, where: 'body', prefix: own }) : [],
  );
  const answers = Object.values(operation.responses).flatMap(({ status, content }) =>
    Object.values(content).flatMap(({ schema }) =>
      schema
        ? walk(schema, {
            ...base,
            where: 'response',
            status,
            prefix: `${own}response.${status.startsWith('2') ? '' : `${status}.`}`,
          })
        : [],
    ),
  );
  return [...new Map([...parameters, ...bodies, ...answers].map((clause) => [clause.id, clause])).values()];
}

function walk(schema: JsonObject, place: Place): KeywordClause[] {
  if (typeof schema['$ref'] === 'string') return [];
  const clauses = CONSTRAINTS.flatMap((keyword) =>
    schema[keyword] === undefined ? [] : keywordClauses(schema, keyword, place),
  );
  if (schema['additionalProperties'] === false) clauses.push(...keywordClauses(schema, 'additionalProperties', place));
  return [...clauses, ...walkMembers(schema, place), ...walkItems(schema, place), ...walkAllOf(schema, place)];
}

function walkMembers(schema: JsonObject, place: Place): KeywordClause[] {
  const required = Array.isArray(schema['required']) ? schema['required'].map(String) : [];
  const remark = asObject(schema['x-clause'])['required'];
  const properties = asObject(schema['properties']);
  const inner = Object.entries(properties).flatMap(([name, member]) => {
    const presence = required.includes(name) ? [requiredOf(name)] : [];
    return [...presence, ...walk(asObject(member), descend(place, name, ['properties', name]))];
  });
  const undeclared = required.filter((name) => !Object.hasOwn(properties, name)).map(requiredOf);
  const rest = isObject(schema['additionalProperties']) ? schema['additionalProperties'] : undefined;
  return [...inner, ...undeclared, ...(rest ? walk(rest, descend(place, '*', ['additionalProperties'])) : [])];

  function requiredOf(name: string): KeywordClause {
    return requiredClause(descend(place, name, []), remark, name, place.schemaPath);
  }
}

function descend(place: Place, name: string, schemaPath: readonly string[]): Place {
  return { ...place, path: [...place.path, name], schemaPath: [...place.schemaPath, ...schemaPath] };
}

/** Elements of the body itself keep the path of the body: a batch and a single user name their properties alike. */
function walkItems(schema: JsonObject, place: Place): KeywordClause[] {
  if (!isObject(schema['items'])) return [];
  const schemaPath = [...place.schemaPath, 'items'];
  if (place.path.length === 0) return walk(schema['items'], { ...place, schemaPath, root: 'item' });
  const last = place.path.at(-1) ?? '';
  return walk(schema['items'], { ...place, schemaPath, path: [...place.path.slice(0, -1), `${last}[]`] });
}

function walkAllOf(schema: JsonObject, place: Place): KeywordClause[] {
  if (!Array.isArray(schema['allOf'])) return [];
  return schema['allOf'].flatMap((member, index) =>
    walk(asObject(member), { ...place, schemaPath: [...place.schemaPath, 'allOf', String(index)] }),
  );
}

function keywordClauses(schema: JsonObject, keyword: string, place: Place): KeywordClause[] {
  const remarks = asObject(schema['x-clause']);
  const remark = { ...asObject(remarks['default']), ...asObject(remarks[keyword]) } as Remark;
  const whole = clause(place, keyword, schema[keyword] ?? null, remark);
  const parts = Object.entries(remark.parts ?? {}).map(([part, own]): KeywordClause => {
    const { pattern, sameAs } = own;
    const split = clause(place, keyword, schema[keyword] ?? null, { ...remark, says: '', ...own });
    const says = own.says ?? `${split.says} (${part})`;
    return {
      ...split,
      id: `${whole.id}-${part}`,
      part,
      says,
      ...(pattern !== undefined && { pattern }),
      ...(sameAs !== undefined && { sameAs }),
    };
  });
  return [...parts, whole];
}

function requiredClause(
  place: Place,
  remarks: Json | undefined,
  name: string,
  parent: readonly string[],
): KeywordClause {
  const remark = asObject(remarks) as Remark;
  const merged = { ...remark, ...remark.parts?.[name] };
  return { ...clause(place, 'required', true, merged), part: name, schemaPath: toPointer([...parent, 'required']) };
}

function clause(place: Place, keyword: string, value: Json, remark: Remark): KeywordClause {
  const { contract, operation, where, status, path, schemaPath } = place;
  const name = path.length === 0 ? place.root : path.join('.');
  const { level, basis, source, message, accept, fold } = remark;
  return {
    id: `${contract}/${place.prefix}${name}-${kebabKeyword(keyword)}`,
    kind: 'keyword',
    keyword,
    where,
    ...(status !== undefined && { status }),
    operation,
    path,
    schemaPath: toPointer([...schemaPath, keyword]),
    value,
    says: remark.says || sayKeyword(name, keyword, value),
    level: level ?? 'may',
    basis: basis ?? 'assumed',
    ...(source && { source }),
    ...(message !== undefined && { message }),
    ...(accept && { accept }),
    ...(fold && { fold }),
  };
}

function kebabKeyword(keyword: string): string {
  return keyword.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}
