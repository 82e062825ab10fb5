import { writtenClauses } from '../contract-words.ts';
import type { Finding, LintCheck, LintContext } from './check.ts';

/** Every clause names a rule that exists. */
export const ruleUnknown: LintCheck = { code: 'rule-unknown', find };

function find({ all, ruleSchemas }: LintContext): Finding[] {
  if (ruleSchemas === undefined) return [];
  return writtenClauses(all('operation')).flatMap(({ value, pointer }) => {
    const rule = String(value['rule']);
    if (Object.hasOwn(ruleSchemas, rule)) return [];
    return [{ pointer: `${pointer}/rule`, found: rule, expected: `one of ${Object.keys(ruleSchemas).join(', ')}` }];
  });
}
