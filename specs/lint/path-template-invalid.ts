import { asObject, toPointer } from '../json.ts';
import type { Finding, LintCheck, LintContext } from './check.ts';
import { templateNames } from './operations.ts';

/** Braces in a path stand in pairs around a name, and every name stands once. */
export const pathTemplateInvalid: LintCheck = { code: 'path-template-invalid', find };

function find({ root }: LintContext): Finding[] {
  return Object.keys(asObject(root['paths'])).flatMap((path) => {
    const names = templateNames(path);
    const isBalanced = !/[{}]/.test(path.replace(/\{[^{}]+\}/g, ''));
    if (isBalanced && new Set(names).size === names.length) return [];
    const expected = isBalanced ? 'every name once' : 'pairs of braces around a name, such as /users/{id}';
    return [{ pointer: toPointer(['paths', path]), found: path, expected }];
  });
}
