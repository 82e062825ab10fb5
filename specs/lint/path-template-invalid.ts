import { asObject, toPointer } from '../json.ts';
import type { Finding, LintCheck, LintContext } from './check.ts';
import { templateNames } from './operations.ts';

/** A path begins with a slash; braces in it stand in pairs around a name, and every name stands once. */
export const pathTemplateInvalid: LintCheck = { code: 'path-template-invalid', find };

function find({ root }: LintContext): Finding[] {
  return Object.keys(asObject(root['paths'])).flatMap((path) => {
    const names = templateNames(path);
    const isBalanced = !/[{}]/.test(path.replace(/\{[^{}]+\}/g, ''));
    const pointer = toPointer(['paths', path]);
    if (!path.startsWith('/') && !path.startsWith('x-')) return [{ pointer, found: path, expected: `/${path}` }];
    if (isBalanced && new Set(names).size === names.length) return [];
    const expected = isBalanced ? 'every name once' : 'pairs of braces around a name, such as /users/{id}';
    return [{ pointer, found: path, expected }];
  });
}
