import { isObject } from '../json.ts';
import type { Finding, LintCheck, LintContext } from './check.ts';

const IGNORED: ReadonlySet<string> = new Set(['accept', 'content-type', 'authorization']);

/** Header parameters that the specification ignores. @source OpenAPI 3.1.1 section 4.8.12.2.1. */
export const parameterIgnored: LintCheck = { code: 'parameter-ignored', find };

function find({ all }: LintContext): Finding[] {
  return all('parameter').flatMap(({ value, pointer }) => {
    if (!isObject(value) || value['in'] !== 'header') return [];
    const name = String(value['name']);
    if (!IGNORED.has(name.toLowerCase())) return [];
    return [{ pointer: `${pointer}/name`, found: name, expected: 'a header that OpenAPI does not describe otherwise' }];
  });
}
