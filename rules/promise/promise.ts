import { NO_BREACH, type Rule, readsNothing } from '../rule.ts';

/** What a good request brings about. No request can break it: it is kept by the effect of the operation, and judged by the suite. */
export const promise: Rule = {
  kind: 'promise',
  params: {
    type: 'object',
    properties: { about: { type: 'string' } },
    required: ['about'],
    additionalProperties: false,
  },
  say: ({ about }) => `A good request brings about: ${String(about)}.`,
  compile: () => ({ reads: readsNothing, check: () => NO_BREACH }),
};
