import * as fc from 'fast-check';
import type { Json, JsonObject } from '../../../specs/json.ts';
import { emailsOfClass } from '../../emails/emails.ts';
import { GeneratorError } from '../../error.ts';
import { accepts, ALL_TEXTS, type Language } from '../../language/language.ts';
import { patternLanguage } from '../../language/pattern.ts';
import { oneEditNonMembers } from '../../strings/non-members.ts';
import { nonMatchingStrings } from '../../strings/pattern-strings.ts';
import { ASCII } from '../../strings/profile.ts';
import type { LengthBounds } from '../../strings/walker.ts';
import { bounded } from '../bounded.ts';
import { cacheOf } from '../cache.ts';
import type { Context } from '../context.ts';
import { type PatternPart, patternParts } from '../counterfactual.ts';
import { hasFormat, tameLanguage, wordsOf } from '../formats.ts';
import { numberAt, NUMBER_FORMATS, typeNames, without } from '../keywords.ts';
import type { Place } from '../places.ts';
import { shapesOf } from '../shape.ts';
import { meet, outsideOf } from '../meet.ts';
import { compiledPattern } from '../patterns.ts';
import { fitsText, plainWindow, tameLanguages, type TextFacts, textFacts } from '../texts.ts';
import type { Certainty } from '../types.ts';
import type { Attempt, FaultDraft } from './draft.ts';

/** Keywords of texts, in the order in which they are given up when they cannot all be kept. */
const TEXT_KEYWORDS = ['pattern', 'format', 'minLength', 'maxLength'] as const;

/** A text this much longer than the longest shows a server that cuts. */
const CLEARLY_LONGER = 20;
const LONGEST_PROBE = 4000;

/** Texts that break one keyword each, the others kept as far as any text can. */
export function textFaults(place: Place, context: Context): readonly FaultDraft[] {
  const { node } = place;
  const names = typeNames(node['type']);
  if (node['enum'] !== undefined || node['const'] !== undefined) return [];
  if (node['type'] !== undefined && !names.includes('string')) return [];
  return [...lengthFaults(place), ...patternFaults(place, context), ...formatFaults(place, context)];
}

/** The ways to keep the other keywords: all of them, all but one, none. */
function relaxations(
  node: JsonObject,
  keyword: string,
): { readonly rest: JsonObject; readonly coupled: readonly string[] }[] {
  const others = TEXT_KEYWORDS.filter((other) => other !== keyword && node[other] !== undefined);
  const sets = [[], ...others.map((other) => [other]), ...(others.length > 1 ? [[...others]] : [])];
  return sets.map((coupled) => ({ rest: { ...without(node, keyword, ...coupled), type: 'string' }, coupled }));
}

function lengthFaults({ node, isOptional }: Place): FaultDraft[] {
  const least = numberAt(node, 'minLength') ?? 0;
  const most = numberAt(node, 'maxLength');
  const ofLength = (keyword: string, length: number, certainty: Certainty = 'must-reject'): FaultDraft => ({
    keyword,
    note: `length ${length}`,
    certainty: length === 0 && isOptional ? 'grey' : certainty,
    attempts: relaxations(node, keyword).map(({ rest, coupled }) => () => ({
      changed: { allOf: [rest], minLength: length, maxLength: length },
      coupled,
    })),
  });
  const short = least > 0 ? [ofLength('minLength', least - 1)] : [];
  const empty = least > 1 ? [ofLength('minLength', 0)] : [];
  if (most === undefined) return [...short, ...empty, ...astralFaults(node, least)];
  const longer = Math.max(2 * most, most + CLEARLY_LONGER);
  const long = longer <= LONGEST_PROBE ? [ofLength('maxLength', longer)] : [];
  return [...short, ...empty, ...astralFaults(node, least), ofLength('maxLength', most + 1), ...long];
}

/** Too short in characters, long enough for who counts UTF-16 code units: grey. */
function astralFaults(node: JsonObject, least: number): FaultDraft[] {
  if (least < 2 || node['pattern'] !== undefined || node['format'] !== undefined) return [];
  const text = '\u{1f600}'.repeat(least - 1);
  const changed = { allOf: [without(node, 'minLength')], const: text };
  const note = `length ${least - 1}, ${text.length} in UTF-16`;
  return [{ keyword: 'minLength', note, certainty: 'grey', attempts: [() => ({ changed })] }];
}

/** Not what a server gets that trims: blanks at the ends decide nothing. */
const UNTRIMMED = cacheOf<Language>(1);

function noBlankEnds(): Language {
  return UNTRIMMED('', () => patternLanguage('^\\S(?:[^]*\\S)?$'));
}

