import { judgeEmail } from '../../generators/emails/judge-email.ts';
import type { Contract, KeywordClause, Operation } from '../../specs/contract.ts';
import { asObject, isObject, type Json, pointerSegments, toPointer } from '../../specs/json.ts';
import { emailPointer } from './collection.ts';
import type { Counts, Scale } from './expectation.ts';

/** Longest text that no server has a reason to refuse where the contract gives no limit. In UTF-16 code units. */
const MOST_PLAIN = 64;
/** Most elements of a list that no server has a reason to refuse. */
const MOST_ELEMENTS = 20;

/** Letters, digits, blanks between them, and what stands in names, identifiers and paths. */
const PLAIN = /^(?! )[A-Za-z0-9 ._'/:,+@!#-]+(?<! )$/;

/**
 * Finds the places of a valid body whose value the contract allows without saying so: members that it does not name, values of members about
 * which nothing counts but what its example shows, empty or very long texts, characters beyond ASCII. A server may have rules of its own
 * about them, so it may refuse the request; it must not fail at it. Pointers into the body.
 */
export function createDoubtful(contract: Contract, operation: Operation, counts: Counts): Scale['doubtful'] {
  const slots = new Set(contract.credentials.filter((slot) => slot.in === 'body').map(({ name }) => name));
  const address = emailPointer(contract, operation)?.slice(1);
  const told = new Set([
    ...operation.keywordClauses.filter(isTelling).map(({ path }) => path[0]),
    ...operation.clauses
      .filter((clause) => clause.rule !== 'promise' && counts(clause))
      .map(({ params }) => pointerSegments(String(params['at'] ?? ''))[0]),
  ]);
  const examples = Object.values(operation.body?.content ?? {}).flatMap((media) => Object.values(media.examples));
  const shown = new Map<string, Set<string>>();
  for (const item of examples.flatMap((value) => (Array.isArray(value) ? value : [value])))
    for (const [name, value] of Object.entries(asObject(item)))
      shown.set(name, (shown.get(name) ?? new Set()).add(JSON.stringify(value)));
  return ({ body, mediaType }) => {
    const schema = mediaType === undefined ? undefined : operation.body?.content[mediaType]?.schema;
    if (body === undefined || schema === undefined) return [];
    return placesIn(body, schema, [], isKnown);
  };

  function isTelling(clause: KeywordClause): boolean {
    return clause.where === 'body' && clause.path.length > 0 && clause.keyword !== 'required' && counts(clause);
  }

  /** What a credential slot takes, what a clause is about, and what an example shows. */
  function isKnown(name: string, value: Json): boolean {
    if (name === address) return isOrdinaryEmail(value);
    return (
      slots.has(name) ||
      told.has(name) ||
      isOrdinaryEmail(value) ||
      shown.get(name)?.has(JSON.stringify(value)) === true
    );
  }
}

function isOrdinaryEmail(value: Json): boolean {
  return typeof value === 'string' && value.includes('@') && judgeEmail(value).class === 'must-accept';
}

type IsKnown = (name: string, value: Json) => boolean;

function placesIn(
  value: Json,
  schema: Json | undefined,
  path: readonly string[],
  isKnown: IsKnown | undefined,
): string[] {
  const own = asObject(schema);
  if (Array.isArray(value)) {
    const long = value.length > Math.max(MOST_ELEMENTS, Number(own['maxItems'] ?? 0)) ? [toPointer(path)] : [];
    return [
      ...long,
      ...value.flatMap((element, index) => placesIn(element, own['items'], [...path, String(index)], isKnown)),
    ];
  }
  if (isObject(value)) return Object.entries(value).flatMap((member) => memberPlaces(member, own, path, isKnown));
  return isPlain(value, schema) ? [] : [toPointer(path)];
}

/** What is known is asked about the members of the body, or of its elements; below them only the values count. */
function memberPlaces(
  [name, member]: [string, Json],
  schema: Record<string, Json>,
  path: readonly string[],
  isKnown: IsKnown | undefined,
): string[] {
  const properties = asObject(schema['properties']);
  const place = [...path, name];
  if (isKnown && !isKnown(name, member)) return [toPointer(place)];
  if (Object.hasOwn(properties, name)) return placesIn(member, properties[name], place, undefined);
  const others = schema['additionalProperties'];
  if (!isObject(others)) return [toPointer(place)];
  return [...(PLAIN.test(name) ? [] : [toPointer(place)]), ...placesIn(member, others, place, undefined)];
}

function isPlain(value: Json, schema: Json | undefined): boolean {
  const own = asObject(schema);
  if (value === null) return false;
  if (typeof value === 'number') return Number.isSafeInteger(value) && Math.abs(value) <= 1_000_000_000;
  if (typeof value !== 'string') return true;
  if (Array.isArray(own['enum']) || own['const'] !== undefined) return true;
  if (typeof own['pattern'] === 'string') return !/[^\x20-\x7e]/.test(value);
  if (own['format'] === 'email' || value.includes('@')) return judgeEmail(value).class === 'must-accept';
  if (own['format'] !== undefined) return !/[^\x20-\x7e]/.test(value);
  const most = typeof own['maxLength'] === 'number' ? own['maxLength'] : MOST_PLAIN;
  return value.length <= most && PLAIN.test(value);
}
