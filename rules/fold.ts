import type { Fold } from '../specs/behaviour.ts';
import type { Json } from '../specs/json.ts';

/** The form under which two keys are the same. Type and value count; with `case` letter case and the Unicode form of a text do not. */
export function foldKey(key: Json, fold: Fold): string {
  if (typeof key !== 'string') return JSON.stringify(key);
  return fold === 'case' ? `"${key.normalize('NFC').toLowerCase()}` : `"${key}`;
}
