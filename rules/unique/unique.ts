import type { Fold } from '../../specs/behaviour.ts';
import { compilePointer, type Json } from '../../specs/json.ts';
import type { FactQuery } from '../facts.ts';
import { fieldOf } from '../field.ts';
import { foldKey } from '../fold.ts';
import { type Breach, NO_BREACH, type Rule, type Subject } from '../rule.ts';
import { violateUnique } from './violate.ts';

/** No other record of the collection, and no earlier element of the same batch, has the same value. An absent value is unique. */
export const unique: Rule = {
  kind: 'unique',
  params: {
    type: 'object',
    properties: { collection: { type: 'string' }, at: { type: 'string' }, fold: { enum: ['none', 'case'] } },
    required: ['collection', 'at'],
    additionalProperties: false,
  },
  say: ({ at, collection, fold }) =>
    `${fieldOf(String(at))} is not used by another of the ${String(collection)}${fold === 'case' ? ', whatever its letter case' : ''}.`,
  compile: ({ params }) => {
    const collection = String(params['collection']);
    const at = String(params['at']);
    const fold: Fold = params['fold'] === 'case' ? 'case' : 'none';
    const read = compilePointer(at);
    const known = new WeakMap<readonly (Json | undefined)[], { count: number; keys: Set<string> }>();
    return { reads, check };

    function reads({ item }: Subject): readonly FactQuery[] {
      const key = read(item);
      return isKey(key) ? [{ kind: 'find', collection, at, key, fold }] : [];
    }

    function check({ item, facts, scope, standing, index }: Subject): readonly Breach[] {
      const key = read(item);
      if (!isKey(key)) return NO_BREACH;
      const taken = facts.find(collection, at, key, fold);
      const repeated = index !== undefined && keysOf(standing).has(foldKey(key, fold));
      if ((taken === undefined || taken === scope.record) && !repeated) return NO_BREACH;
      return [{ pointer: at, field: fieldOf(at), value: key }];
    }

    /** The keys of the elements that stand; the list grows while a batch is judged, so that only what is new is read. */
    function keysOf(standing: readonly (Json | undefined)[]): ReadonlySet<string> {
      const memo = known.get(standing) ?? { count: 0, keys: new Set<string>() };
      known.set(standing, memo);
      for (; memo.count < standing.length; memo.count++) {
        const key = read(standing[memo.count]);
        if (isKey(key)) memo.keys.add(foldKey(key, fold));
      }
      return memo.keys;
    }
  },
  violate: violateUnique,
};

function isKey(value: Json | undefined): value is string | number {
  return (typeof value === 'string' && value !== '') || typeof value === 'number';
}
