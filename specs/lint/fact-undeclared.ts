import { entriesOf, writtenClauses } from '../contract-words.ts';
import { asObject, isObject, type Json } from '../json.ts';
import type { Finding, LintCheck, LintContext } from './check.ts';
import { findExpressions } from './expressions.ts';

/** Every fact that a word names is declared. */
export const factUndeclared: LintCheck = { code: 'fact-undeclared', find };

interface Naming {
  readonly name: Json | undefined;
  readonly pointer: string;
}

function find(context: LintContext): Finding[] {
  if (!context.isContract) return [];
  const known = Object.keys(asObject(context.root['x-facts']));
  return [...ofInitial(context), ...ofEffects(context), ...ofRules(context), ...ofExpressions(context)].flatMap(
    ({ name, pointer }) => {
      if (typeof name !== 'string' || known.includes(name)) return [];
      return [{ pointer, found: name, expected: known.length === 0 ? 'no fact' : `one of ${known.join(', ')}` }];
    },
  );
}

function ofInitial({ root }: LintContext): Naming[] {
  return entriesOf(root, 'x-initial').map(({ name, pointer }) => ({ name, pointer }));
}

function ofEffects({ all }: LintContext): Naming[] {
  return all('operation').flatMap(({ value, pointer }) => {
    const effect = isObject(value) ? asObject(value['x-effect']) : {};
    return entriesOf(effect, 'uses', `${pointer}/x-effect`).map((entry) => ({
      name: entry.name,
      pointer: entry.pointer,
    }));
  });
}

/** Parameters of rules that are facts: those named `fact`, and those whose schema has the format `fact`. */
function ofRules({ all, ruleSchemas = {} }: LintContext): Naming[] {
  return writtenClauses(all('operation')).flatMap(({ value, pointer }) => {
    const declared = asObject(asObject(ruleSchemas[String(value['rule'])])['properties']);
    return entriesOf(value, 'params', pointer)
      .filter(({ name }) => name === 'fact' || asObject(declared[name])['format'] === 'fact')
      .map((entry) => ({ name: entry.value, pointer: entry.pointer }));
  });
}

function ofExpressions(context: LintContext): Naming[] {
  return findExpressions(context).flatMap(({ expression, pointer }) => {
    const [, name] = /^\{\$fact#\/([^/}]+)/.exec(expression) ?? [];
    return name === undefined ? [] : [{ name, pointer }];
  });
}
