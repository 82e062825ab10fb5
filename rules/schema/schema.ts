import { pointerSegments } from '../../specs/json.ts';
import { type Breach, NO_BREACH, type Rule, readsNothing, type Subject } from '../rule.ts';
import type { SchemaFault } from '../validate.ts';

/**
 * The request fits the schemas of the operation. `at` takes the faults at one property (its absence included), `keyword` those of one
 * keyword at `at`, `in` those of one place. `report`: `first` fault, the first of `each-field`, or `all`.
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
    const { at, keyword, in: place, report = 'first' } = params;
    const isTaken = ({ where, keyword: broken }: SchemaFault, pointer: string): boolean =>
      (place === undefined || place === where) &&
      (keyword === undefined || keyword === broken) &&
      (at === undefined ||
        (where === 'body' && (keyword === undefined ? isWithin(pointer, String(at)) : pointer === at)));
    return {
      reads: readsNothing,
      check: (subject) => {
        const faults = subject.schemaFaults();
        if (faults.length === 0) return NO_BREACH;
        const breaches = faults.flatMap((fault): Breach[] => {
          const pointer = relativePointer(fault, subject, each);
          return pointer !== undefined && isTaken(fault, pointer) ? [breachOf(fault, pointer)] : [];
        });
        if (report === 'first') return breaches.slice(0, 1);
        return report === 'all' ? breaches : firstOfEachField(breaches);
      },
    };
  },
};

function isWithin(pointer: string, at: string): boolean {
  return pointer === at || pointer.startsWith(`${at}/`);
}

/** The fault's place inside what is judged; undefined when it lies elsewhere: in another element, or in any element when the request is judged. */
function relativePointer(
  { where, pointer }: SchemaFault,
  { index, isBatch }: Subject,
  each: 'request' | 'item',
): string | undefined {
  if (where !== 'body') return each === 'item' ? undefined : pointer;
  if (index !== undefined) {
    const prefix = `/${index}`;
    return pointer === prefix || pointer.startsWith(`${prefix}/`) ? pointer.slice(prefix.length) : undefined;
  }
  return isBatch && pointer !== '' ? undefined : pointer;
}

function breachOf({ pointer: absolute, where, keyword, clause, limit, value }: SchemaFault, pointer: string): Breach {
  const field = pointerSegments(where === 'body' ? pointer : absolute).join('.');
  return { pointer, field, keyword: clause, limit, value, name: keyword };
}

function firstOfEachField(breaches: readonly Breach[]): Breach[] {
  return [...new Map(breaches.toReversed().map((breach) => [breach.field, breach])).values()].toReversed();
}
