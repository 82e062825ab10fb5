import { isObject } from '../json.ts';
import type { Finding, LintCheck, LintContext } from './check.ts';
import { mismatches } from './mismatches.ts';

/** The default of a schema fits it. */
export const defaultMismatch: LintCheck = { code: 'default-mismatch', find };

function find(context: LintContext): Finding[] {
  return context.all('schema').flatMap((node) => {
    const value = isObject(node.value) ? node.value['default'] : undefined;
    return value === undefined ? [] : mismatches(value, `${node.pointer}/default`, node, context, 'any');
  });
}
