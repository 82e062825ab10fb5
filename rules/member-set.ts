import type { Fold } from '../specs/behaviour.ts';
import type { Json } from '../specs/json.ts';
import { foldKey } from './fold.ts';

/** The keys of a list. */
export type KeysOf = (list: readonly Json[]) => ReadonlySet<string>;

/** Reads the keys of a list once, however often the list is asked for: facts may hold thousands of values, and batches thousands of elements. */
export function createKeysOf(fold: Fold): KeysOf {
  const known = new WeakMap<readonly Json[], ReadonlySet<string>>();
  return (list) => {
    const keys = known.get(list) ?? new Set(list.map((value) => foldKey(value, fold)));
    known.set(list, keys);
    return keys;
  };
}
