import type { Effect, Fold } from '../specs/behaviour.ts';
import { type CompileFits, compileConditions, type Holds } from '../specs/condition.ts';
import type { Collection, Contract } from '../specs/contract.ts';
import { compileExpression, type Read } from '../specs/expression.ts';
import { atPointer, compilePointer, isObject, type Json, type JsonObject } from '../specs/json.ts';
import type { Scope } from '../specs/scope.ts';
import { compileTemplate, compileText, type Render } from '../specs/template.ts';
import type { Answer } from './answer.ts';
import type { Facts } from './facts.ts';
import { foldKey } from './fold.ts';

/** One change of the world, as data: whoever keeps the state carries it out. */
export type Change =
  | { readonly kind: 'insert'; readonly collection: string; readonly record: JsonObject }
  | { readonly kind: 'replace'; readonly collection: string; readonly before: JsonObject; readonly record: JsonObject }
  | { readonly kind: 'remove'; readonly collection: string; readonly record: JsonObject }
  | { readonly kind: 'add'; readonly fact: string; readonly by: number }
  | { readonly kind: 'mail'; readonly to: string; readonly about: string; readonly at: number }
  | {
      readonly kind: 'issue';
      readonly header: string;
      readonly value: string;
      readonly persona: string;
      readonly until: number;
    }
  | { readonly kind: 'remember'; readonly key: string; readonly answer: Answer };

type ReplaceChange = Extract<Change, { kind: 'replace' }>;

/** An effect ready to be carried out. */
export interface CompiledEffect {
  readonly effect: Effect;
  readonly isDryRun: Holds;
  /** The record that the request addresses, for `find`, `update` and `remove`. */
  readonly lookUp: (scope: Scope, facts: Facts) => JsonObject | undefined;
  /** What a good request brings about. `items` are the elements that are created. */
  readonly carryOut: (scope: Scope, facts: Facts, items: readonly (Json | undefined)[]) => Outcome;
  /** The key under which the request may have been answered before; undefined without one. */
  readonly replayKey: (scope: Scope) => string | undefined;
}

/** The records for the answer, the credential that was issued, and the changes. */
export interface Outcome {
  readonly records: readonly JsonObject[];
  readonly issued: JsonObject | undefined;
  readonly changes: readonly Change[];
}

type Carry = CompiledEffect['carryOut'];

/** The effect of one operation, compiled once. */
export function compileEffect(effect: Effect, contract: Contract, fits: CompileFits): CompiledEffect {
  const addressed = effect.find ?? effect.update ?? effect.remove;
  const lookups = effect.by.map(({ at, equals, fold }) => ({
    at,
    fold: fold ?? 'none',
    read: compileExpression(equals),
  }));
  return {
    effect,
    isDryRun: effect.dryRun ? compileConditions(effect.dryRun, fits) : () => false,
    lookUp: (scope, facts) => (addressed === undefined ? undefined : lookUp(addressed, lookups, scope, facts)),
    carryOut: compileCarry(effect, contract, fits, lookups),
    replayKey: compileReplayKey(effect),
  };
}

function compileReplayKey({ replay }: Effect): (scope: Scope) => string | undefined {
  if (!replay) return () => undefined;
  const read = compileExpression(replay.key);
  return (scope) => {
    const key = read(scope);
    return key === undefined || key === '' ? undefined : foldKey(key, replay.fold ?? 'none');
  };
}

interface CompiledLookup {
  readonly at: string;
  readonly fold: Fold;
  readonly read: Read;
}

function lookUp(
  collection: string,
  lookups: readonly CompiledLookup[],
  scope: Scope,
  facts: Facts,
): JsonObject | undefined {
  for (const { at, fold, read } of lookups) {
    const key = read(scope);
    if (key !== undefined && key !== '') return facts.find(collection, at, key, fold);
  }
  return undefined;
}

function compileCarry(
  effect: Effect,
  contract: Contract,
  fits: CompileFits,
  lookups: readonly CompiledLookup[],
): Carry {
  const { create, find, list, update, remove, issue } = effect;
  if (create !== undefined) return compileCreate(effect, collectionOf(contract, create), fits);
  if (update !== undefined) return compileUpdate(update, effect, fits, lookups);
  if (remove !== undefined) return compileRemove(remove, effect);
  if (list !== undefined) return compileList(collectionOf(contract, list), effect, lookups);
  if (issue) return compileIssue(issue);
  if (find !== undefined) return (scope) => ({ ...NOTHING, records: scope.record ? [scope.record] : [] });
  return () => NOTHING;
}

/** The outcome of an effect that does nothing. */
export const NOTHING: Outcome = { records: [], issued: undefined, changes: [] };

function collectionOf(contract: Contract, name: string): Collection {
  const collection = contract.collections[name];
  if (!collection)
    throw new Error(`${contract.id}: x-effect names the collection "${name}", which x-collections does not declare.`);
  return collection;
}

