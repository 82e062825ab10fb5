import * as fc from 'fast-check';
import { GeneratorError } from '../error.ts';
import { complement, intersect } from '../language/algebra.ts';
import { acceptsPoints, type Language } from '../language/language.ts';
import { oneEditAway } from './edits.ts';
import { type Profile, TEXT } from './profile.ts';
import { drawLength, isWithin, memberArbitrary, stringArbitrary } from './string-arbitrary.ts';
import { findWalker, type LengthBounds, walkerOf } from './walker.ts';

/**
 * Texts that are not members: near misses, one edit away from a member, and any others.
 * @throws GeneratorError `DC_LANGUAGE_EMPTY` when every text of the profile and the bounds is a member
 */
export function nonMembers(
  language: Language,
  profile: Profile = TEXT,
  bounds: LengthBounds = {},
): fc.Arbitrary<string> {
  const any = stringArbitrary(complement(language), profile, bounds);
  if (findWalker(language, profile, bounds) === undefined) return any;
  return fc.oneof(any, oneEditNonMembers(language, profile, bounds));
}

/**
 * Texts one edit (a character deleted, inserted or replaced) away from a member, and no members themselves. A member
 * without such a neighbour gives way to any non-member. Values shrink to simpler non-members inside the bounds.
 * @throws GeneratorError `DC_LANGUAGE_EMPTY` when there are no members, or no non-members, of the profile in the bounds
 */
export function oneEditNonMembers(
  language: Language,
  profile: Profile = TEXT,
  bounds: LengthBounds = {},
): fc.Arbitrary<string> {
  const outside = complement(language);
  const walker = walkerOf(outside, profile, bounds);
  const members = walkerOf(language, profile, bounds);
  const isMember = (points: readonly number[]): boolean => isWithin(points, bounds) && acceptsPoints(outside, points);
  const draw = (random: fc.Random): number[] => {
    const member = members.word(random, drawLength(random, members.lengths));
    for (const candidate of oneEditAway(member, members.sample(random), random))
      if (isMember(candidate)) return candidate;
    return walker.word(random, drawLength(random, walker.lengths));
  };
  return memberArbitrary({ walker, isMember, draw });
}

/**
 * The texts that break the requirement at `index` and keep all the others: exactly one fault. Empty when that requirement
 * follows from the others.
 * @throws GeneratorError `DC_LANGUAGE_TOO_LARGE`
 */
export function onlyConjunctBroken(requirements: readonly Language[], index: number): Language {
  const broken = requirements[index];
  if (broken === undefined)
    throw new GeneratorError('DC_OPTION_INVALID', `there is no requirement ${index} among ${requirements.length}.`);
  return intersect(complement(broken), ...requirements.filter((_, other) => other !== index));
}
