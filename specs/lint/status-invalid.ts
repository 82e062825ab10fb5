import type { Finding, LintCheck, LintContext } from './check.ts';

/** Keys of `responses` are statuses, classes of them, or default. @source OpenAPI 3.1.1 section 4.8.16.2. */
export const statusInvalid: LintCheck = { code: 'status-invalid', find };

function find({ all }: LintContext): Finding[] {
  return all('response')
    .filter(({ name, parent }) => parent?.kind === 'operation' && !/^([1-5](\d\d|XX)|default)$/.test(name))
    .map(({ name, pointer }) => ({ pointer, found: name, expected: 'a status such as 200, 4XX, or default' }));
}
