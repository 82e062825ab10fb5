import { isObject } from '../json.ts';
import { findTarget } from '../openapi-nodes.ts';
import type { Finding, LintCheck, LintContext } from './check.ts';

/** Words that may differ from those of the referenced schema: they say nothing about which values fit. */
const ANNOTATIONS: ReadonlySet<string> = new Set(
  '$ref $comment title description example examples default deprecated readOnly writeOnly externalDocs'.split(' '),
);

/** A keyword beside a reference does not stand in the referenced schema as well: one of the two would be lost. */
export const refSiblingConflict: LintCheck = { code: 'ref-sibling-conflict', find };

function find({ all, root, isVersion30 }: LintContext): Finding[] {
  if (isVersion30) return [];
  return all('schema').flatMap(({ value, pointer }) => {
    if (!isObject(value) || typeof value['$ref'] !== 'string') return [];
    const target = findTarget(root, pointer)?.value;
    if (!isObject(target)) return [];
    return Object.keys(value)
      .filter((name) => !name.startsWith('x-') && !ANNOTATIONS.has(name) && Object.hasOwn(target, name))
      .map((name) => ({
        pointer: `${pointer}/${name}`,
        found: `${name} beside ${value['$ref']}, which has ${name} too`,
        expected: 'the keyword in one place',
      }));
  });
}
