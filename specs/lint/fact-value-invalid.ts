import { entriesOf } from '../contract-words.ts';
import type { Finding, LintCheck, LintContext } from './check.ts';
import { mismatches } from './mismatches.ts';

/** Every initial value fits the schema of its fact. */
export const factValueInvalid: LintCheck = { code: 'fact-value-invalid', find };

function find(context: LintContext): Finding[] {
  const facts = new Map(entriesOf(context.root, 'x-facts').map(({ name, pointer }) => [name, `${pointer}/schema`]));
  return entriesOf(context.root, 'x-initial').flatMap(({ name, pointer, value }) => {
    const schema = context.nodes.get(facts.get(name) ?? 'none');
    return schema === undefined ? [] : mismatches(value, pointer, schema, context, 'any');
  });
}
