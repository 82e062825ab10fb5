import { isObject } from '../json.ts';
import type { Finding, LintCheck, LintContext } from './check.ts';

const WITHOUT_BODY: ReadonlySet<string> = new Set(['get', 'head']);

/** Operations whose method gives a body no meaning have none. @source RFC 9110 sections 9.3.1 and 9.3.2. */
export const bodyUnexpected: LintCheck = { code: 'body-unexpected', find };

function find({ all }: LintContext): Finding[] {
  return all('operation')
    .filter(({ name, value }) => WITHOUT_BODY.has(name) && isObject(value) && value['requestBody'] !== undefined)
    .map(({ name, pointer }) => {
      return {
        pointer: `${pointer}/requestBody`,
        found: `a body of ${name.toUpperCase()}`,
        expected: 'no requestBody',
      };
    });
}
