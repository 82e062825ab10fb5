import { CharSet } from 'refa';
import type { ParsedPattern, PatternElement, Sequence } from './parse.ts';

/** Repetitions up to this count are kept exactly by a relaxation that caps them. */
const KEPT_COUNT = 8;

/**
 * A pattern that matches at least what the given one matches: any text stands for a back-reference, and with `isCapped`
 * counts above 8 become open. Negative assertions that this would touch are dropped, as they would get stricter.
 */
export function relax({ alternatives, last }: ParsedPattern, isCapped: boolean): ParsedPattern {
  const anyText: PatternElement = {
    type: 'Quantifier',
    min: 0,
    max: Number.POSITIVE_INFINITY,
    lazy: false,
    alternatives: [{ type: 'Concatenation', elements: [{ type: 'CharacterClass', characters: CharSet.all(last) }] }],
  };
  const relaxAll = (choices: readonly Sequence[]): Sequence[] =>
    choices.map(({ elements }) => ({ type: 'Concatenation', elements: elements.flatMap(relaxOne) }));
  const relaxOne = (element: PatternElement): PatternElement[] => {
    switch (element.type) {
      case 'CharacterClass':
        return [element];
      case 'Unknown':
        return [anyText];
      case 'Alternation':
        return [{ ...element, alternatives: relaxAll(element.alternatives) }];
      case 'Quantifier':
        return [{ ...element, ...capped(element), alternatives: relaxAll(element.alternatives) }];
      case 'Assertion':
        if (element.negate && isTouched(element.alternatives)) return [];
        return [{ ...element, alternatives: relaxAll(element.alternatives) }];
    }
  };
  const capped = ({ min, max }: { min: number; max: number }): { min: number; max: number } => ({
    min: isCapped ? Math.min(min, KEPT_COUNT) : min,
    max: isCapped && max > KEPT_COUNT ? Number.POSITIVE_INFINITY : max,
  });
  const isTouched = (choices: readonly Sequence[]): boolean =>
    choices.some(({ elements }) =>
      elements.some((element) => {
        if (element.type === 'CharacterClass') return false;
        if (element.type === 'Unknown') return true;
        if (element.type === 'Quantifier' && capped(element).max !== element.max) return true;
        return isTouched(element.alternatives);
      }),
    );
  return { alternatives: relaxAll(alternatives), last };
}
