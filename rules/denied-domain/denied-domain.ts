import { atPointer } from '../../specs/json.ts';
import { fieldOf } from '../field.ts';
import { NO_BREACH, type Rule } from '../rule.ts';

/** The domain of the e-mail address is not in the list of a fact; compared without regard to letter case. @source RFC 5321 section 2.4. */
export const deniedDomain: Rule = {
  kind: 'denied-domain',
  params: {
    type: 'object',
    properties: { at: { type: 'string' }, fact: { type: 'string' } },
    required: ['at', 'fact'],
    additionalProperties: false,
  },
  say: ({ at, fact }) => `The domain of ${fieldOf(String(at))} is not one of ${String(fact)}.`,
  compile: ({ params }) => {
    const at = String(params['at']);
    const fact = String(params['fact']);
    return {
      reads: () => [{ kind: 'value', name: fact }],
      check: ({ item, facts }) => {
        const email = atPointer(item, at);
        const denied = facts.value(fact);
        if (typeof email !== 'string' || !Array.isArray(denied)) return NO_BREACH;
        const domain = email.slice(email.lastIndexOf('@') + 1).toLowerCase();
        const isDenied = denied.some((entry) => typeof entry === 'string' && entry.toLowerCase() === domain);
        return isDenied ? [{ pointer: at, field: fieldOf(at), value: email, limit: domain }] : NO_BREACH;
      },
    };
  },
};