function patternFaults(place: Place, context: Context): FaultDraft[] {
  const { node, isOptional } = place;
  const source = node['pattern'];
  if (typeof source !== 'string') return [];
  const ways = relaxations(node, 'pattern');
  const { compiled, whole } = compiledPattern(source);
  const isEmptyFine = compiled.kind === 'exact' ? accepts(compiled.language, '') : compiled.test('');
  const blank: FaultDraft = {
    keyword: 'pattern',
    note: 'empty',
    certainty: isOptional ? 'grey' : 'must-reject',
    attempts: ways.map(({ rest, coupled }) => () => ({ changed: { allOf: [rest], const: '' }, coupled })),
  };
  const empty = isEmptyFine ? [] : [blank];
  if (compiled.kind !== 'exact') {
    const values = (facts: TextFacts): fc.Arbitrary<string> => nonMatchingStrings(compiled, ASCII, windowOf(facts));
    return [drawn('pattern', 'anywhere outside', node, values, context), ...empty];
  }
  const outside: Outside = (language) =>
    ways.map(({ rest, coupled }) => () => ({
      changed: { allOf: [rest], minLength: Math.max(1, numberAt(rest, 'minLength') ?? 0) },
      coupled,
      mark: { language: meet(language(), noBlankEnds()) },
    }));
  // Near those members that match as a whole: what is around the match decides nothing.
  const near = (facts: TextFacts): fc.Arbitrary<string> =>
    oneEditNonMembers(
      meet(compiled.language, whole ?? ALL_TEXTS, facts.language, ...tameLanguages(facts)),
      ASCII,
      windowOf(facts),
    );
  const isOutside = (text: string): boolean => !accepts(compiled.language, text);
  return [
    ...partFaults(patternParts(context.source, place.schemaPath), outside),
    drawn('pattern', 'one edit from a member', node, near, context, isOutside),
    { keyword: 'pattern', note: 'anywhere outside', attempts: outside(() => outsideOf(compiled.language)) },
    ...empty,
  ];
}

/** The ways to make texts of a language that keep the other keywords. */
type Outside = (language: () => Language) => readonly (() => Attempt)[];

/** Each requirement of a pattern broken alone, where that can be. */
function partFaults(parts: readonly PatternPart[], outside: Outside): FaultDraft[] {
  const languages = parts.map(({ language }) => language);
  return parts.map(({ name, language }) => ({
    keyword: 'pattern',
    note: `only ${name} broken`,
    part: name,
    attempts: outside(() => meet(outsideOf(language), ...languages.filter((other) => other !== language))),
  }));
}

/** A fault whose texts come from an arbitrary of their own. */
function drawn(
  keyword: string,
  note: string,
  node: JsonObject,
  make: (facts: TextFacts) => fc.Arbitrary<string>,
  context: Context,
  isWanted: (text: string) => boolean = () => true,
  certainty: Certainty = 'must-reject',
): FaultDraft {
  const attempts = relaxations(node, keyword).map(({ rest, coupled }) => (): Attempt => {
    const [shape] = shapesOf([rest], context);
    if (shape === undefined) throw new GeneratorError('DC_SCHEMA_EMPTY', 'no text fits the rest of the schema.');
    const facts = textFacts(shape, context);
    const isGood = (text: string): boolean =>
      fitsText(facts, text) && isWanted(text) && (certainty === 'grey' || text === text.trim());
    const values = bounded(make(facts), isGood, (text) => `${JSON.stringify(text)} fits everything or too little`);
    return { changed: rest, coupled, mark: { values: values.map((text): Json => text) } };
  });
  return { keyword, note, certainty, attempts };
}

function windowOf({ bounds }: TextFacts): LengthBounds {
  const { maxLength = 64 } = plainWindow(bounds);
  const most = Math.max(maxLength, 64);
  return { minLength: Math.max(1, bounds.minLength ?? 0), maxLength: Math.min(bounds.maxLength ?? most, most) };
}

function formatFaults({ node }: Place, context: Context): FaultDraft[] {
  const format = node['format'];
  if (typeof format !== 'string' || NUMBER_FORMATS.has(format)) return [];
  if (format === 'email') return emailFaults(node, context);
  const { wrong, isStrict } = wordsOf(format);
  const members = tameLanguage(format);
  if (members === undefined) return [];
  const refused = wrong.filter((text) => !hasFormat(format, text));
  const isOutside = (text: string): boolean => !hasFormat(format, text);
  const known = (): fc.Arbitrary<string> => fc.constantFrom(...refused);
  const near = ({ language }: TextFacts): fc.Arbitrary<string> =>
    oneEditNonMembers(meet(members, language), ASCII, { minLength: 1, maxLength: 128 });
  return [
    drawn('format', `no ${format}`, node, known, context, isOutside),
    drawn('format', `one edit from a ${format}`, node, near, context, isOutside, isStrict ? 'must-reject' : 'grey'),
  ];
}

/** Addresses by what the table of cases expects of servers. */
function emailFaults(node: JsonObject, { settings, ...context }: Context): FaultDraft[] {
  const most = numberAt(node, 'maxLength');
  const limits = { ...settings.addresses, ...(most !== undefined && { maxLength: most }) };
  const isOutside = (text: string): boolean => !hasFormat('email', text);
  const ofClass = (note: string, make: () => fc.Arbitrary<string>, certainty: Certainty): FaultDraft =>
    drawn('format', note, node, make, { ...context, settings }, isOutside, certainty);
  return [
    ofClass('no address', () => emailsOfClass('must-reject', { ...limits, isUndisputed: true }), 'must-reject'),
    ofClass('no address by the grammar', () => emailsOfClass('must-reject', limits), 'grey'),
    ofClass('unusual address', () => emailsOfClass('grey', limits), 'grey'),
  ];
}
