import { writtenClauses } from '../contract-words.ts';
import { asObject, isObject, type Json } from '../json.ts';
import type { Finding, LintCheck, LintContext } from './check.ts';

const VERBS: readonly string[] = ['create', 'find', 'list', 'update', 'remove'];

/** Every collection that an effect or a clause names is declared. */
export const collectionUnknown: LintCheck = { code: 'collection-unknown', find };

function find({ all, root }: LintContext): Finding[] {
  const known = Object.keys(asObject(root['x-collections']));
  const effects = all('operation').flatMap(({ value, pointer }) => {
    const effect = isObject(value) ? asObject(value['x-effect']) : {};
    return VERBS.map((verb) => ({ name: effect[verb], pointer: `${pointer}/x-effect/${verb}` }));
  });
  const rules = writtenClauses(all('operation')).map(({ value, pointer }) => {
    return { name: asObject(value['params'])['collection'], pointer: `${pointer}/params/collection` };
  });
  return [...effects, ...rules].flatMap(({ name, pointer }) => check(name, pointer, known));
}

function check(name: Json | undefined, pointer: string, known: readonly string[]): Finding[] {
  if (typeof name !== 'string' || known.includes(name)) return [];
  return [{ pointer, found: name, expected: known.length === 0 ? 'no collection' : `one of ${known.join(', ')}` }];
}
