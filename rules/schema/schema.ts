import { pointerSegments } from '../../specs/json.ts';
import { type Breach, NO_BREACH, type Rule, readsNothing } from '../rule.ts';
import type { SchemaFault } from '../schema-fault.ts';
import { compileSelection } from './select.ts';
import { violateSchema } from './violate.ts';

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
  violate: violateSchema,
};

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
