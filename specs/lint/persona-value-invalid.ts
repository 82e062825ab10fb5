import { entriesOf } from '../contract-words.ts';
import { asObject, type Json } from '../json.ts';
import type { Finding, LintCheck, LintContext } from './check.ts';
import { mismatches } from './mismatches.ts';
import { personaValues } from './persona-slots.ts';

/** Every credential of a persona, and every value of `stranger`, fits the schema of its slot. */
export const personaValueInvalid: LintCheck = { code: 'persona-value-invalid', find };

function find(context: LintContext): Finding[] {
  const strangers = entriesOf(context.root, 'x-credentials').flatMap((slot) => {
    const value = asObject(slot.value)['stranger'];
    return value === undefined ? [] : [{ value, pointer: `${slot.pointer}/stranger`, slot }];
  });
  return [...personaValues(context.root), ...strangers].flatMap(({ value, pointer, slot }) => {
    const schema = slot === undefined ? undefined : context.nodes.get(`${slot.pointer}/schema`);
    if (schema === undefined) return [];
    const [asWritten = [], ...asRead] = readings(value).map((read) =>
      mismatches(read, pointer, schema, context, 'any'),
    );
    return asRead.some((findings) => findings.length === 0) ? [] : asWritten;
  });
}

/** Credentials travel as text: `"1001"` may stand for a number. */
function readings(value: Json): Json[] {
  if (typeof value !== 'string' || !/^(-?\d+(\.\d+)?|true|false)$/.test(value)) return [value];
  return [value, value === 'true' || value === 'false' ? value === 'true' : Number(value)];
}
