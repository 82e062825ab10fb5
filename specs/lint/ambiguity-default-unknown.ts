import { entriesOf } from '../contract-words.ts';
import { asObject } from '../json.ts';
import type { Finding, LintCheck, LintContext } from './check.ts';

/** The default of an ambiguity is one of its choices. */
export const ambiguityDefaultUnknown: LintCheck = { code: 'ambiguity-default-unknown', find };

function find({ root }: LintContext): Finding[] {
  return entriesOf(root, 'x-ambiguities').flatMap(({ value, pointer }) => {
    const ambiguity = asObject(value);
    const choices = Object.keys(asObject(ambiguity['choices']));
    const chosen = String(ambiguity['default']);
    if (choices.includes(chosen)) return [];
    return [{ pointer: `${pointer}/default`, found: chosen, expected: `one of ${choices.join(', ')}` }];
  });
}
