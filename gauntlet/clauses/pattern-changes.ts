import { type AST, RegExpParser, visitRegExpAST } from '@eslint-community/regexpp';
import { type KeywordChange, setKeyword } from './keyword-change.ts';

/** A change of the text of a pattern. */
interface Splice {
  readonly detail: string;
  readonly says: string;
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** The pattern without one of its conjuncts, anchors or characters, with one more, and with its limits moved by one. */
export function patternChanges(pattern: string): KeywordChange[] {
  const splices = splicesOf(pattern);
  const changed = splices.map(({ detail, says, start, end, text }) => ({
    detail,
    says,
    pattern: pattern.slice(0, start) + text + pattern.slice(end),
  }));
  const anchored = pattern.endsWith('$')
    ? []
    : changed
        .filter(({ detail }) => detail.includes('-without-'))
        .map((change) => ({ ...change, detail: `whole-${change.detail}`, pattern: `${change.pattern}$` }));
  const end = pattern.endsWith('$')
    ? []
    : [{ detail: 'end-anchor-added', says: 'Holds the whole text to the pattern.', pattern: `${pattern}$` }];
  return [...changed, ...anchored, ...end]
    .filter((change) => isPattern(change.pattern))
    .map((change) => ({ detail: change.detail, says: change.says, apply: setKeyword('pattern', change.pattern) }));
}

function isPattern(source: string): boolean {
  try {
    return new RegExp(source, 'u').source !== '';
  } catch {
    return false;
  }
}

function splicesOf(pattern: string): Splice[] {
  const splices: Splice[] = [];
  const count = { assertion: 0, class: 0, quantifier: 0 };
  visitRegExpAST(new RegExpParser().parsePattern(pattern, 0, pattern.length, { unicode: true }), {
    onAssertionEnter: (node) => {
      if (node.kind === 'word') return;
      count.assertion += 1;
      const what = node.kind === 'start' || node.kind === 'end' ? `${node.kind}-anchor` : `conjunct-${count.assertion}`;
      splices.push({
        detail: `${what}-dropped`,
        says: `Does without ${node.raw} in the pattern.`,
        start: node.start,
        end: node.end,
        text: '',
      });
    },
    onCharacterClassEnter: (node) => {
      count.class += 1;
      splices.push(...classSplices(node, `class-${count.class}`));
    },
    onQuantifierEnter: (node) => {
      if (!node.raw.endsWith('}')) return;
      count.quantifier += 1;
      // Without an anchor behind it the upper limit binds nothing.
      const isBound = pattern.endsWith('$');
      const limits = quantifierSplices(node, `count-${count.quantifier}`);
      splices.push(...limits.filter(({ detail }) => isBound || !detail.includes('-max-')));
    },
  });
  return splices;
}

/** Characters that a home-made class may have too many. */
const EXTRA = ['@', '.', '"'];

function classSplices(node: AST.CharacterClass, name: string): Splice[] {
  const elements: readonly AST.CharacterClass['elements'][number][] = node.elements;
  const isOnly = elements.length === 1;
  const without = elements.flatMap((element): Splice[] => {
    const { start, end, raw } = element;
    const drop = (what: string, text: string): Splice => ({
      detail: `${name}-without-${what}`,
      says: `Does without ${what} in ${node.raw}.`,
      start,
      end,
      text,
    });
    if (element.type === 'CharacterClassRange') return rangeSplices(element, drop, isOnly);
    if (element.type === 'CharacterSet' && element.kind === 'word') return WORD.map(([what, text]) => drop(what, text));
    return isOnly ? [] : [drop(raw, '')];
  });
  const isConjunct = node.parent.type === 'Alternative' && node.parent.parent.type === 'Assertion';
  const more =
    isConjunct || isOnly
      ? []
      : EXTRA.map(
          (extra): Splice => ({
            detail: `${name}-with-${extra}`,
            says: `Takes ${extra} for one of ${node.raw}.`,
            start: node.end - 1,
            end: node.end - 1,
            text: extra,
          }),
        );
  return [...without, ...more];
}

/** What `\w` is made of, each part missing in turn. */
const WORD: readonly (readonly [missing: string, rest: string])[] = [
  ['lower', 'A-Z0-9_'],
  ['upper', 'a-z0-9_'],
  ['digits', 'A-Za-z_'],
  ['underscore', 'A-Za-z0-9'],
];

function rangeSplices(
  { min, max, raw }: AST.CharacterClassRange,
  drop: (what: string, text: string) => Splice,
  isOnly: boolean,
): Splice[] {
  const from = String.fromCodePoint(min.value + 1);
  const to = String.fromCodePoint(max.value - 1);
  return [drop(min.raw, `${from}-${max.raw}`), drop(max.raw, `${min.raw}-${to}`), ...(isOnly ? [] : [drop(raw, '')])];
}

function quantifierSplices({ min, max, raw, end, element }: AST.Quantifier, name: string): Splice[] {
  const limits: [detail: string, min: number, max: number][] = [
    ['min-looser', min - 1, max],
    ['min-tighter', min + 1, max],
    ['max-tighter', min, max - 1],
    ['max-much-tighter', min, Math.max(min, Math.floor(max / 4))],
    ['max-looser', min, max + 1],
  ];
  return limits
    .filter(([, least, most]) => least >= 0 && least <= most && Number.isFinite(most))
    .map(([detail, least, most]) => ({
      detail: `${name}-${detail}`,
      says: `Has {${least},${most}} where the pattern has ${raw.slice(element.raw.length)}.`,
      start: element.end,
      end,
      text: `{${least},${most}}`,
    }));
}
