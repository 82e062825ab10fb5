import * as fc from 'fast-check';
import type { JsonObject } from '../../specs/json.ts';
import { GeneratorError } from '../error.ts';
import { accepts, ALL_TEXTS, type Language } from '../language/language.ts';
import { ASCII, type Profile, profileOf, TEXT } from '../strings/profile.ts';
import { stringArbitrary } from '../strings/string-arbitrary.ts';
import type { LengthBounds } from '../strings/walker.ts';
import { addressLanguage } from './addresses.ts';
import { attempt, bounded, trial } from './bounded.ts';
import type { Context } from './context.ts';
import { hasFormat, tameLanguage, wholeLanguage } from './formats.ts';
import { NUMBER_FORMATS } from './keywords.ts';
import { meet, outsideOf } from './meet.ts';
import { compiledPattern } from './patterns.ts';
import { highest, lowest, type Shape } from './shape.ts';

/** What a text must be. */
export interface TextFacts {
  /** Holds every member; other texts are left to `tests`. */
  readonly language: Language;
  /** The same where patterns must match the whole text; undefined when that is no difference. */
  readonly whole: Language | undefined;
  readonly tests: readonly ((text: string) => boolean)[];
  readonly formats: readonly string[];
  readonly bounds: LengthBounds;
}

const LETTERS = profileOf('letters', [0x61, 0x7a], [0x41, 0x5a]);
const ALPHANUMERIC = profileOf('letters and digits', [0x61, 0x7a], [0x41, 0x5a], [0x30, 0x39]);
const MILD = profileOf(
  'letters, digits and . - _',
  [0x61, 0x7a],
  [0x41, 0x5a],
  [0x30, 0x39],
  [0x2d, 0x2e],
  [0x5f, 0x5f],
);

/** Lengths of plain texts where nothing else is said. */
const PLAIN_LENGTHS = { min: 3, max: 12 };
/** How far plain texts go beyond a least length. */
const PLAIN_SPAN = 9;

/** Texts of a shape. @throws GeneratorError `DC_LANGUAGE_EMPTY` when there are none */
export function textArbitrary(shape: Shape, context: Context): fc.Arbitrary<string> {
  const facts = textFacts(shape, context);
  const listed = emailArbitrary(facts, context) ?? tameArbitrary(facts, context);
  return listed ?? wordArbitrary(facts, context);
}

/** What the keywords about texts ask for together. */
export function textFacts({ own, nots }: Shape, { marks }: Context): TextFacts {
  const patterns = own.flatMap(({ pattern }) => (typeof pattern === 'string' ? [compiledPattern(pattern)] : []));
  const refused = nots.flatMap(({ pattern }) => (typeof pattern === 'string' ? [compiledPattern(pattern)] : []));
  const marked = own.flatMap((schema) => marks.get(schema)?.language ?? []);
  const languages = [
    ...patterns.map(({ compiled }) => (compiled.kind === 'exact' ? compiled.language : compiled.superset)),
    ...refused.flatMap(({ compiled }) => (compiled.kind === 'exact' ? [outsideOf(compiled.language)] : [])),
    ...marked,
  ];
  const language = meet(ALL_TEXTS, ...languages);
  const wholes = patterns.flatMap(({ whole }) => whole ?? []);
  return {
    language,
    whole: wholes.length === 0 ? undefined : meet(language, ...wholes),
    tests: [
      ...patterns.flatMap(({ compiled }) => (compiled.kind === 'exact' ? [] : [compiled.test])),
      ...refused.flatMap(({ compiled }) => (compiled.kind === 'exact' ? [] : [(text: string) => !compiled.test(text)])),
    ],
    formats: formatsOf(own),
    bounds: boundsOf(own),
  };
}

function formatsOf(own: readonly JsonObject[]): string[] {
  const names = own.map(({ format }) => format).filter((format) => typeof format === 'string');
  return [...new Set(names)].filter((name) => !NUMBER_FORMATS.has(name) && (name === 'email' || tameLanguage(name)));
}

function boundsOf(own: readonly JsonObject[]): LengthBounds {
  const maxLength = lowest(own, 'maxLength');
  return { minLength: highest(own, 'minLength') ?? 0, ...(maxLength !== undefined && { maxLength }) };
}

/** True when a text has everything that is asked for. */
export function fitsText({ language, tests, formats, bounds }: TextFacts, text: string): boolean {
  const length = [...text].length;
  if (length < (bounds.minLength ?? 0) || length > (bounds.maxLength ?? Number.POSITIVE_INFINITY)) return false;
  return accepts(language, text) && [...tests, ...formats.map(tester)].every((test) => test(text));
}

function tester(format: string): (text: string) => boolean {
  return (text) => hasFormat(format, text);
}

