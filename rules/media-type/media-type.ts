import { isAboutMediaType } from '../../wire/fault.ts';
import { NO_BREACH, type Rule, readsNothing } from '../rule.ts';
import { violateMediaType } from './violate.ts';

/** The body has a media type, a charset and a coding that the operation reads. */
export const mediaType: Rule = {
  kind: 'media-type',
  params: { type: 'object', additionalProperties: false },
  say: () => 'The body has a media type that the operation reads.',
  compile: (_clause, { operation }) => {
    const accepted = Object.keys(operation.body?.content ?? {});
    return {
      reads: readsNothing,
      check: ({ call: { fault } }) =>
        fault && isAboutMediaType(fault)
          ? [{ pointer: '', field: 'Content-Type', message: fault.message, limit: accepted }]
          : NO_BREACH,
    };
  },
  violate: violateMediaType,
};
