import type { JsonObject } from '../../specs/json.ts';
import type { SchemaFault } from '../schema-fault.ts';

/** Says which faults a clause of this rule takes, by its params and what it judges. */
export function compileSelection(
  { at, keyword, in: place }: JsonObject,
  each: 'request' | 'item',
): (fault: Pick<SchemaFault, 'where' | 'keyword' | 'pointer'>) => boolean {
  return (fault) =>
    (place === undefined || place === fault.where) &&
    (each === 'request' || fault.where === 'body') &&
    (keyword === undefined || keyword === fault.keyword) &&
    (at === undefined ||
      (fault.where === 'body' &&
        (keyword === undefined ? isWithin(fault.pointer, String(at)) : holderOf(fault) === at)));
}

/** Keywords of an object whose faults point at one of its members. */
const ABOUT_MEMBERS: ReadonlySet<string> = new Set([
  'required',
  'additionalProperties',
  'unevaluatedProperties',
  'propertyNames',
]);

/** Pointer of the value whose schema has the keyword that is broken. */
function holderOf({ keyword, pointer }: Pick<SchemaFault, 'keyword' | 'pointer'>): string {
  return ABOUT_MEMBERS.has(keyword) ? pointer.slice(0, pointer.lastIndexOf('/')) : pointer;
}

function isWithin(pointer: string, at: string): boolean {
  return pointer === at || pointer.startsWith(`${at}/`);
}
