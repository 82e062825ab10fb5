import { asObject, toPointer } from '../json.ts';
import type { Finding, LintCheck, LintContext } from './check.ts';

/** No two paths differ in the names of their parameters only: a request would fit both. */
export const duplicatePath: LintCheck = { code: 'duplicate-path', find };

function find({ root }: LintContext): Finding[] {
  const first = new Map<string, string>();
  return Object.keys(asObject(root['paths'])).flatMap((path) => {
    const shape = path.replace(/\{[^{}]*\}/g, '{}');
    const earlier = first.get(shape);
    if (earlier === undefined) first.set(shape, path);
    if (earlier === undefined) return [];
    return [{ pointer: toPointer(['paths', path]), found: path, expected: `a path that differs from ${earlier}` }];
  });
}
