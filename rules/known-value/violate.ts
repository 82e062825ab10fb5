import type { RuleClause } from '../../specs/contract.ts';
import { asArray, asObject, isObject, type Json, type JsonObject, pointerSegments } from '../../specs/json.ts';
import { nearTexts } from '../corruption.ts';
import type { Draft } from '../draft.ts';
import { exampleItem } from '../example-item.ts';
import { breaksKeyword, type Property } from '../keyword-fit.ts';
import { knownFact } from '../known-fact.ts';
import { lastOfBatch } from '../last-of-batch.ts';
import { type Place, readPlace, writePlace } from '../place.ts';
import type { Violate, ViolateContext, Violator } from '../violate.ts';
import { type Way, waysToHold } from '../ways-to-hold.ts';

/** A value that is not known, also beside one that is, and where that counts a known one in other letter case. */
export const violateKnownValue: Violate = (clause, context) => {
  const place = placeFor(clause);
  const own = valueIn(place, clause, context);
  const substitute = namesIn(own, clause);
  const { value: fact, given } = knownFact(String(clause.params['fact']), context, isKnown, substitute);
  const known = Array.isArray(fact) ? fact : [fact];
  const violators = waysTo(clause, context, place).flatMap((way) =>
    unknownValues(known, clause, context, place).flatMap(({ note, value }, index) =>
      containers(value, known, clause)
        .slice(0, index === 0 ? 2 : 1)
        .filter(({ build }) => !breaksKeyword(propertyAt(place), build(own), context))
        .map((container): Violator => {
          const alter = (draft: Draft): Draft => {
            const altered = way.alter(draft);
            const present = readPlace(altered, place, clause.each) ?? own;
            return writePlace(altered, place, clause.each, container.build(present));
          };
          return { note: `${note}${container.note}`, ...(given && { given }), alter };
        }),
    ),
  );
  return [...violators, ...lastOfBatch(violators, clause, context)];
};

function isKnown(value: Json): value is string | number | Json[] {
  return typeof value === 'string' || typeof value === 'number' || (Array.isArray(value) && value.length > 0);
}

function placeFor({ params }: RuleClause): Place {
  const { at, in: where, name } = params;
  if (at !== undefined) return { in: 'item', pointer: String(at) };
  return { in: where === 'path' || where === 'query' ? where : 'header', name: String(name) };
}

function propertyAt(place: Place): Property {
  return place.in === 'item' || place.in === 'body'
    ? { where: 'body', path: pointerSegments(place.pointer) }
    : { where: place.in, path: [place.name] };
}

/** What the contract's own example has at the place, for requests that have nothing there. */
function valueIn(place: Place, { each }: RuleClause, { operation }: ViolateContext): Json | undefined {
  const body = exampleItem(operation);
  const draft: Draft = { persona: '', query: {}, headers: {}, without: [], mediaType: undefined, body };
  return body && readPlace(draft, place, each);
}

/** The conditions of the clause, but for those about the very value: they choose it. */
function waysTo(clause: RuleClause, context: ViolateContext, place: Place): readonly Way[] {
  const others = clause.when.filter(({ the }) => 'pointer' in place || !the.includes(`.${place.name}}`));
  return waysToHold({ ...clause, when: others }, context).slice(0, 1);
}

/** The values that are known for certain when nothing is known: those of the example. */
function namesIn(own: Json | undefined, { params }: RuleClause): Json[] {
  const { of, split } = params;
  const found =
    of === 'keys'
      ? Object.keys(asObject(own))
      : of === 'items-of-values'
        ? Object.values(asObject(own)).flatMap(asArray)
        : typeof own === 'string' && typeof split === 'string'
          ? own.split(split).map((part) => part.trim())
          : asArray(own);
  return found.length > 0 ? found : ['known-value'];
}

interface Unknown {
  readonly note: string;
  readonly value: string | number;
}

/** Values like those that are known: of their form, as far as a schema asks for one. */
function unknownValues(
  known: readonly Json[],
  clause: RuleClause,
  context: ViolateContext,
  place: Place,
): readonly Unknown[] {
  const listed = listedElsewhere(clause, context, place);
  if (listed.length > 0) return listed;
  const numbers = known.filter((value) => typeof value === 'number');
  if (numbers.length > 0) return [{ note: 'unknown value', value: Math.max(...numbers) + 1 }];
  const [text] = known.filter((value) => typeof value === 'string');
  if (text === undefined) return [];
  const fold = clause.params['fold'] === 'case' ? (value: string) => value.toLowerCase() : (value: string) => value;
  const taken = new Set(known.map((value) => (typeof value === 'string' ? fold(value) : value)));
  return likenessesOf(text).filter(({ value }) => value !== '' && !taken.has(fold(value)));
}

function likenessesOf(text: string): { readonly note: string; readonly value: string }[] {
  const { changed, longer, shorter } = nearTexts(text);
  return [
    { note: 'a known value with one character changed', value: changed },
    { note: 'a known value with one more character', value: longer },
    { note: 'a known value without its last character', value: shorter },
    ...(GUID.test(text) ? [] : [{ note: 'a known value with a letter in other case', value: withOtherCase(text) }]),
  ];
}

/** Its letter case does not count. @source RFC 9562 section 4 */
const GUID = /^[0-9a-f]{8}-?(?:[0-9a-f]{4}-?){3}[0-9a-f]{12}$/i;

/** The values that the clause itself is about, when its conditions name a list of them. */
function listedElsewhere({ when }: RuleClause, { fact, contract }: ViolateContext, place: Place): Unknown[] {
  if (place.in === 'item' || place.in === 'body') return [];
  return when
    .filter(({ the, in: list }) => list !== undefined && the === `{$request.${place.in}.${place.name}}`)
    .flatMap(({ in: list = '' }) => {
      const name = /^\{\$fact#\/([^/}]+)\}$/.exec(list)?.[1] ?? '';
      return asArray(fact(name) ?? contract.initial[name]);
    })
    .flatMap((value) => (typeof value === 'string' ? [{ note: `the value ${value}`, value }] : []));
}

interface Container {
  readonly note: string;
  /** What stands at the place, made of what stood there. */
  readonly build: (own: Json | undefined) => Json;
}

/** The forms in which a value is sent: alone, and beside one that is known. */
function containers(unknown: string | number, known: readonly Json[], { params }: RuleClause): Container[] {
  const { of, split } = params;
  const [first = null] = known;
  const alone = (build: Container['build']): Container => ({ note: '', build });
  const beside = (build: Container['build']): Container => ({ note: ', beside a known one', build });
  if (of === 'keys') {
    const member = (own: Json | undefined): JsonObject => ({
      [String(unknown)]: Object.values(asObject(own))[0] ?? [],
    });
    return [alone(member), beside((own) => ({ ...asObject(own), ...member(own) }))];
  }
  if (of === 'items-of-values') {
    const inEach = (values: Json[]) => (own: Json | undefined) =>
      Object.fromEntries(
        Object.keys(isObject(own) && Object.keys(own).length > 0 ? own : { key: [] }).map((key) => [key, values]),
      );
    return [alone(inEach([unknown])), beside(inEach([first, unknown]))];
  }
  if (of !== 'items') return [alone(() => unknown)];
  if (typeof split === 'string') return [alone(() => unknown), beside(() => `${String(first)}${split}${unknown}`)];
  return [alone(() => [unknown]), beside(() => [first, unknown])];
}

function withOtherCase(text: string): string {
  return text.replace(/[A-Za-z](?!.*[A-Za-z])/s, (letter) =>
    letter === letter.toUpperCase() ? letter.toLowerCase() : letter.toUpperCase(),
  );
}
