import type { Draft } from '../../rules/draft.ts';
import type { Contract, Operation, RuleClause } from '../../specs/contract.ts';
import {
  asArray,
  asObject,
  atPointer,
  isObject,
  type Json,
  type JsonObject,
  pointerSegments,
} from '../../specs/json.ts';
import { isTemplate } from '../../specs/template.ts';
import { removeAt, setAt } from './graft.ts';
import { otherKeys } from './other-keys.ts';

/** 16 characters of all four classes: well inside any plausible rule about passwords. */
const PASSWORD = 'Qx7!mR2#vT9-kL4z';

/** What a good request is made of, for one contract and what is known about the target. */
export interface GoodDrafts {
  /** Media types of the body, the one that the contract lists first before the others; undefined alone when there is no body. */
  readonly mediaTypes: readonly (string | undefined)[];
  /** A good request of a persona for an address. */
  readonly draft: (persona: string, email: string, mediaType?: string) => Draft;
  /** One good element for an address. */
  readonly item: (email: string) => Json;
  /** An element of an example for an address. */
  readonly of: (example: Json, email: string) => Json;
  /** An element with values that clauses about known values and passwords let pass. */
  readonly adapt: (item: Json) => Json;
}

/** Good requests from the contract's own example, with what is known about the target in place of the example's values. */
export function createGoodDrafts(
  contract: Contract,
  operation: Operation,
  fact: (name: string) => Json | undefined,
  emailAt: string | undefined,
): GoodDrafts {
  const content = operation.body?.content ?? {};
  const mediaTypes = Object.keys(content);
  const example = mediaTypes
    .map((type) => exampleOf(content[type]?.examples ?? {}))
    .find((value) => value !== undefined);
  const isBatch = operation.effect?.each === 'item';
  const first = Array.isArray(example) && isBatch ? (example[0] ?? {}) : (example ?? {});
  const clean = withoutIdentifiers(withoutCredentials(first, contract), operation);
  const adaptAll = (value: Json): Json =>
    operation.clauses.reduce((item, clause) => adapt(item, clause, operation, fact), value);
  const template = otherKeys(contract, operation, emailAt)
    .filter((pointer) => !isRequired(operation, pointer))
    .reduce(removeAt, adaptAll(clean));
  let drafts = 0;
  const addressed = (value: Json, email: string): Json =>
    emailAt === undefined ? value : setAt(value, emailAt, email);
  const item = (email: string): Json => addressed(template, email);
  return {
    mediaTypes: mediaTypes.length === 0 ? [undefined] : mediaTypes,
    item,
    of: (value, email) =>
      addressed(adaptAll(withoutIdentifiers(withoutCredentials(value, contract), operation)), email),
    adapt: adaptAll,
    draft: (persona, email, mediaType = mediaTypes[0]) => ({
      persona,
      ...neededParameters(operation, ++drafts),
      without: [],
      mediaType,
      body: mediaType === undefined ? undefined : isBatch ? [item(email)] : item(email),
    }),
  };
}

function exampleOf(examples: Readonly<Record<string, Json>>): Json | undefined {
  return Object.values(examples).find((value) => !isTemplate(value));
}

function withoutCredentials(item: Json, { credentials }: Contract): Json {
  if (!isObject(item)) return item;
  const slots = new Set(credentials.filter((slot) => slot.in === 'body').map(({ name }) => name));
  return Object.fromEntries(Object.entries(item).filter(([name]) => !slots.has(name)));
}

/** The item without numbers of its own that somebody else may have: what stands for one thing cannot be sent twice. */
function withoutIdentifiers(item: Json, operation: Operation): Json {
  if (!isObject(item)) return item;
  const properties = asObject(itemSchema(operation)['properties']);
  const isIdentifier = ([name, value]: [string, Json]): boolean => {
    const { pattern, format, enum: listed } = asObject(properties[name]);
    const isFree = pattern === undefined && format === undefined && listed === undefined;
    return (
      isFree &&
      typeof value === 'string' &&
      /\d/.test(value) &&
      !value.includes('@') &&
      !isRequired(operation, `/${name}`)
    );
  };
  return Object.fromEntries(Object.entries(item).filter((entry) => !isIdentifier(entry)));
}

/** The item with values that a clause about known values or passwords lets pass; a value that cannot be known is left out where it may be. */
function adapt(
  item: Json,
  { rule, params }: RuleClause,
  operation: Operation,
  fact: (name: string) => Json | undefined,
): Json {
  const at = params['at'];
  if (typeof at !== 'string' || atPointer(item, at) === undefined) return item;
  if (rule === 'strong-password') return setAt(item, at, PASSWORD);
  if (rule !== 'known-value') return item;
  const known = asArray(fact(String(params['fact'])));
  if (known.length > 0) return setAt(item, at, knownInstead(atPointer(item, at), known, params));
  return isRequired(operation, at) ? item : removeAt(item, at);
}

function knownInstead(value: Json | undefined, known: readonly Json[], { of }: JsonObject): Json {
  const [first = null] = known;
  const entries = Object.entries(asObject(value));
  if (of === 'keys')
    return Object.fromEntries(entries.slice(0, known.length).map(([, each], index) => [String(known[index]), each]));
  if (of === 'items-of-values') return Object.fromEntries(entries.map(([name]) => [name, [first]]));
  return of === 'items' && Array.isArray(value) ? [first] : first;
}

function isRequired(operation: Operation, at: string): boolean {
  const [name = ''] = pointerSegments(at);
  return asArray(itemSchema(operation)['required']).includes(name);
}

function itemSchema({ body }: Operation): JsonObject {
  const schema = asObject(Object.values(body?.content ?? {})[0]?.schema);
  return schema['items'] === undefined ? schema : asObject(schema['items']);
}

/** Parameters that a call cannot do without: the contract's example values, and where any text will do one that no other request has. */
function neededParameters({ parameters }: Operation, number: number): Pick<Draft, 'query' | 'headers'> {
  const needed = parameters.filter(({ required }) => required);
  const of = (place: string): Record<string, string> =>
    Object.fromEntries(needed.filter((each) => each.in === place).map((each) => [each.name, valueFor(each, number)]));
  return { query: of('query'), headers: of('header') };
}

function valueFor({ schema }: Operation['parameters'][number], number: number): string {
  const listed = asArray(schema['enum'])[0] ?? schema['const'];
  const value = String(listed ?? schema['example'] ?? asArray(schema['examples'])[0] ?? schema['default'] ?? '1');
  const isFree = listed === undefined && schema['type'] === 'string' && !schema['pattern'] && !schema['format'];
  return isFree ? `${value}-${number}` : value;
}
