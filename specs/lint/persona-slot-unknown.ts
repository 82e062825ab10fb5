import { entriesOf } from '../contract-words.ts';
import { asObject } from '../json.ts';
import type { Finding, LintCheck, LintContext } from './check.ts';
import { personaValues } from './persona-slots.ts';

/** Every credential of a persona has a slot. */
export const personaSlotUnknown: LintCheck = { code: 'persona-slot-unknown', find };

function find({ root }: LintContext): Finding[] {
  const known = entriesOf(root, 'x-credentials').map(({ value }) => {
    const { in: place, name } = asObject(value);
    return `${place} ${name}`;
  });
  return personaValues(root).flatMap(({ slot, place, name, pointer }) => {
    if (slot !== undefined) return [];
    const expected = known.length === 0 ? 'no credentials: no slot is declared' : `one of ${known.join(', ')}`;
    return [{ pointer, found: `${place} ${name}`, expected }];
  });
}
