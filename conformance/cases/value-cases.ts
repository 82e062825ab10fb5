import { longestLength, shortestLength } from '../../generators/language/length.ts';
import { compilePattern } from '../../generators/language/pattern.ts';
import { memberOfLength } from '../../generators/strings/lengths.ts';
import { ASCII } from '../../generators/strings/profile.ts';
import { asArray, asObject, atPointer, type Json, type JsonObject } from '../../specs/json.ts';
import { addressCases, alikeCases } from './address-cases.ts';
import type { Case } from './case.ts';
import { bodySlots, type PlanContext } from './plan-context.ts';
import { draw, givenFor } from './schema-cases.ts';
import { aimsAt, pointerTo, valueCase, withMember } from './value-case.ts';

/** Characters that patterns single out: everything printable in ASCII but letters and digits, and one of each of those. */
const CHARACTERS: readonly string[] = [...' !"#$%&\'()*+,-./:;<=>?@[\\]^_`{|}~9zZ'];

/** Texts at which servers stumble: names of members, other languages' values, markup, scripts, wide characters. */
const STUMBLING: readonly string[] = [
  'constructor',
  '__proto__',
  'null',
  'undefined',
  'true',
  '0',
  "O'Brien",
  'Ann-Marie Smith',
  'A',
  'Łukasz Müller',
  'नमस्ते',
  '𝒜da 😀',
  'é',
  '<b>Ada</b> & "co"',
  "'; DROP TABLE users; --",
  '%s%n%00',
  'C:\\temp\\new',
  '',
  ' ',
  'Maximiliana-Alexandrina-Wilhelmina van der Berg',
  'x'.repeat(256),
  'x'.repeat(5000),
];

interface Member {
  readonly name: string;
  readonly schema: JsonObject;
}

/** Single values in an otherwise good request: kinds of addresses, each character of a pattern, neighbours of a list, texts at which servers stumble. */
export function valueCases(context: PlanContext): Case[] {
  const members = membersOf(context);
  return [
    ...addressCases(context),
    ...alikeCases(context),
    ...members.flatMap((each) => characterCases(each, context)),
    ...members.flatMap((each) => lengthCases(each, context)),
    ...members.filter(({ schema }) => Array.isArray(schema['enum'])).flatMap((each) => neighbourCases(each, context)),
    ...members
      .filter((each) => isName(each, context))
      .slice(0, 2)
      .flatMap((each, index) => stumblingCases(each, index > 0, context)),
    ...strangeBodies(context),
  ];
}

function membersOf(context: PlanContext): Member[] {
  const { good, operation } = context;
  const [mediaType] = good.mediaTypes;
  const schema = asObject(mediaType === undefined ? undefined : operation.body?.content[mediaType]?.schema);
  const item = operation.effect?.each === 'item' ? asObject(schema['items']) : schema;
  const slots = bodySlots(context);
  return Object.entries(asObject(item['properties']))
    .filter(([name]) => !slots.has(name))
    .map(([name, own]) => ({ name, schema: asObject(own) }));
}

/** Texts of people: members of good requests whose value is a plain word. */
function isName({ name, schema }: Member, context: PlanContext): boolean {
  const { type, format, enum: listed } = schema;
  const isText =
    (type === 'string' || (Array.isArray(type) && type.includes('string'))) &&
    format === undefined &&
    listed === undefined;
  const example = exampleOf(name, context);
  return isText && typeof example === 'string' && /^[A-Z][a-z]+$/.test(example);
}

/** Characters that a pattern lets in by mistake. */
const LIKELY = '@."!/<&+,#';
/** How many values are drawn where more would only repeat what others show. */
const FEW = 6;

/**
 * The good value with each character in place of its first, and of its special one or else one inside it. Only what must be taken or must
 * be refused tells anything about a character; what that is, the expectation says.
 */
function characterCases({ name, schema }: Member, context: PlanContext): Case[] {
  const example = exampleOf(name, context);
  if (typeof example !== 'string' || example.length < 3 || typeof schema['pattern'] !== 'string') return [];
  const successOf = (text: string): string => {
    const draft = withMember(name, text, context, context.planning);
    return context.expect(draft, givenFor(pointerTo(name, context), draft, context)?.facts).success;
  };
  const texts = [...new Set(withCharacters(example, (text) => successOf(text) === 'must'))];
  const isTold = (text: string): boolean =>
    successOf(text) === 'must' || (isLikely(text, example) && successOf(text) === 'never');
  return texts
    .filter(isTold)
    .map((text) =>
      valueCase(
        context,
        `character/${name}/${text}`,
        `${name}: ${text}`,
        aimsAt(name, 'pattern', context),
        (fresh) => withMember(name, text, context, fresh),
        name,
      ),
    );
}

function isLikely(text: string, example: string): boolean {
  return (
    text.length !== example.length ||
    [...LIKELY].some((character) => text.includes(character) && !example.includes(character))
  );
}

