import type { Finding, LintCheck, LintContext } from './check.ts';
import { pathOperations, templateNames } from './operations.ts';

/** Every name in a path is a declared path parameter of each of its operations. */
export const pathParameterUndeclared: LintCheck = { code: 'path-parameter-undeclared', find };

function find(context: LintContext): Finding[] {
  return pathOperations(context).flatMap(({ path, method, pointer, parameters }) => {
    const declared = parameters.filter(({ value }) => value['in'] === 'path').map(({ value }) => value['name']);
    return templateNames(path)
      .filter((name) => !declared.includes(name))
      .map((name) => {
        const expected = `a parameter with name: ${name} and in: path, at ${method} ${path} or its path item`;
        return { pointer, found: `{${name}} in ${path} without a declaration`, expected };
      });
  });
}
