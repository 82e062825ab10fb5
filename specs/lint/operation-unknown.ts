import { entriesOf } from '../contract-words.ts';
import { asArray, asObject, isObject, type Json, toPointer } from '../json.ts';
import type { Finding, LintCheck, LintContext } from './check.ts';

/** Every operationId that a word or a link names exists. */
export const operationUnknown: LintCheck = { code: 'operation-unknown', find };

function find({ all, root }: LintContext): Finding[] {
  const known = all('operation').flatMap(({ value }) => {
    const id = isObject(value) ? value['operationId'] : undefined;
    return typeof id === 'string' ? [id] : [];
  });
  return namesOf(root, all).flatMap(({ name, pointer }) => {
    if (typeof name !== 'string' || known.includes(name)) return [];
    return [{ pointer, found: name, expected: known.length === 0 ? 'an operationId' : `one of ${known.join(', ')}` }];
  });
}

function namesOf(root: LintContext['root'], all: LintContext['all']): { name: Json | undefined; pointer: string }[] {
  const primary = { name: asObject(root['x-contract'])['operation'], pointer: '/x-contract/operation' };
  const slots = entriesOf(root, 'x-credentials').flatMap(({ value, pointer }) =>
    asArray(asObject(value)['operations']).map((name, index) => {
      return { name, pointer: pointer + toPointer(['operations', index]) };
    }),
  );
  const links = all('link').map(({ value, pointer }) => {
    return { name: isObject(value) ? value['operationId'] : undefined, pointer: `${pointer}/operationId` };
  });
  return [primary, ...slots, ...links];
}