/** A text with each character in place of its first, and of its special one; without one, those that may come first in its second place. */
function withCharacters(example: string, isTaken: (text: string) => boolean): string[] {
  const put = (at: number, character: string): string => example.slice(0, at) + character + example.slice(at + 1);
  const special = example.search(/[^A-Za-z0-9]/);
  const inside = special > 0 ? special : 1;
  const last = example.search(/[A-Za-z0-9][^A-Za-z0-9]*$/);
  const others = special > 0 ? CHARACTERS : CHARACTERS.filter((character) => isTaken(put(0, character)));
  return [
    ...CHARACTERS.map((character) => put(0, character)),
    ...others.map((character) => put(inside, character)),
    ...[...LIKELY].map((character) => put(last, character)),
    ...uniform(example),
    `x${example}`,
    `${example}x`,
  ];
}

/** The value with all its letters of one kind, or its digits, the same: the first or the last of their kind. */
function uniform(example: string): string[] {
  const kinds: readonly (readonly [RegExp, string])[] = [
    [/[a-z]/g, 'az'],
    [/[A-Z]/g, 'AZ'],
    [/[0-9]/g, '09'],
  ];
  return kinds.flatMap(([kind, ends]) => [...ends].map((character) => example.replace(kind, character)));
}

function exampleOf(name: string, { good, operation }: PlanContext): Json | undefined {
  const own = atPointer(good.item('someone@example.com'), `/${name}`);
  if (own !== undefined) return own;
  const media = Object.values(operation.body?.content ?? {});
  const items = media
    .flatMap(({ examples }) => Object.values(examples))
    .flatMap((value) => (Array.isArray(value) ? value : [value]));
  return items.map((item) => atPointer(item, `/${name}`)).find((value) => value !== undefined);
}

/** The longest and the shortest texts of a pattern, and their neighbours, where only the pattern limits the length. */
function lengthCases({ name, schema }: Member, context: PlanContext): Case[] {
  const compiled = typeof schema['pattern'] === 'string' ? compilePattern(schema['pattern'], 'u') : undefined;
  if (compiled?.kind !== 'exact' || schema['maxLength'] !== undefined) return [];
  const { language } = compiled;
  const longest = longestLength(language) ?? Number.POSITIVE_INFINITY;
  const long = longest > MOST_LONG ? undefined : memberOfLength(language, longest, ASCII);
  const short = memberOfLength(language, shortestLength(language) ?? 0, ASCII);
  const texts = [
    long,
    long && `${long.slice(0, -1)}a${long.slice(-1)}`,
    short,
    short && short.slice(0, -2) + short.slice(-1),
  ];
  return texts
    .filter((text) => text !== undefined)
    .map((text) =>
      valueCase(
        context,
        `length/${name}/${text.length}`,
        `${name} of ${text.length} characters`,
        aimsAt(name, 'pattern', context),
        (fresh) => withMember(name, text, context, fresh),
        name,
      ),
    );
}

/** Longer texts are not sent only to see whether they are taken. */
const MOST_LONG = 1000;

/** The numbers just outside a list of numbers that are written as texts. */
function neighbourCases({ name, schema }: Member, context: PlanContext): Case[] {
  const numbers = asArray(schema['enum']).map((value) => (typeof value === 'string' ? Number(value) : Number.NaN));
  if (numbers.length === 0 || numbers.some((value) => !Number.isInteger(value))) return [];
  return [Math.min(...numbers) - 1, Math.max(...numbers) + 1].map((value) =>
    valueCase(context, `neighbour/${name}/${value}`, `${name}: ${value}`, aimsAt(name, 'enum', context), (fresh) =>
      withMember(name, String(value), context, fresh),
    ),
  );
}

/** For a further name only some of them. */
function stumblingCases({ name }: Member, isFurther: boolean, context: PlanContext): Case[] {
  const texts = isFurther ? draw(STUMBLING, FEW, context.planning) : STUMBLING;
  return texts.map((text, index) =>
    valueCase(context, `text/${name}/${index}`, `${name}: ${text.slice(0, 40)}`, [], (fresh) =>
      withMember(name, text, context, fresh),
    ),
  );
}

/** Members that nobody knows, and deep nesting: passed over or refused, but no reason to fail. */
function strangeBodies(context: PlanContext): Case[] {
  const deep = Array.from({ length: 50 }).reduce<Json>((inner) => ({ inner }), 'x');
  const members: readonly (readonly [string, Json])[] = [
    ['unknownMember', 'x'],
    ['constructor', { prototype: {} }],
    ['toString', null],
    ['deep', deep],
  ];
  return members.map(([name, value]) =>
    valueCase(context, `unknown/${name}`, `a member ${name} that the contract does not know`, [], (fresh) =>
      withMember(name, value, context, fresh),
    ),
  );
}
