import { type Breach, NO_BREACH, type Rule, readsNothing } from '../rule.ts';

/** Faults that the rule `media-type` answers. */
const OTHERS: ReadonlySet<string> = new Set(['unsupported-media-type', 'unsupported-charset', 'unsupported-encoding']);

/** There is a body, and it can be read: its bytes are text, and the text is well-formed. */
export const readable: Rule = {
  kind: 'readable',
  params: { type: 'object', additionalProperties: false },
  say: () => 'The body is there and well-formed.',
  compile: () => ({
    reads: readsNothing,
    check: ({ call: { fault } }) => {
      if (!fault || OTHERS.has(fault.code)) return NO_BREACH;
      const breach: Breach = { pointer: '', field: '', message: fault.message };
      return [breach];
    },
  }),
};
