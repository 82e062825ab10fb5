import type { JsonObject } from '../../specs/json.ts';
import { NO_BREACH, type Rule, readsNothing } from '../rule.ts';

/** What a judge compares: the value of an expression with a schema, or with that of another expression. */
const CLAIM: JsonObject = {
  type: 'object',
  properties: {
    the: { type: 'string' },
    is: {},
    isNot: {},
    equals: { type: 'string' },
    differs: { type: 'string' },
    includes: { type: 'string' },
    holds: { type: 'string' },
    notBefore: { type: 'string' },
    otherwise: {},
    as: { enum: ['exact', 'text', 'sets'] },
  },
  required: ['the'],
  additionalProperties: false,
};

/** What a good request brings about. No request can break it: it is kept by the effect of the operation, and judged by the suite. */
export const promise: Rule = {
  kind: 'promise',
  params: {
    type: 'object',
    properties: {
      about: { type: ['string', 'array'], items: { type: 'string' } },
      record: { type: 'string' },
      at: { type: 'array', items: { type: 'string' } },
      fact: { type: 'string', format: 'fact' },
      personas: { type: 'array', items: { type: 'string' } },
      field: { type: 'string' },
      fault: { type: 'string' },
      proves: { type: 'array', items: { type: 'string' } },
      claims: { type: 'array', items: CLAIM, minItems: 1 },
    },
    required: ['about'],
    additionalProperties: false,
  },
  say: ({ about }) => `A good request brings about: ${String(about)}.`,
  compile: () => ({ reads: readsNothing, check: () => NO_BREACH }),
  violate: () => [],
};
