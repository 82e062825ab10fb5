import * as fc from 'fast-check';
import { GeneratorError } from '../error.ts';
import type { Settings } from './context.ts';
import { highest, lowest, type Shape } from './shape.ts';

/** Bounds of numbers, both included. */
interface Range {
  readonly min: number;
  readonly max: number;
}

/** Decimal places that are calculated with exactly. */
const MOST_PLACES = 9;
/** How far ordinary numbers go from the nearest bound, or from 1. */
const ORDINARY_SPAN = 1000;
/** The largest number where nothing bounds it: what fits 32 bits fits everywhere. */
const WIDEST = 2 ** 31 - 1;

/** Numbers of a shape. @throws GeneratorError `DC_SCHEMA_EMPTY` */
export function numberArbitrary(shape: Shape, settings: Settings): fc.Arbitrary<number> {
  const multiples = shape.own.map(({ multipleOf }) => multipleOf).filter((step) => typeof step === 'number');
  const isFraction = shape.nots.some(({ type }) => type === 'integer');
  const steps = [...multiples, ...(shape.isInteger ? [1] : []), ...(isFraction && multiples.length === 0 ? [0.5] : [])];
  const range = rangeOf(shape);
  const places = Math.max(0, ...steps.map(decimalPlaces));
  if (steps.length > 0 && places <= MOST_PLACES) {
    const numbers = multiplesWithin(range, steps, places, settings);
    if (numbers === undefined) throw nothingBetween(range);
    return numbers;
  }
  const integers = integersWithin(ordinary(range, settings.isPlain));
  if (settings.isPlain && integers !== undefined) return integers;
  if (range.min > range.max) throw nothingBetween(range);
  if (settings.isPlain) return shortest(range, settings);
  return fc.double({ ...range, noNaN: true, noDefaultInfinity: true }).map(tidy);
}

/** Numbers with as few digits behind the point as the range allows. */
function shortest(range: Range, settings: Settings): fc.Arbitrary<number> {
  for (let digits = 1; digits <= MOST_PLACES; digits += 1) {
    const numbers = multiplesWithin(range, [10 ** -digits], digits, settings);
    if (numbers !== undefined) return numbers;
  }
  return fc.constant(range.min);
}

/** The number of digits behind the point. */
export function decimalPlaces(value: number): number {
  const [digits = '', exponent = '0'] = String(value).split('e');
  return Math.max(0, (digits.split('.')[1]?.length ?? 0) - Number(exponent));
}

/** JSON knows no negative zero. */
function tidy(value: number): number {
  return value === 0 ? 0 : value;
}

function rangeOf({ own }: Shape): Range {
  const isSmall = own.some(({ format }) => format === 'int32');
  const above = highest(own, 'exclusiveMinimum');
  const below = lowest(own, 'exclusiveMaximum');
  const min = greatest(
    highest(own, 'minimum'),
    above === undefined ? undefined : nextUp(above),
    isSmall ? -WIDEST - 1 : undefined,
  );
  const max = least(
    lowest(own, 'maximum'),
    below === undefined ? undefined : -nextUp(-below),
    isSmall ? WIDEST : undefined,
  );
  return {
    min: min ?? Math.min(-WIDEST, (max ?? 0) - ORDINARY_SPAN),
    max: max ?? Math.max(WIDEST, (min ?? 0) + ORDINARY_SPAN),
  };
}

function greatest(...bounds: readonly (number | undefined)[]): number | undefined {
  const given = bounds.filter((bound) => bound !== undefined);
  return given.length === 0 ? undefined : Math.max(...given);
}

function least(...bounds: readonly (number | undefined)[]): number | undefined {
  const given = bounds.filter((bound) => bound !== undefined);
  return given.length === 0 ? undefined : Math.min(...given);
}

/** The least number of double precision above another. */
function nextUp(value: number): number {
  if (value === 0) return Number.MIN_VALUE;
  const bytes = new DataView(new ArrayBuffer(8));
  bytes.setFloat64(0, value);
  bytes.setBigInt64(0, bytes.getBigInt64(0) + (value > 0 ? 1n : -1n));
  return bytes.getFloat64(0);
}

/** The part of a range in which ordinary numbers lie. */
function ordinary({ min, max }: Range, isPlain: boolean): Range {
  if (!isPlain) return { min, max };
  const low = max < 1 ? Math.max(min, max - ORDINARY_SPAN) : Math.max(min, 1);
  return { min: low, max: Math.min(max, low + ORDINARY_SPAN) };
}

function integersWithin({ min, max }: Range): fc.Arbitrary<number> | undefined {
  const range = { min: Math.ceil(min), max: Math.floor(max) };
  return range.min > range.max ? undefined : fc.integer(range).map(tidy);
}

/** Multiples of all steps, which are scaled to integers first; undefined when there is none. */
function multiplesWithin(
  range: Range,
  steps: readonly number[],
  places: number,
  settings: Settings,
): fc.Arbitrary<number> | undefined {
  const scale = 10 ** places;
  const step = steps.map((value) => Math.round(value * scale)).reduce(leastCommonMultiple);
  const productOf = (factor: number): number => tidy(Number(((factor * step) / scale).toFixed(places)));
  const within = ({ min, max }: Range): Range => {
    const first = Math.ceil(roundAway(min * scale) / step);
    const last = Math.floor(roundAway(max * scale) / step);
    // Rounding may have stepped over an exclusive bound.
    return { min: productOf(first) < min ? first + 1 : first, max: productOf(last) > max ? last - 1 : last };
  };
  const wished = within(ordinary(range, settings.isPlain));
  const counts = wished.min <= wished.max ? wished : within(range);
  const factors = integersWithin({
    min: Math.max(counts.min, -Number.MAX_SAFE_INTEGER),
    max: Math.min(counts.max, Number.MAX_SAFE_INTEGER),
  });
  return factors?.map(productOf);
}

/** Undoes what scaling by a power of ten added: 0.3 * 10 is 3. */
function roundAway(value: number): number {
  return Number(value.toPrecision(15));
}

function leastCommonMultiple(first: number, second: number): number {
  return (first / greatestCommonDivisor(first, second)) * second;
}

function greatestCommonDivisor(first: number, second: number): number {
  return second === 0 ? first : greatestCommonDivisor(second, first % second);
}

function nothingBetween({ min, max }: Range): GeneratorError {
  return new GeneratorError('DC_SCHEMA_EMPTY', `no number between ${min} and ${max} fits the schema.`);
}