/** Addresses of the options where they fit, else of the language of ordinary ones. */
function emailArbitrary(facts: TextFacts, { settings }: Context): fc.Arbitrary<string> | undefined {
  if (!facts.formats.includes('email')) return undefined;
  const fits = (text: string): boolean => fitsText(facts, text);
  const email = settings.email();
  const samples = fc.sample(email, { seed: 1, numRuns: 8 });
  if (samples.every(fits)) return bounded(email, fits, () => 'no e-mail address of the options does');
  const among = (language: Language): fc.Arbitrary<string> | undefined =>
    found(facts, meet(facts.language, language), ASCII, facts.bounds);
  const ordinary = among(addressLanguage(settings.addresses)) ?? among(wholeLanguage('email') ?? ALL_TEXTS);
  if (ordinary === undefined) throw noText(facts.bounds);
  return ordinary;
}

/** Members that no server refuses, of the formats that are asked for. */
function tameArbitrary(facts: TextFacts, context: Context): fc.Arbitrary<string> | undefined {
  const formats = facts.formats.filter((format) => format !== 'email');
  if (formats.length === 0) return undefined;
  const among = (languageOf: (format: string) => Language | undefined): fc.Arbitrary<string> | undefined => {
    const members = formats.map((format) => languageOf(format) ?? ALL_TEXTS);
    return found(facts, meet(facts.language, ...members), context.settings.profile, facts.bounds);
  };
  const members = among(tameLanguage) ?? among(wholeLanguage);
  if (members === undefined && formats.every(wholeLanguage)) throw noText(facts.bounds);
  return members;
}

/** The members that no server refuses, of each format but `email`. */
export function tameLanguages({ formats }: TextFacts): Language[] {
  return formats.flatMap((format) => tameLanguage(format) ?? []);
}

/** Words of the language: plain ones from as few kinds of characters as will do. */
function wordArbitrary(facts: TextFacts, { settings }: Context): fc.Arbitrary<string> {
  const { language, whole, bounds } = facts;
  const any = found(facts, language, TEXT, bounds);
  if (any === undefined) throw noText(bounds);
  const own = settings.profile === TEXT ? any : (found(facts, language, settings.profile, bounds) ?? any);
  if (!settings.isPlain) return own;
  const window = plainWindow(bounds);
  for (const within of [window, bounds])
    for (const wish of whole === undefined ? [language] : [whole, language])
      for (const profile of [LETTERS, ALPHANUMERIC, MILD, ASCII]) {
        const words = found(facts, wish, profile, within);
        if (words !== undefined) return words;
      }
  return own;
}

function noText({ minLength = 0, maxLength }: LengthBounds): GeneratorError {
  const lengths = maxLength === undefined ? `${minLength} or more` : `${minLength} to ${maxLength}`;
  return new GeneratorError(
    'DC_LANGUAGE_EMPTY',
    `no text of ${lengths} characters fits the patterns and formats of the schema together.`,
  );
}

/** Lengths of plain texts within bounds. */
export function plainWindow({ minLength = 0, maxLength = Number.POSITIVE_INFINITY }: LengthBounds): LengthBounds {
  const least = Math.min(Math.max(minLength, PLAIN_LENGTHS.min), maxLength);
  return { minLength: least, maxLength: Math.min(maxLength, Math.max(PLAIN_LENGTHS.max, least + PLAIN_SPAN)) };
}

/** Texts of a language, if it has any of the profile in the bounds. */
function found(
  facts: TextFacts,
  language: Language,
  profile: Profile,
  bounds: LengthBounds,
): fc.Arbitrary<string> | undefined {
  const words = wordsOf(language, profile, bounds);
  if (words === undefined || (facts.tests.length === 0 && facts.formats.length === 0)) return words;
  const explain = (text: string | undefined): string => `${JSON.stringify(text)} breaks a pattern or format`;
  const fitting = bounded(words, (text) => fitsText(facts, text), explain);
  return trial(fitting) === undefined ? undefined : fitting;
}

/** What is known about the words of languages; an automaton is walked once for each profile and bounds. */
const words = new WeakMap<Language, Map<string, fc.Arbitrary<string> | undefined>>();

function wordsOf(language: Language, profile: Profile, bounds: LengthBounds): fc.Arbitrary<string> | undefined {
  const known = words.get(language) ?? new Map<string, fc.Arbitrary<string> | undefined>();
  words.set(language, known);
  const key = `${profile.name} ${bounds.minLength} ${bounds.maxLength}`;
  if (!known.has(key))
    known.set(
      key,
      attempt(() => stringArbitrary(language, profile, bounds)),
    );
  return known.get(key);
}
