import * as fc from 'fast-check';
import type { Json, JsonObject } from '../../../specs/json.ts';
import { emailBoundaries } from '../../emails/email-boundaries.ts';
import { EMAIL_CASES } from '../../emails/email-cases.ts';
import { checkOptions } from '../../emails/emails.ts';
import { isEmpty } from '../../language/algebra.ts';
import { classOf } from '../../language/alphabet.ts';
import type { Language } from '../../language/language.ts';
import { patternLanguage } from '../../language/pattern.ts';
import { cacheOf } from '../cache.ts';
import type { Context } from '../context.ts';
import { wordsOf } from '../formats.ts';
import { numberAt, typeNames } from '../keywords.ts';
import { meet } from '../meet.ts';
import type { Place } from '../places.ts';
import { shapesOf } from '../shape.ts';
import { compiledPattern } from '../patterns.ts';
import { fitsText, tameLanguages, type TextFacts, textFacts } from '../texts.ts';
import { edge, type EdgeDraft } from './draft.ts';

/** Longest text that is sent because the schema allows it. */
const LONGEST_PROBE = 4000;

/** Texts of the shortest and the longest length, with each kind of character, and at the limits of their format. */
export function textEdges(place: Place, context: Context): readonly EdgeDraft[] {
  const { node } = place;
  const names = typeNames(node['type']);
  if (node['enum'] !== undefined || node['const'] !== undefined) return [];
  if (node['type'] !== undefined && !names.includes('string')) return [];
  const [shape] = shapesOf([{ allOf: [node], type: 'string' }], context);
  if (shape === undefined) return [];
  const facts = textFacts(shape, context);
  return [...lengthEdges(node), ...characterEdges(node, facts, context), ...formatEdges(node, facts, context)];
}

function lengthEdges(node: JsonObject): EdgeDraft[] {
  return (['minLength', 'maxLength'] as const).flatMap((keyword) => {
    const length = numberAt(node, keyword);
    if (length === undefined || length > LONGEST_PROBE || (keyword === 'minLength' && length === 0)) return [];
    const changed = { allOf: [node], type: 'string', minLength: length, maxLength: length };
    return [edge(keyword, `length ${length}`, changed)];
  });
}

/** Characters that are looked at one by one: the signs of ASCII, and one of each kind of letters and digits. */
const PROBED = ['a', 'A', '0', ...' !"#$%&\'()*+,-./:;<=>?@[\\]^_`{|}~'];

/** Plain texts that hold one character of interest, if they can in their middle. */
function characterEdges(node: JsonObject, facts: TextFacts, context: Context): EdgeDraft[] {
  const source = node['pattern'];
  if (typeof source !== 'string' || compiledPattern(source).compiled.kind !== 'exact') return [];
  const language = meet(facts.whole ?? facts.language, ...tameLanguages(facts));
  return alike(language).flatMap(([first, ...others]) => {
    const words = wordsWith(first, language, node, context);
    if (words === undefined) return [];
    return [first, ...others].map((sign) => {
      const values = words.map((text): Json => text.replace(first, () => sign));
      return edge('pattern', `with ${JSON.stringify(sign)}`, { allOf: [node], type: 'string' }, { values });
    });
  });
}

/** The characters in groups that a language does not tell apart. */
function alike({ alphabet }: Language): (readonly [string, ...string[]])[] {
  const groups = new Map<number, [string, ...string[]]>();
  for (const sign of PROBED) {
    const group = groups.get(classOf(alphabet, sign.codePointAt(0) ?? 0));
    if (group === undefined) groups.set(classOf(alphabet, sign.codePointAt(0) ?? 0), [sign]);
    else group.push(sign);
  }
  return [...groups.values()];
}

/** Texts of the language with the character once, between letters and digits if that can be; undefined when there are none. */
function wordsWith(
  sign: string,
  language: Language,
  node: JsonObject,
  { marks, generate }: Context,
): fc.Arbitrary<string> | undefined {
  const form = surroundings(sign).find((one) => !isEmpty(meet(language, one)));
  if (form === undefined) return undefined;
  const schema = { allOf: [node], type: 'string' };
  marks.set(schema, { language: form });
  return generate([schema], 0).map(String);
}

const forms = cacheOf<readonly Language[]>(64);

function surroundings(sign: string): readonly Language[] {
  return forms(sign, () => {
    const code = `\\u{${sign.codePointAt(0)?.toString(16)}}`;
    const rest = /[A-Za-z0-9]/.test(sign) ? `(?!${code})[A-Za-z0-9]` : '[A-Za-z0-9]';
    const any = `(?!${code})[ -~]`;
    return [
      patternLanguage(`^(?:${rest})+${code}(?:${rest})+$`),
      patternLanguage(`^(?:${any})+${code}(?:${any})+$`),
      patternLanguage(`^(?:${any})*${code}(?:${any})*$`),
    ];
  });
}

function formatEdges(node: JsonObject, facts: TextFacts, context: Context): EdgeDraft[] {
  const format = node['format'];
  if (typeof format !== 'string') return [];
  if (format === 'email') return emailEdges(node, facts, context);
  const { edges = [] } = wordsOf(format);
  return edges
    .filter((text) => fitsText(facts, text))
    .map((text) => edge('format', JSON.stringify(text), { allOf: [node], const: text }));
}

/** Names of mailboxes. */
const NAMES = fc.stringMatching(/^[a-z]{3,8}$/);

/** Addresses at the limits, and of each kind that every server must accept. */
function emailEdges(node: JsonObject, facts: TextFacts, { settings }: Context): EdgeDraft[] {
  const { addresses } = settings;
  const { maxLength } = facts.bounds;
  const limits = { ...addresses, ...(maxLength !== undefined && { maxLength }) };
  const probes = emailBoundaries(limits)
    .filter((probe) => probe.class === 'must-accept' && !probe.isOverlong && fitsText(facts, probe.address))
    .map(({ address, says }) => edge('format', says, { allOf: [node], const: address }));
  const { domains, suffix } = checkOptions(addresses);
  const [domain = ''] = domains;
  const kinds = EMAIL_CASES.filter((entry) => entry.class === 'must-accept')
    .filter(({ make }) => fitsText(facts, make(`abcdefgh${suffix}`, domain)))
    .map(({ says, make }) => {
      const values = NAMES.map((name): Json => make(name + suffix, domain));
      return edge('format', says, { allOf: [node], type: 'string' }, { values });
    });
  return [...probes, ...kinds];
}