function compileCreate(effect: Effect, { name, record }: Collection, fits: CompileFits): Carry {
  const render = compileTemplate(record, fits);
  const mail = effect.mail && compileMail(effect.mail, fits);
  const uses = Object.entries(effect.uses);
  return (scope, _facts, items) => {
    const records: JsonObject[] = [];
    const changes: Change[] = [];
    for (const item of items) {
      const created = render({ ...scope, item });
      if (!isObject(created)) continue;
      records.push(created);
      changes.push({ kind: 'insert', collection: name, record: created });
      for (const [fact, by] of uses) changes.push({ kind: 'add', fact, by: -by });
      const sent = mail?.({ ...scope, item, record: created });
      if (sent) changes.push(sent);
    }
    return { records, issued: undefined, changes };
  };
}

function compileMail(mail: NonNullable<Effect['mail']>, fits: CompileFits): (scope: Scope) => Change | undefined {
  const holds = compileConditions(mail.when, fits);
  const to = compileText(mail.to);
  const about = compileText(mail.about);
  return (scope) => (holds(scope) ? { kind: 'mail', to: to(scope), about: about(scope), at: scope.now } : undefined);
}

function compileUpdate(
  collection: string,
  { each, set = '{$item}' }: Effect,
  fits: CompileFits,
  lookups: readonly CompiledLookup[],
): Carry {
  const render: Render = compileTemplate(set, fits);
  return (scope, facts, items) => {
    const scopes = each === 'item' ? items.map((item) => ({ ...scope, item })) : [scope];
    const latest = new Map<JsonObject, JsonObject>();
    const changes = scopes.flatMap((own): ReplaceChange[] => {
      const stored = each === 'item' ? lookUp(collection, lookups, own, facts) : own.record;
      if (!stored) return [];
      // Two elements may change one record: the later one finds what the earlier one left.
      const before = latest.get(stored) ?? stored;
      const changed = render({ ...own, record: before });
      if (!isObject(changed)) return [];
      const record = { ...before, ...changed };
      latest.set(stored, record);
      return [{ kind: 'replace', collection, before, record }];
    });
    return { records: changes.map(({ record }) => record), issued: undefined, changes };
  };
}

function compileRemove(collection: string, { uses }: Effect): Carry {
  return ({ record }) => {
    if (!record) return NOTHING;
    const freed = Object.entries(uses).map(([fact, by]): Change => ({ kind: 'add', fact, by }));
    return { records: [record], issued: undefined, changes: [{ kind: 'remove', collection, record }, ...freed] };
  };
}

/** With lookups only the records that fit all of those whose value is there. */
function compileList(collection: Collection, effect: Effect, lookups: readonly CompiledLookup[]): Carry {
  const page = compilePage(effect, collection);
  return (scope, facts) => {
    const wanted = lookups.flatMap(({ at, fold, read }) => {
      const key = read(scope);
      return key === undefined || key === '' ? [] : [{ at, fold, key: foldKey(key, fold) }];
    });
    const fits = (record: JsonObject): boolean =>
      wanted.every(({ at, fold, key }) => {
        const value = atPointer(record, at);
        return value !== undefined && foldKey(value, fold) === key;
      });
    const all = facts.list(collection.name);
    return { ...NOTHING, records: page(wanted.length === 0 ? all : all.filter(fits), scope) };
  };
}

/** After a record that is not there comes nothing. */
function compilePage(
  { page }: Effect,
  { id }: Collection,
): (records: readonly JsonObject[], scope: Scope) => readonly JsonObject[] {
  if (!page) return (records) => records;
  const read = (expression: string | undefined): Read =>
    expression === undefined ? () => undefined : compileExpression(expression);
  const [after, offset, number, size] = [read(page.after), read(page.offset), read(page.number), read(page.size)];
  const idOf = compilePointer(id);
  return (records, scope) => {
    const limit = toCount(size(scope)) ?? page.defaultSize;
    const last = after(scope);
    const previous = last === undefined || last === '' ? -1 : records.findIndex((record) => idOf(record) === last);
    if (previous === -1 && last !== undefined && last !== '') return [];
    const from = previous + 1 + (toCount(offset(scope)) ?? (toCount(number(scope)) ?? 0) * limit);
    return records.slice(from, from + limit);
  };
}

function toCount(value: Json | undefined): number | undefined {
  const count = typeof value === 'string' && value !== '' ? Number(value) : value;
  return typeof count === 'number' && Number.isInteger(count) && count >= 0 ? count : undefined;
}

function compileIssue({ header, value, expiresInSeconds }: NonNullable<Effect['issue']>): Carry {
  const write = compileText(value);
  return (scope) => {
    const persona = scope.caller?.['name'];
    // Nobody is known: there is nobody to issue a credential to.
    if (typeof persona !== 'string') return NOTHING;
    const credential = write(scope);
    const token = credential.slice(credential.indexOf(' ') + 1);
    const until = scope.now + expiresInSeconds * 1000;
    return {
      records: [],
      issued: { value: token, expiresInSeconds },
      changes: [{ kind: 'issue', header, value: credential, persona, until }],
    };
  };
}
