import type * as fc from 'fast-check';
import { GeneratorError } from '../error.ts';
import { textOf } from '../language/code-points.ts';
import { acceptsPoints, ALL_TEXTS } from '../language/language.ts';
import type { CompiledPattern, TooLargePattern } from '../language/pattern.ts';
import { oneEditAway } from './edits.ts';
import { nonMembers } from './non-members.ts';
import { type Profile, TEXT } from './profile.ts';
import { drawLength, isWithin, memberArbitrary, stringArbitrary } from './string-arbitrary.ts';
import { type LengthBounds, type Walker, walkerOf } from './walker.ts';

/** Candidates that the filter of one value may look at. */
const TRIES = 2000;

/**
 * Texts that match a pattern, whether it has an automaton or not. Without one, texts of the superset are filtered by the
 * runtime's regular expression: still always right, but drawing may fail.
 * @throws GeneratorError `DC_LANGUAGE_EMPTY`; when a value is drawn `DC_FILTER_STARVED` after 2,000 candidates in vain
 */
export function matchingStrings(
  pattern: CompiledPattern,
  profile: Profile = TEXT,
  bounds: LengthBounds = {},
): fc.Arbitrary<string> {
  if (pattern.kind === 'exact') return stringArbitrary(pattern.language, profile, bounds);
  const walker = walkerOf(pattern.superset, profile, bounds);
  const isMember = (points: readonly number[]): boolean =>
    isWithin(points, bounds) && acceptsPoints(pattern.superset, points) && pattern.test(textOf(points));
  return memberArbitrary({ walker, isMember, draw: (random) => firstOf(drawn(walker, random), isMember, pattern) });
}

/**
 * Texts that do not match a pattern; near misses among them.
 * @throws GeneratorError as `matchingStrings`
 */
export function nonMatchingStrings(
  pattern: CompiledPattern,
  profile: Profile = TEXT,
  bounds: LengthBounds = {},
): fc.Arbitrary<string> {
  if (pattern.kind === 'exact') return nonMembers(pattern.language, profile, bounds);
  const near = walkerOf(pattern.superset, profile, bounds);
  const any = walkerOf(ALL_TEXTS, profile, bounds);
  const isMember = (points: readonly number[]): boolean => isWithin(points, bounds) && !pattern.test(textOf(points));
  function* candidates(random: fc.Random): Generator<number[]> {
    const word = near.word(random, drawLength(random, near.lengths));
    yield word;
    if (random.nextInt(0, 1) === 0) yield* oneEditAway(word, near.sample(random), random);
    yield* drawn(any, random);
  }
  return memberArbitrary({ walker: any, isMember, draw: (random) => firstOf(candidates(random), isMember, pattern) });
}

function* drawn(walker: Walker, random: fc.Random): Generator<number[]> {
  for (;;) yield walker.word(random, drawLength(random, walker.lengths));
}

function firstOf(
  candidates: Iterable<number[]>,
  isMember: (points: readonly number[]) => boolean,
  { source, flags }: TooLargePattern,
): number[] {
  let tries = 0;
  for (const candidate of candidates) {
    if (isMember(candidate)) return candidate;
    tries += 1;
    if (tries === TRIES) break;
  }
  throw new GeneratorError(
    'DC_FILTER_STARVED',
    `none of ${TRIES} candidates fits /${source}/${flags}, which has no automaton. Give examples of your own, or a simpler pattern.`,
  );
}
