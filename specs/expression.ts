import { instantFormats, isInstantFormat } from './instant.ts';
import { followSegments, type Json, pointerSegments } from './json.ts';
import { type FreshKind, freshKinds, type Scope } from './scope.ts';

/** Reads what an expression names; undefined when it is absent. */
export type Read = (scope: Scope) => Json | undefined;

/** An expression that cannot be read, with what was expected in its place. */
export class ExpressionError extends Error {
  readonly code = 'DC_EXPRESSION_INVALID';

  constructor(expression: string, expected: string) {
    super(`The expression ${expression} is unknown: expected ${expected}. See docs/contract-language.md, "Templates".`);
    this.name = 'ExpressionError';
  }
}

const SHAPE = /^\{\$([a-z]+)(?:\.([a-z]+)(?:\.([^#}]+))?)?(?:#(\/[^}]*)?)?\}$/;

/** Matches every expression inside a longer text. */
export const EXPRESSIONS: RegExp = /\{\$[^}]*\}/g;

/** The names that may follow `{$`. */
const ROOTS: Readonly<Record<string, (scope: Scope) => Json | undefined>> = {
  item: (scope) => scope.item,
  record: (scope) => scope.record,
  records: (scope) => scope.records as Json[] | undefined,
  violation: (scope) => scope.violation,
  violations: (scope) => scope.violations as Json[] | undefined,
  caller: (scope) => scope.caller,
  each: (scope) => scope.each,
  issued: (scope) => scope.issued,
  base: (scope) => scope.base,
  mount: (scope) => scope.base.replace(/^[a-z]+:\/\/[^/]*/i, ''),
  method: (scope) => scope.request.method,
};

/**
 * The reader of one expression such as `{$request.body#/a/0}`.
 * @throws ExpressionError when no such name exists.
 * @source OpenAPI 3.1.1 section 4.8.20.4 (runtime expressions), extended as docs/contract-language.md says.
 */
export function compileExpression(expression: string): Read {
  const match = SHAPE.exec(expression);
  if (!match) throw new ExpressionError(expression, 'a form like {$root#/pointer}');
  const [, root = '', part, name, pointer = ''] = match;
  const segments = pointerSegments(pointer);
  if (root === 'request') return compileRequest(expression, part, name, segments);
  if (root === 'response') return compileResponse(expression, part, name, segments);
  if (part !== undefined) throw new ExpressionError(expression, `no ".${part}" after $${root}`);
  if (root === 'fact') return compileFact(expression, segments);
  if (root === 'now') return compileNow(expression, segments);
  if (root === 'new') return compileFresh(expression, segments);
  const read = Object.hasOwn(ROOTS, root) ? ROOTS[root] : undefined;
  if (!read)
    throw new ExpressionError(
      expression,
      `one of ${[...Object.keys(ROOTS), 'request', 'response', 'fact', 'now', 'new'].join(', ')}`,
    );
  return segments.length === 0 ? read : (scope) => followSegments(read(scope), segments);
}

function compileRequest(
  expression: string,
  part: string | undefined,
  name: string | undefined,
  segments: string[],
): Read {
  if (part === 'body') {
    return segments.length === 0
      ? (scope) => scope.request.body
      : (scope) => followSegments(scope.request.body, segments);
  }
  if (name === undefined)
    throw new ExpressionError(expression, 'request.body, request.query.NAME, request.header.NAME or request.path.NAME');
  if (part === 'query') return (scope) => own(scope.request.query, name);
  if (part === 'path') return (scope) => own(scope.request.path, name);
  if (part === 'header') {
    const lower = name.toLowerCase();
    return (scope) => own(scope.request.headers, lower);
  }
  throw new ExpressionError(expression, 'body, query, header or path after $request.');
}

/** What an answer says, for claims of a clause about it. */
function compileResponse(
  expression: string,
  part: string | undefined,
  name: string | undefined,
  segments: string[],
): Read {
  if (part === 'body') return ({ response }) => followSegments(response?.body, segments);
  if (part === 'header' && name !== undefined) {
    const lower = name.toLowerCase();
    return ({ response }) => response && own(response.headers, lower);
  }
  throw new ExpressionError(expression, 'response.body or response.header.NAME');
}

function own(values: Readonly<Record<string, Json>>, name: string): Json | undefined {
  return Object.hasOwn(values, name) ? values[name] : undefined;
}

function compileFact(expression: string, segments: string[]): Read {
  const [name, ...rest] = segments;
  if (name === undefined) throw new ExpressionError(expression, '{$fact#/NAME}');
  return (scope) => followSegments(scope.fact(name), rest);
}

function compileNow(expression: string, segments: string[]): Read {
  const [format = ''] = segments;
  if (!isInstantFormat(format))
    throw new ExpressionError(expression, `one of ${Object.keys(instantFormats).join(', ')}`);
  const write = instantFormats[format];
  return (scope) => write(scope.now);
}

function compileFresh(expression: string, segments: string[]): Read {
  const kind = freshKinds.find((known): known is FreshKind => known === segments[0]);
  if (!kind) throw new ExpressionError(expression, `one of ${freshKinds.join(', ')}`);
  return (scope) => scope.fresh(kind);
}
