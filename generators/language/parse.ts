import { type AST, RegExpParser, visitRegExpAST } from '@eslint-community/regexpp';
import {
  type CharSet,
  JS,
  type NoParent,
  type Concatenation as RefaConcatenation,
  type Element as RefaElement,
} from 'refa';
import { GeneratorError } from '../error.ts';
import { LAST_CODE_POINT, LAST_CODE_UNIT } from './code-points.ts';

/** An alternative of a pattern: its elements in order. */
export type Sequence = NoParent<RefaConcatenation>;

/** A part of a pattern: characters, group, quantifier or assertion. `\b`, `^` and `$` are assertions about neighbours. */
export type PatternElement = NoParent<RefaElement>;

/** What becomes of a back-reference that cannot be resolved, and of an assertion. */
export interface Relaxations {
  /** `unknown` keeps back-references as elements of type `Unknown`. */
  readonly backreferences: 'throw' | 'unknown';
  /** `ignore` drops every assertion. */
  readonly assertions: 'parse' | 'ignore';
}

/** A pattern as a tree. */
export interface ParsedPattern {
  readonly alternatives: readonly Sequence[];
  /** 0x10ffff with the flag `u` or `v`; else 0xffff, as patterns then see UTF-16 code units. */
  readonly last: number;
}

/**
 * The tree of a pattern, case folding and Unicode properties resolved by tables that do not depend on the runtime.
 * @throws GeneratorError `DC_PATTERN_INVALID` when it is no regular expression of ECMAScript with these flags
 */
export function parsePattern(source: string, flags: string, relaxations: Relaxations): ParsedPattern {
  const parser = read(source, flags);
  const maxBackreferenceWords = canWriteOut(parser.ast.pattern) ? 20 : 0;
  const { expression } = parser.parse({ ...relaxations, maxNodes: 200_000, maxBackreferenceWords });
  // The parser itself says 0xffff for the flag v, though its sets of characters reach further.
  return { alternatives: expression.alternatives, last: /[uv]/.test(flags) ? LAST_CODE_POINT : LAST_CODE_UNIT };
}

function read(source: string, flags: string): JS.Parser {
  try {
    const parser = new RegExpParser();
    const parsedFlags = parser.parseFlags(flags);
    const { unicode, unicodeSets } = parsedFlags;
    const pattern = parser.parsePattern(source, 0, source.length, { unicode, unicodeSets });
    return JS.Parser.fromAst({ pattern, flags: parsedFlags });
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new GeneratorError('DC_PATTERN_INVALID', `/${source}/${flags} is no regular expression: ${reason}`);
  }
}

/**
 * True when every back-reference may be replaced by the few words of its group. Look-arounds are left alone: a group in a
 * negative one is always unset outside of it, and lookbehinds are matched from right to left.
 */
function canWriteOut(pattern: AST.Pattern): boolean {
  let isSafe = true;
  visitRegExpAST(pattern, {
    onBackreferenceEnter: (reference) => {
      const groups = [reference.resolved].flat();
      if (groups.length !== 1 || [reference, ...groups].some(isInLookaround)) isSafe = false;
    },
  });
  return isSafe;
}

function isInLookaround(node: AST.Node): boolean {
  for (let above = node.parent; above !== null; above = above.parent) if (above.type === 'Assertion') return true;
  return false;
}

/** True for what `^` is parsed to: nothing stands before. */
export function isStartAssertion(element: PatternElement): boolean {
  if (element.type !== 'Assertion' || element.kind !== 'behind' || !element.negate) return false;
  const [only, ...others] = element.alternatives;
  const [first, ...rest] = only?.elements ?? [];
  return others.length === 0 && rest.length === 0 && first?.type === 'CharacterClass' && first.characters.isAll;
}

/** Every set of characters in the tree. */
export function characterSets(alternatives: readonly Sequence[]): CharSet[] {
  return alternatives.flatMap(({ elements }) =>
    elements.flatMap((element) => {
      if (element.type === 'CharacterClass') return [element.characters];
      return element.type === 'Unknown' ? [] : characterSets(element.alternatives);
    }),
  );
}
