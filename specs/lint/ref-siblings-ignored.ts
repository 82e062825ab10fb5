import { isObject } from '../json.ts';
import type { Finding, LintCheck, LintContext } from './check.ts';

/** What stands beside a reference is ignored. @source OpenAPI 3.0.4 section 4.7.23; 3.1.1 section 4.8.23. */
export const refSiblingsIgnored: LintCheck = { code: 'ref-siblings-ignored', find };

function find({ nodes, isVersion30 }: LintContext): Finding[] {
  return [...nodes.values()].flatMap(({ kind, value, pointer }) => {
    if (!isObject(value) || typeof value['$ref'] !== 'string' || kind === 'pathItem') return [];
    if (kind === 'schema' && !isVersion30) return [];
    const allowed = isVersion30 ? ['$ref'] : ['$ref', 'summary', 'description'];
    const siblings = Object.keys(value).filter((name) => !allowed.includes(name));
    const [first] = siblings;
    if (first === undefined) return [];
    return [{ pointer: `${pointer}/${first}`, found: `${siblings.join(', ')} beside $ref`, expected: '$ref alone' }];
  });
}
