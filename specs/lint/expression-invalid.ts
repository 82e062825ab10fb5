import { compileExpression, ExpressionError } from '../expression.ts';
import type { Finding, LintCheck, LintContext } from './check.ts';
import { findExpressions } from './expressions.ts';

/** Every expression of a contract can be read. */
export const expressionInvalid: LintCheck = { code: 'expression-invalid', find };

function find(context: LintContext): Finding[] {
  if (!context.isContract) return [];
  return findExpressions(context).flatMap(({ expression, pointer }) => {
    try {
      compileExpression(expression);
      return [];
    } catch (error) {
      if (!(error instanceof ExpressionError)) throw error;
      const expected = error.message.replace(/^.*: expected (.*)\. See.*$/, '$1');
      return [{ pointer, found: expression, expected }];
    }
  });
}
