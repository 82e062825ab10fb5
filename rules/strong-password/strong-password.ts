import { asObject, compilePointer, type Json, type JsonObject } from '../../specs/json.ts';
import type { FactQuery, Facts } from '../facts.ts';
import { fieldOf } from '../field.ts';
import { foldKey } from '../fold.ts';
import { createKeysOf } from '../member-set.ts';
import { NO_BREACH, type Rule } from '../rule.ts';
import { violateStrongPassword } from './violate.ts';

/** Character classes that a policy counts: lower case, upper case, digits, and what is neither a letter, a digit nor white space. */
const CLASSES = [/\p{Ll}/u, /\p{Lu}/u, /\p{Nd}/u, /[^\p{L}\p{Nd}\s]/u];

/**
 * The password meets the policy of a fact: `{ minLength, classes }`, lengths in code points, classes of lower, upper, digit, special.
 * Passwords that the facts `weak` and `strong` list are judged by the lists alone, by `weak` when both have it.
 */
export const strongPassword: Rule = {
  kind: 'strong-password',
  params: {
    type: 'object',
    properties: {
      at: { type: 'string' },
      policy: { type: 'string', format: 'fact' },
      weak: { type: 'string', format: 'fact' },
      strong: { type: 'string', format: 'fact' },
    },
    required: ['at', 'policy'],
    additionalProperties: false,
  },
  say: ({ at }) => `${fieldOf(String(at))} meets the password policy.`,
  compile: ({ params }) => {
    const at = String(params['at']);
    const read = compilePointer(at);
    const keysOf = createKeysOf('none');
    const includes = (list: Json | undefined, value: string): boolean =>
      Array.isArray(list) && keysOf(list).has(foldKey(value, 'none'));
    const names = [params['policy'], params['weak'], params['strong']].filter((name) => typeof name === 'string');
    const reads: readonly FactQuery[] = names.map((name) => ({ kind: 'value', name }));
    return {
      reads: () => reads,
      isOpen: ({ item, facts }) => {
        const password = read(item);
        const lists = [params['weak'], params['strong']].map((name) => factIn(facts, name));
        const isListed = typeof password === 'string' && lists.some((list) => includes(list, password));
        const isKnown = factIn(facts, params['policy']) !== undefined || isListed;
        return typeof password === 'string' && !isKnown && !meets(ANY_POLICY, password);
      },
      check: ({ item, facts }) => {
        const password = read(item);
        if (typeof password !== 'string') return NO_BREACH;
        const fact = (name: Json | undefined): Json | undefined => factIn(facts, name);
        const policy = fact(params['policy']);
        const isStrong = includes(fact(params['strong']), password) || meets(policy, password);
        const isWeak = includes(fact(params['weak']), password) || !isStrong;
        return isWeak ? [{ pointer: at, field: fieldOf(at), limit: policy }] : NO_BREACH;
      },
    };
  },
  violate: violateStrongPassword,
};

/** What meets this meets any plausible policy. */
const ANY_POLICY: JsonObject = { minLength: 16, classes: 4 };

function factIn(facts: Facts, name: Json | undefined): Json | undefined {
  return typeof name === 'string' ? facts.value(name) : undefined;
}

function meets(policy: Json | undefined, password: string): boolean {
  const { minLength = 0, classes = 0 } = asObject(policy);
  return (
    [...password].length >= Number(minLength) &&
    CLASSES.filter((pattern) => pattern.test(password)).length >= Number(classes)
  );
}
