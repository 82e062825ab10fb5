import { entriesOf } from '../contract-words.ts';
import { asObject } from '../json.ts';
import type { Finding, LintCheck, LintContext } from './check.ts';

/** Every fact has an initial value. */
export const factInitialMissing: LintCheck = { code: 'fact-initial-missing', find };

function find({ root }: LintContext): Finding[] {
  const initial = asObject(root['x-initial']);
  return entriesOf(root, 'x-facts')
    .filter(({ name }) => !Object.hasOwn(initial, name))
    .map(({ name, pointer }) => ({ pointer, found: `no initial ${name}`, expected: `x-initial with ${name}` }));
}
