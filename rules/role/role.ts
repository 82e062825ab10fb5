import { NO_BREACH, type Rule, readsNothing } from '../rule.ts';
import { violateRole } from './violate.ts';

/** The caller has one of the roles. */
export const role: Rule = {
  kind: 'role',
  params: {
    type: 'object',
    properties: { anyOf: { type: 'array', items: { type: 'string' }, minItems: 1 } },
    required: ['anyOf'],
    additionalProperties: false,
  },
  say: ({ anyOf }) =>
    `The caller has ${Array.isArray(anyOf) && anyOf.length > 1 ? 'one of the roles' : 'the role'} ${String(anyOf)}.`,
  compile: ({ params }) => {
    const allowed = new Set(Array.isArray(params['anyOf']) ? params['anyOf'] : []);
    return {
      reads: readsNothing,
      check: ({ caller }) => {
        const own = caller.persona?.attributes['role'];
        return own !== undefined && allowed.has(own)
          ? NO_BREACH
          : [{ pointer: '', field: '', limit: [...allowed], value: own }];
      },
    };
  },
  violate: violateRole,
};
