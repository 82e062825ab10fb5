import type { CredentialSlot } from '../../specs/contract.ts';
import { toPointer } from '../../specs/json.ts';
import type { Call } from '../call.ts';
import { type Breach, NO_BREACH, type Rule, readsNothing } from '../rule.ts';
import { violateAuthenticated } from './violate.ts';

/** The caller is known by its credentials and, with `active`, not switched off. One breach for every slot that is at fault. */
export const authenticated: Rule = {
  kind: 'authenticated',
  params: { type: 'object', properties: { active: { type: 'boolean' } }, additionalProperties: false },
  say: ({ active }) => `The caller presents the credentials of a known${active === true ? ', active' : ''} user.`,
  compile: ({ params }) => ({
    reads: readsNothing,
    check: ({ caller, call }) => {
      if (caller.faulty.length > 0) return caller.faulty.map((slot) => slotBreach(slot, isMissing(slot, call)));
      if (params['active'] === true && caller.persona && caller.persona.attributes['active'] !== true) {
        return [{ pointer: '', field: '', message: 'The user of these credentials is inactive.' }];
      }
      return NO_BREACH;
    },
  }),
  violate: violateAuthenticated,
};

function isMissing(slot: CredentialSlot, call: Call): boolean {
  if (slot.in === 'header') return call.headers[slot.name.toLowerCase()] === undefined;
  if (slot.in === 'query') return call.query[slot.name] === undefined;
  return typeof call.body !== 'object' || call.body === null || !Object.hasOwn(call.body, slot.name);
}

/** Says nothing of the value: it may be a secret. */
function slotBreach(slot: CredentialSlot, missing: boolean): Breach {
  const pointer = slot.in === 'body' ? toPointer([slot.name]) : '';
  return { pointer, field: slot.name, message: missing ? `${slot.name} is missing.` : `${slot.name} is not known.` };
}
