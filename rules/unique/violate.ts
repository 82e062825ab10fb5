import type { RuleClause } from '../../specs/contract.ts';
import { atPointer, type Json } from '../../specs/json.ts';
import { type Draft, itemsOf, withFirstItem } from '../draft.ts';
import { exampleItem, storedRecord } from '../example-item.ts';
import { inLastElement, isPerElement, lastOfBatch } from '../last-of-batch.ts';
import { placeOf, writePlace } from '../place.ts';
import { put } from '../put.ts';
import type { Violate, ViolateContext, Violator } from '../violate.ts';
import { type Way, waysToHold } from '../ways-to-hold.ts';

/** How the value that is sent differs from the one that is taken. */
interface Likeness {
  readonly note: string;
  readonly taken: (value: string) => string;
  readonly sent: (value: string) => string;
}

const lower = (text: string): string => text.toLowerCase();
const upper = (text: string): string => text.toUpperCase();

const SAME: Likeness = { note: 'in use', taken: (value) => value, sent: (value) => value };

/** Of ASCII letters alone: how others fold is nowhere settled. */
const CASES: readonly Likeness[] = [
  { note: 'in use, in upper case', taken: lower, sent: upper },
  { note: 'in use in upper case, in lower case', taken: upper, sent: lower },
  { note: 'in use, in mixed letter case', taken: lower, sent: mixed },
  { note: 'in use, with a domain in upper case', taken: lower, sent: (value) => onDomain(lower(value), upper) },
];

/** A value that a record has already: the same, in other letter case where that is the same, and twice in one batch. */
export const violateUnique: Violate = (clause, context) => {
  const ways = waysToHold(clause, context);
  const likenesses = likenessesFor(clause, context);
  const [first, ...others] = likenesses;
  const [way] = ways;
  if (!first || !way) return [];
  return [
    ...ways.map((each) => inUse(clause, context, first, each)),
    ...others.map((likeness) => inUse(clause, context, likeness, way)),
    ...(isPerElement(clause, context) ? likenesses.slice(0, 2).map((each) => twice(clause, context, each, way)) : []),
    ...lastOfBatch([inUse(clause, context, first, way)], clause, context),
  ];
};

/** A clause that ignores letter case says nothing new about the same value when another one speaks of that. */
function likenessesFor(clause: RuleClause, { operation }: ViolateContext): readonly Likeness[] {
  const { fold, at, collection } = clause.params;
  if (fold !== 'case') return [SAME];
  const hasOther = operation.clauses.some(
    ({ rule, params, off }) =>
      rule === 'unique' &&
      !off &&
      params['fold'] !== 'case' &&
      params['at'] === at &&
      params['collection'] === collection,
  );
  return hasOther ? CASES : [SAME, ...CASES];
}

function inUse(clause: RuleClause, context: ViolateContext, { note, taken, sent }: Likeness, way: Way): Violator {
  const at = String(clause.params['at']);
  const collection = String(clause.params['collection']);
  const value = freshKey(at, collection, context);
  const record = storedRecord(collection, at, taken(value), context);
  const set = (draft: Draft, key: string): Draft =>
    withFirstItem(way.alter(draft), clause.each, (item) => put(item, at, key));
  const creates = context.operation.effect?.create === collection;
  return {
    note: way.note === '' ? note : `${note}, with ${way.note}`,
    given: { facts: {}, records: { [collection]: [record] } },
    ...(creates && { before: (draft: Draft) => set(inEarnest(draft, context), taken(value)) }),
    alter: (draft) => set(draft, sent(value)),
  };
}

function twice(clause: RuleClause, context: ViolateContext, { note, taken, sent }: Likeness, way: Way): Violator {
  const at = String(clause.params['at']);
  const value = freshKey(at, String(clause.params['collection']), context);
  const set = (key: string) => (draft: Draft) =>
    withFirstItem(way.alter(draft), clause.each, (item) => put(item, at, key));
  const last = inLastElement(set(sent(value)), context);
  return { note: note.replace('in use', 'twice in one batch'), alter: (draft) => last(set(taken(value))(draft)) };
}

/** One element only, the others would be taken too, and without the parameters that make a request a mere trial. */
function inEarnest(draft: Draft, { operation }: ViolateContext): Draft {
  const isBatch = operation.effect?.each === 'item' && Array.isArray(draft.body);
  const single = isBatch
    ? {
        ...draft,
        body: itemsOf(draft, 'item')
          .slice(0, 1)
          .map((item) => item ?? null),
      }
    : draft;
  return (operation.effect?.dryRun ?? []).reduce<Draft>((current, { the }) => {
    const place = placeOf(the);
    return place?.in === 'query' || place?.in === 'header' ? writePlace(current, place, 'request', undefined) : current;
  }, single);
}

function freshKey(at: string, collection: string, { contract, operation, email, random }: ViolateContext): string {
  if (contract.collections[collection]?.email === at) return email();
  const example: Json | undefined = atPointer(exampleItem(operation), at);
  if (typeof example === 'string' && example.includes('@')) return email();
  const digits = (count: number): string =>
    Array.from({ length: count }, () => random.nextInt(0, 15).toString(16)).join('');
  return `${digits(8)}-${digits(4)}-4${digits(3)}-a${digits(3)}-${digits(12)}`;
}

function mixed(text: string): string {
  return [...text].map((character, index) => (index % 2 === 0 ? upper(character) : lower(character))).join('');
}

function onDomain(address: string, change: (domain: string) => string): string {
  const at = address.lastIndexOf('@') + 1;
  return address.slice(0, at) + change(address.slice(at));
}
