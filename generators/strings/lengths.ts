import { textOf } from '../language/code-points.ts';
import type { Language } from '../language/language.ts';
import { type Profile, TEXT } from './profile.ts';
import { findWalker, type LengthBounds } from './walker.ts';

/** The lengths at and beside the bounds, ascending and without doubles: one below, the bound, one above. */
export function boundaryLengths({ minLength, maxLength }: LengthBounds): readonly number[] {
  const bounds = [minLength, maxLength].filter((bound) => bound !== undefined);
  const lengths = bounds.flatMap((bound) => [bound - 1, bound, bound + 1]).filter((length) => length >= 0);
  return [...new Set(lengths)].sort((a, b) => a - b);
}

/** The simplest member of exactly this many characters of the profile; undefined when there is none. */
export function memberOfLength(language: Language, length: number, profile: Profile = TEXT): string | undefined {
  const walker = findWalker(language, profile, { minLength: length, maxLength: length });
  return walker === undefined ? undefined : textOf(walker.simplest());
}
