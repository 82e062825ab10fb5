import { isObject } from '../json.ts';
import type { Finding, LintCheck, LintContext } from './check.ts';

/** Pairs of a lower and an upper bound; `strict` when their being equal leaves nothing. */
const BOUNDS: readonly (readonly [lower: string, upper: string, strict?: 'strict'])[] = [
  ['minLength', 'maxLength'],
  ['minimum', 'maximum'],
  ['exclusiveMinimum', 'maximum', 'strict'],
  ['minimum', 'exclusiveMaximum', 'strict'],
  ['exclusiveMinimum', 'exclusiveMaximum', 'strict'],
  ['minItems', 'maxItems'],
  ['minProperties', 'maxProperties'],
  ['minContains', 'maxContains'],
];

/** No lower bound is above its upper bound. */
export const schemaNeverFits: LintCheck = { code: 'schema-never-fits', find };

function find({ all }: LintContext): Finding[] {
  return all('schema').flatMap(({ value, pointer }) => {
    if (!isObject(value)) return [];
    return BOUNDS.flatMap(([lower, upper, strict]) => {
      const [from, to] = [value[lower], value[upper]];
      if (typeof from !== 'number' || typeof to !== 'number') return [];
      if (from < to || (from === to && strict === undefined)) return [];
      const found = `${lower}: ${from} with ${upper}: ${to}`;
      return [{ pointer: `${pointer}/${lower}`, found, expected: `${lower} below ${upper}` }];
    });
  });
}
