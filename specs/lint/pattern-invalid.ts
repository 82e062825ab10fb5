import { asObject, isObject, type Json, toPointer } from '../json.ts';
import type { Finding, LintCheck, LintContext } from './check.ts';

/** Patterns are regular expressions of ECMA-262 under the u flag, as JSON Schema 2020-12 section 6.4 wants them. */
export const patternInvalid: LintCheck = { code: 'pattern-invalid', find };

function find({ all }: LintContext): Finding[] {
  return all('schema').flatMap(({ value, pointer }) => {
    if (!isObject(value)) return [];
    const properties = Object.keys(asObject(value['patternProperties']));
    return [
      ...checkPattern(value['pattern'], `${pointer}/pattern`),
      ...properties.flatMap((name) => checkPattern(name, pointer + toPointer(['patternProperties', name]))),
      ...partsOf(value['x-clause']).flatMap(([part, pattern]) =>
        checkPattern(pattern, pointer + toPointer(['x-clause', 'pattern', 'parts', part, 'pattern'])),
      ),
    ];
  });
}

function partsOf(words: Json | undefined): [part: string, pattern: Json | undefined][] {
  const parts = asObject(asObject(asObject(words)['pattern'])['parts']);
  return Object.entries(parts).map(([part, remark]) => [part, asObject(remark)['pattern']]);
}

function checkPattern(pattern: Json | undefined, pointer: string): Finding[] {
  if (typeof pattern !== 'string') return [];
  try {
    new RegExp(pattern, 'u');
    return [];
  } catch (error) {
    const reason = error instanceof Error ? error.message.replace(/^.*: /, '') : String(error);
    return [{ pointer, found: pattern, expected: `a regular expression (${reason})` }];
  }
}
