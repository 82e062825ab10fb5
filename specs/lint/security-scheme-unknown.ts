import { asArray, asObject, isObject, type Json, toPointer } from '../json.ts';
import type { Finding, LintCheck, LintContext } from './check.ts';

/** Every name in a security requirement is a declared scheme. */
export const securitySchemeUnknown: LintCheck = { code: 'security-scheme-unknown', find };

function find({ all, root }: LintContext): Finding[] {
  const known = Object.keys(asObject(asObject(root['components'])['securitySchemes']));
  return [...all('document'), ...all('operation')].flatMap(({ value, pointer }) =>
    isObject(value) ? unknownNames(value['security'], `${pointer}/security`, known) : [],
  );
}

function unknownNames(security: Json | undefined, at: string, known: readonly string[]): Finding[] {
  return asArray(security).flatMap((requirement, index) =>
    Object.keys(asObject(requirement))
      .filter((name) => !known.includes(name))
      .map((name) => {
        const expected = known.length === 0 ? 'no requirement: no scheme is declared' : `one of ${known.join(', ')}`;
        return { pointer: at + toPointer([index, name]), found: name, expected };
      }),
  );
}
