import { isDeepStrictEqual } from 'node:util';
import { writtenClauses } from '../contract-words.ts';
import type { JsonObject } from '../json.ts';
import type { Finding, LintCheck, LintContext } from './check.ts';

/** One id, one promise: a clause may be repeated at other operations, but not differ there, and not at its own. */
export const clauseIdDuplicate: LintCheck = { code: 'clause-id-duplicate', find };

function find({ all }: LintContext): Finding[] {
  const first = new Map<string, { readonly value: JsonObject; readonly pointer: string; readonly operation: string }>();
  return writtenClauses(all('operation')).flatMap(({ value, pointer, operation }) => {
    const id = String(value['id']);
    const earlier = first.get(id);
    if (earlier === undefined) first.set(id, { value, pointer, operation: operation.pointer });
    if (earlier === undefined) return [];
    const isRepeated = earlier.operation === operation.pointer;
    if (!isRepeated && isDeepStrictEqual(earlier.value, value)) return [];
    const expected = isRepeated ? 'an id that its operation has once' : `the same clause as at ${earlier.pointer}`;
    return [{ pointer: `${pointer}/id`, found: id, expected }];
  });
}
