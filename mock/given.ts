import type { Engine } from '../rules/compile.ts';
import type { Change } from '../rules/effect.ts';
import type { Json } from '../specs/json.ts';
import type { Scope } from '../specs/scope.ts';
import { MockError } from './error.ts';
import { shorten } from './shorten.ts';

/** Records that are there from the start, by collection. */
export type Given = Readonly<Record<string, readonly Json[]>>;

/** Longest part of a value that a message shows, in UTF-16 code units. */
const MAX_SHOWN_LENGTH = 200;

/**
 * The insertion of every given record, completed as if it had been created.
 * @throws MockError (`DC_RECORD`) when the contract makes no record of one; `DC_COLLECTION` when there is no such collection.
 */
export function insertionsOf(
  given: Given,
  { contract, collections }: Engine,
  sources: Pick<Scope, 'now' | 'fresh' | 'base'>,
): Change[] {
  return Object.entries(given).flatMap(([collection, items]) => {
    const complete = collections.get(collection);
    if (!complete) {
      const known = [...collections.keys()].join(', ') || 'none';
      throw new MockError('DC_COLLECTION', `${contract.id} has no collection "${collection}". It has ${known}.`);
    }
    return items.map((item, index): Change => {
      const record = complete(item, sources);
      if (record) return { kind: 'insert', collection, record };
      const found = shorten(JSON.stringify(item), MAX_SHOWN_LENGTH);
      const detail = `${collection}[${index}] is ${found}; expected an object of which ${contract.id} can make a record.`;
      throw new MockError('DC_RECORD', detail);
    });
  });
}
