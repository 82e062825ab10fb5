import { compilePointer } from '../../specs/json.ts';
import { fieldOf } from '../field.ts';
import { foldKey } from '../fold.ts';
import { createKeysOf } from '../member-set.ts';
import { NO_BREACH, type Rule } from '../rule.ts';
import { violateDeniedDomain } from './violate.ts';

/**
 * The domain of the e-mail address is not in the list of a fact; compared without regard to letter case. With `subdomains` it is not below
 * one of them either. @source RFC 5321 section 2.4.
 */
export const deniedDomain: Rule = {
  kind: 'denied-domain',
  params: {
    type: 'object',
    properties: { at: { type: 'string' }, fact: { type: 'string', format: 'fact' }, subdomains: { type: 'boolean' } },
    required: ['at', 'fact'],
    additionalProperties: false,
  },
  say: ({ at, fact, subdomains }) =>
    `The domain of ${fieldOf(String(at))} is not one of ${String(fact)}${subdomains === true ? ', nor below one' : ''}.`,
  compile: ({ params }) => {
    const at = String(params['at']);
    const read = compilePointer(at);
    const fact = String(params['fact']);
    const keysOf = createKeysOf('case');
    const namesOf = params['subdomains'] === true ? andParents : itself;
    return {
      reads: () => [{ kind: 'value', name: fact }],
      check: ({ item, facts }) => {
        const email = read(item);
        const denied = facts.value(fact);
        if (typeof email !== 'string' || !Array.isArray(denied)) return NO_BREACH;
        const domain = email.slice(email.lastIndexOf('@') + 1).toLowerCase();
        const keys = keysOf(denied);
        const isDenied = namesOf(domain).some((name) => keys.has(foldKey(name, 'case')));
        return isDenied ? [{ pointer: at, field: fieldOf(at), value: email, limit: domain }] : NO_BREACH;
      },
    };
  },
  violate: violateDeniedDomain,
};

function itself(domain: string): string[] {
  return [domain];
}

/** `a.b.c`, `b.c`, `c`. */
function andParents(domain: string): string[] {
  const labels = domain.split('.');
  return labels.map((_, index) => labels.slice(index).join('.'));
}
