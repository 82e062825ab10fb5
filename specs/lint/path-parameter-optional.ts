import { isObject } from '../json.ts';
import type { Finding, LintCheck, LintContext } from './check.ts';

/** Path parameters are required. @source OpenAPI 3.1.1 section 4.8.12.2.1. */
export const pathParameterOptional: LintCheck = { code: 'path-parameter-optional', find };

function find({ all }: LintContext): Finding[] {
  return all('parameter').flatMap(({ value, pointer }) => {
    if (!isObject(value) || value['in'] !== 'path' || value['required'] === true) return [];
    const found = value['required'] === undefined ? 'no member "required"' : 'required: false';
    return [
      { pointer: value['required'] === undefined ? pointer : `${pointer}/required`, found, expected: 'required: true' },
    ];
  });
}
