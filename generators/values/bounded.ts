import * as fc from 'fast-check';
import { GeneratorError } from '../error.ts';

/** Candidates that are drawn for one value before the filter gives up. */
const TRIES = 500;

/**
 * The values of an arbitrary that pass a test. Unlike fast-check's own filter it ends: after 500 candidates in vain, or
 * as many as are given, a draw throws `DC_FILTER_STARVED` with what `explain` says about the last of them.
 */
export function bounded<Value>(
  arbitrary: fc.Arbitrary<Value>,
  isGood: (value: Value) => boolean,
  explain: (value: Value | undefined) => string,
  tries: number = TRIES,
): fc.Arbitrary<Value> {
  return new BoundedArbitrary(arbitrary, isGood, explain, tries);
}

/** fast-check's only extension point for a filter that may fail is this class. */
class BoundedArbitrary<Value> extends fc.Arbitrary<Value> {
  readonly #arbitrary: fc.Arbitrary<Value>;
  readonly #isGood: (value: Value) => boolean;
  readonly #explain: (value: Value | undefined) => string;
  readonly #tries: number;

  constructor(
    arbitrary: fc.Arbitrary<Value>,
    isGood: (value: Value) => boolean,
    explain: (value: Value | undefined) => string,
    tries: number,
  ) {
    super();
    this.#arbitrary = arbitrary;
    this.#isGood = isGood;
    this.#explain = explain;
    this.#tries = tries;
  }

  override generate(random: fc.Random, bias: number | undefined): fc.Value<Value> {
    let last: Value | undefined;
    for (let tries = 0; tries < this.#tries; tries += 1) {
      const candidate = this.#arbitrary.generate(random, bias);
      last = candidate.value_;
      if (this.#isGood(last)) return candidate;
    }
    throw new GeneratorError('DC_FILTER_STARVED', `none of ${this.#tries} candidates fits: ${this.#explain(last)}`);
  }

  override canShrinkWithoutContext(value: unknown): value is Value {
    return this.#arbitrary.canShrinkWithoutContext(value) && this.#isGood(value);
  }

  override shrink(value: Value, context: unknown): fc.Stream<fc.Value<Value>> {
    return this.#arbitrary.shrink(value, context).filter((candidate) => this.#isGood(candidate.value_));
  }
}

/** A value that passes the test, the same every time; undefined when a dozen draws make none. @throws what is no GeneratorError */
export function trial<Value>(
  arbitrary: fc.Arbitrary<Value>,
  isGood: (value: Value) => boolean = () => true,
): Value | undefined {
  return attempt(() => {
    for (let seed = 1; seed <= TRIAL_RUNS; seed += 1) {
      const [value] = fc.sample(arbitrary, { seed, numRuns: 1 });
      if (value !== undefined && isGood(value)) return value;
    }
    return undefined;
  });
}

const TRIAL_RUNS = 12;

/** What can be made; undefined when it cannot be generated. @throws what is no GeneratorError */
export function attempt<Made>(make: () => Made): Made | undefined {
  try {
    return make();
  } catch (error) {
    if (error instanceof GeneratorError) return undefined;
    throw error;
  }
}
