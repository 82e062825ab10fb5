import { isAboutMediaType } from '../../wire/fault.ts';
import { NO_BREACH, type Rule, readsNothing } from '../rule.ts';
import { violateReadable } from './violate.ts';

/** There is a body, and it can be read: its bytes are text, and the text is well-formed. */
export const readable: Rule = {
  kind: 'readable',
  params: { type: 'object', additionalProperties: false },
  say: () => 'The body is there and well-formed.',
  compile: () => ({
    reads: readsNothing,
    check: ({ call: { fault } }) =>
      fault && !isAboutMediaType(fault) ? [{ pointer: '', field: '', message: fault.message }] : NO_BREACH,
  }),
  violate: violateReadable,
};
