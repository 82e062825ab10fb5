import { entriesOf } from '../contract-words.ts';
import { asObject } from '../json.ts';
import type { Finding, LintCheck, LintContext } from './check.ts';

/** Every ambiguity has an id of its own. */
export const ambiguityIdDuplicate: LintCheck = { code: 'ambiguity-id-duplicate', find };

function find({ root }: LintContext): Finding[] {
  const known = new Set<unknown>();
  return entriesOf(root, 'x-ambiguities').flatMap(({ value, pointer }) => {
    const { id } = asObject(value);
    const isNew = !known.has(id);
    known.add(id);
    return isNew
      ? []
      : [{ pointer: `${pointer}/id`, found: String(id), expected: 'an id that no other ambiguity has' }];
  });
}
