import { isObject } from '../json.ts';
import { isKnownFormat } from '../json-schema.ts';
import type { Finding, LintCheck, LintContext } from './check.ts';

/** Formats are among those that are checked. */
export const formatUnknown: LintCheck = { code: 'format-unknown', find };

function find({ all }: LintContext): Finding[] {
  return all('schema').flatMap(({ value, pointer }) => {
    const format = isObject(value) ? value['format'] : undefined;
    if (typeof format !== 'string' || isKnownFormat(format)) return [];
    return [
      { pointer: `${pointer}/format`, found: format, expected: 'a format such as date-time, email, uri or uuid' },
    ];
  });
}
