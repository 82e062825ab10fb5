import type { Finding, LintCheck, LintContext } from './check.ts';
import { pathOperations, templateNames } from './operations.ts';

/** Every path parameter of an operation is named in its path. */
export const pathParameterUnused: LintCheck = { code: 'path-parameter-unused', find };

function find(context: LintContext): Finding[] {
  return pathOperations(context).flatMap(({ path, parameters }) => {
    const names = templateNames(path);
    return parameters
      .filter(({ value }) => value['in'] === 'path' && !names.includes(String(value['name'])))
      .map(({ value, pointer }) => {
        const expected = names.length === 0 ? `no path parameter in ${path}` : `one of ${names.join(', ')} of ${path}`;
        return { pointer: `${pointer}/name`, found: String(value['name']), expected };
      });
  });
}
