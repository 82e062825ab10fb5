import { type JsonObject, pointerSegments } from '../../specs/json.ts';
import { type Breach, NO_BREACH, type Rule, readsNothing } from '../rule.ts';
import type { SchemaFault } from '../schema-fault.ts';

/**
 * The request fits the schemas of the operation. `at` takes the faults at one property (its absence included), `keyword` those of one
 * keyword of the value at `at` (with `required`: its missing members), `in` those of one place. `report`: `first` fault, the first of
 * `each-field`, or `all`.
 */
export const schema: Rule = {
  kind: 'schema',
  params: {
    type: 'object',
    properties: {
      at: { type: 'string' },
      keyword: { type: 'string' },
      in: { enum: ['body', 'query', 'header', 'path'] },
      report: { enum: ['first', 'each-field', 'all'] },
    },
    additionalProperties: false,
  },
  say: ({ at }) =>
    typeof at === 'string' && at !== ''
      ? `${pointerSegments(at).join('.')} fits its schema.`
      : 'The request fits its schemas.',
  compile: ({ params, each }) => {
    const { report = 'first' } = params;
    const isTaken = compileSelection(params, each);
    return {
      reads: readsNothing,
      check: (subject) => {
        const faults = subject.schemaFaults;
        if (faults.length === 0) return NO_BREACH;
        const breaches = faults.filter(isTaken).map(breachOf);
        if (report === 'first') return breaches.slice(0, 1);
        return report === 'all' ? breaches : firstOfEachField(breaches);
      },
    };
  },
};

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

function breachOf({ pointer, keyword, clause, limit, value }: SchemaFault): Breach {
  return { pointer, field: pointerSegments(pointer).join('.'), keyword: clause, limit, value, name: keyword };
}

function firstOfEachField(breaches: readonly Breach[]): Breach[] {
  const known = new Set<string>();
  return breaches.filter(({ field }) => {
    const isNew = !known.has(field);
    known.add(field);
    return isNew;
  });
}
