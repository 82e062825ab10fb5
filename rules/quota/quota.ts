import { NO_BREACH, type Rule } from '../rule.ts';

/** There is room for all that would be created: the number of elements still standing is not above the fact. */
export const quota: Rule = {
  kind: 'quota',
  params: { type: 'object', properties: { fact: { type: 'string' } }, required: ['fact'], additionalProperties: false },
  say: ({ fact }) => `No more is created than ${String(fact)} allows.`,
  compile: ({ params }) => {
    const fact = String(params['fact']);
    return {
      reads: () => [{ kind: 'value', name: fact }],
      check: ({ facts, standing, index }) => {
        const free = facts.value(fact);
        // What stands before an element does not count the element itself.
        const wanted = standing.length + (index === undefined ? 0 : 1);
        if (typeof free !== 'number' || wanted <= free) return NO_BREACH;
        return [{ pointer: '', field: '', limit: free, value: wanted }];
      },
    };
  },
};
