import { isObject } from '../json.ts';
import type { Finding, LintCheck, LintContext } from './check.ts';

/** Every operationId stands once, in paths, webhooks and callbacks together. */
export const duplicateOperationId: LintCheck = { code: 'duplicate-operation-id', find };

function find({ all }: LintContext): Finding[] {
  const first = new Map<string, string>();
  return all('operation').flatMap(({ value, pointer }) => {
    const id = isObject(value) ? value['operationId'] : undefined;
    if (typeof id !== 'string') return [];
    const earlier = first.get(id);
    if (earlier === undefined) first.set(id, pointer);
    if (earlier === undefined) return [];
    return [{ pointer: `${pointer}/operationId`, found: id, expected: `another name than that of ${earlier}` }];
  });
}
