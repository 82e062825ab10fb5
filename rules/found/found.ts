import { NO_BREACH, type Rule, readsNothing } from '../rule.ts';
import { violateFound } from './violate.ts';

/** The record that the operation's effect addresses is there. */
export const found: Rule = {
  kind: 'found',
  params: { type: 'object', additionalProperties: false },
  say: () => 'The record that the request names exists.',
  compile: () => ({
    // The record is looked up once for the whole decision; see decide.ts.
    reads: readsNothing,
    check: ({ scope }) => (scope.record === undefined ? [{ pointer: '', field: '' }] : NO_BREACH),
  }),
  violate: violateFound,
};
