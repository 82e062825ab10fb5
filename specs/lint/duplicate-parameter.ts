import { isObject } from '../json.ts';
import type { Finding, LintCheck, LintContext } from './check.ts';
import { keyOfParameter, parametersOf } from './operations.ts';

/** A list of parameters names no place and name twice. */
export const duplicateParameter: LintCheck = { code: 'duplicate-parameter', find };

function find({ all, root }: LintContext): Finding[] {
  return [...all('pathItem'), ...all('operation')].flatMap(({ value, pointer }) => {
    if (!isObject(value)) return [];
    const known = new Set<string>();
    return parametersOf(root, { value, pointer }).flatMap((parameter, index) => {
      const key = keyOfParameter(parameter);
      const isNew = !known.has(key);
      known.add(key);
      if (isNew) return [];
      const found = `a second ${key.replace(' ', ' parameter ')}`;
      return [{ pointer: `${pointer}/parameters/${index}`, found, expected: 'every place and name once' }];
    });
  });
}
