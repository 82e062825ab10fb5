import { EXPRESSIONS } from '../expression.ts';
import { isObject, type Json, toPointer } from '../json.ts';
import type { LintContext } from './check.ts';

/** An expression such as `{$request.body#/Email}`, with the place of the text that holds it. */
export interface FoundExpression {
  readonly expression: string;
  readonly pointer: string;
}

/** Every expression in the x- words and the examples of a document. */
export function findExpressions({ nodes }: LintContext): FoundExpression[] {
  return [...nodes.values()].flatMap(({ kind, value, pointer }) => {
    if (!isObject(value)) return [];
    return Object.entries(value)
      .filter(([name]) => name.startsWith('x-') || (name === 'value' && kind === 'example') || name === 'example')
      .flatMap(([name, member]) => search(member, pointer + toPointer([name])));
  });
}

function search(value: Json, pointer: string): FoundExpression[] {
  if (typeof value === 'string') {
    return (value.match(EXPRESSIONS) ?? []).map((expression) => ({ expression, pointer }));
  }
  if (Array.isArray(value)) return value.flatMap((element, index) => search(element, `${pointer}/${index}`));
  if (!isObject(value)) return [];
  return Object.entries(value).flatMap(([name, member]) => search(member, pointer + toPointer([name])));
}
