import { show } from '../complaints.ts';
import { isObject, type Json } from '../json.ts';
import type { Finding, LintCheck, LintContext } from './check.ts';
import { typeOf, typesOf } from './keyword-types.ts';

/** The values of `enum` and `const` have a type that the schema admits. */
export const enumMismatch: LintCheck = { code: 'enum-mismatch', find };

function find({ all }: LintContext): Finding[] {
  return all('schema').flatMap(({ value, pointer }) => {
    const types = isObject(value) ? typesOf(value) : undefined;
    if (!isObject(value) || types === undefined) return [];
    return candidates(value['enum'], value['const'])
      .filter(([, candidate]) => !types.includes(typeOf(candidate)))
      .map(([at, candidate]) => {
        return { pointer: pointer + at, found: show(candidate), expected: `a value of type ${types.join(' or ')}` };
      });
  });
}

function candidates(values: Json | undefined, constant: Json | undefined): [at: string, value: Json][] {
  const listed = Array.isArray(values) ? values.map((value, index): [string, Json] => [`/enum/${index}`, value]) : [];
  return constant === undefined ? listed : [...listed, ['/const', constant]];
}
