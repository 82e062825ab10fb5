import type { ValidateFunction } from 'ajv/dist/2020.js';
import { createAjv } from '../ajv.ts';
import { complaintsOf } from '../complaints.ts';
import { writtenClauses } from '../contract-words.ts';
import { asObject } from '../json.ts';
import { toJsonSchema } from '../json-schema.ts';
import type { Finding, LintCheck, LintContext } from './check.ts';

/** The parameters of every clause fit its rule. */
export const ruleParamsInvalid: LintCheck = { code: 'rule-params-invalid', find };

function find({ all, ruleSchemas = {} }: LintContext): Finding[] {
  const ajv = createAjv({ verbose: true });
  const validators = new Map<string, ValidateFunction>();
  return writtenClauses(all('operation')).flatMap(({ value, pointer }) => {
    const rule = String(value['rule']);
    const schema = Object.hasOwn(ruleSchemas, rule) ? ruleSchemas[rule] : undefined;
    if (schema === undefined) return [];
    const validate = validators.get(rule) ?? ajv.compile(toJsonSchema(schema, {}));
    validators.set(rule, validate);
    const params = asObject(value['params']);
    if (validate(params)) return [];
    return complaintsOf(validate.errors, params).map(({ found, expected, ...complaint }) => {
      return { pointer: `${pointer}/params${complaint.pointer}`, found, expected };
    });
  });
}
