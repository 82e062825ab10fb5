import * as fc from 'fast-check';
import { codePointsOf, textOf } from '../language/code-points.ts';
import { acceptsPoints, type Language } from '../language/language.ts';
import { type Profile, TEXT } from './profile.ts';
import { isSimpler, simplerMembers } from './simpler.ts';
import { type LengthBounds, type Walker, walkerOf } from './walker.ts';

/** Above this length the longest text is drawn less often. */
const LONG_TEXT = 256;
const SHORT_LENGTHS = 24;

/**
 * Members of a language, and nothing else: every value is one, whatever it was shrunk from. The shortest and the longest
 * possible length come up often. Without an upper bound texts are at most 64 characters longer than the shortest.
 * Values from elsewhere (`examples`) shrink too.
 * @throws GeneratorError `DC_LANGUAGE_EMPTY` when no member consists of the profile's characters and fits the bounds
 */
export function stringArbitrary(
  language: Language,
  profile: Profile = TEXT,
  bounds: LengthBounds = {},
): fc.Arbitrary<string> {
  const walker = walkerOf(language, profile, bounds);
  return memberArbitrary({
    walker,
    isMember: (points) => isWithin(points, bounds) && acceptsPoints(language, points),
    draw: (random) => walker.word(random, drawLength(random, walker.lengths)),
  });
}

/** How values are drawn, and what values are. */
export interface MemberSource {
  /** Knows the simplest candidate, and which characters are alike. */
  readonly walker: Walker;
  readonly isMember: (points: readonly number[]) => boolean;
  /** Draws a member. */
  readonly draw: (random: fc.Random) => number[];
}

/** An arbitrary of members that shrinks from one member to another, whoever made the first. */
export function memberArbitrary(source: MemberSource): fc.Arbitrary<string> {
  return new MemberArbitrary(source);
}

/** fast-check's only extension point for shrinking without context is this class. */
class MemberArbitrary extends fc.Arbitrary<string> {
  readonly #source: MemberSource;

  constructor(source: MemberSource) {
    super();
    this.#source = source;
  }

  override generate(random: fc.Random): fc.Value<string> {
    return new fc.Value(textOf(this.#source.draw(random)), undefined);
  }

  override canShrinkWithoutContext(value: unknown): value is string {
    return typeof value === 'string' && this.#source.isMember(codePointsOf(value));
  }

  override shrink(value: string): fc.Stream<fc.Value<string>> {
    return new fc.Stream(this.#simpler(value)).map((text) => new fc.Value(text, undefined));
  }

  *#simpler(value: string): Generator<string> {
    const { walker, isMember } = this.#source;
    const points = codePointsOf(value);
    const seen = new Set([value]);
    const simplest = walker.simplest();
    if (isSimpler(simplest, points) && isMember(simplest)) {
      seen.add(textOf(simplest));
      yield textOf(simplest);
    }
    for (const candidate of simplerMembers(points, isMember, walker.alike)) {
      const text = textOf(candidate);
      if (seen.has(text)) continue;
      seen.add(text);
      yield text;
    }
  }
}

/** True when the length of a text keeps the bounds. */
export function isWithin(points: readonly number[], { minLength, maxLength }: LengthBounds): boolean {
  return points.length >= (minLength ?? 0) && points.length <= (maxLength ?? Number.POSITIVE_INFINITY);
}

/** One of ascending lengths: the ends on purpose, short ones mostly. */
export function drawLength(random: fc.Random, lengths: readonly number[]): number {
  const last = lengths.length - 1;
  const isLong = (lengths[last] ?? 0) > LONG_TEXT;
  const dice = random.nextInt(0, isLong ? 99 : 9);
  if (isLong && dice > 9) return at(lengths, dice < 20 ? 0 : random.nextInt(0, Math.min(last, SHORT_LENGTHS)));
  if (dice < 2) return at(lengths, dice === 0 ? 0 : last);
  if (dice < 4) return at(lengths, dice === 2 ? Math.min(1, last) : Math.max(0, last - 1));
  return at(lengths, random.nextInt(0, dice < 8 ? Math.min(last, SHORT_LENGTHS) : last));
}

function at(lengths: readonly number[], index: number): number {
  return lengths[index] ?? 0;
}
