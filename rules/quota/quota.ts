import { NO_BREACH, type Rule } from '../rule.ts';
import { violateQuota } from './violate.ts';

/** There is room for all that would be created: what the elements use of the fact (`uses` of the effect) is not above it. */
export const quota: Rule = {
  kind: 'quota',
  params: {
    type: 'object',
    properties: { fact: { type: 'string', format: 'fact' } },
    required: ['fact'],
    additionalProperties: false,
  },
  say: ({ fact }) => `No more is created than ${String(fact)} allows.`,
  compile: ({ params }, { operation }) => {
    const fact = String(params['fact']);
    const each = operation.effect?.uses[fact] ?? 1;
    return {
      reads: () => [{ kind: 'value', name: fact }],
      isOpen: ({ facts }) => typeof facts.value(fact) !== 'number',
      check: ({ facts, standing, index }) => {
        const free = facts.value(fact);
        // What stands before an element does not count the element itself.
        const wanted = each * (standing.length + (index === undefined ? 0 : 1));
        if (typeof free !== 'number' || wanted <= free) return NO_BREACH;
        return [{ pointer: '', field: '', limit: free, value: wanted }];
      },
    };
  },
  violate: violateQuota,
};
