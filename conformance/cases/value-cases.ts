import { EMAIL_CASES } from '../../generators/emails/email-cases.ts';
import { judgeEmail } from '../../generators/emails/judge-email.ts';
import { longestLength } from '../../generators/language/length.ts';
import { compilePattern } from '../../generators/language/pattern.ts';
import { memberOfLength } from '../../generators/strings/lengths.ts';
import { ASCII } from '../../generators/strings/profile.ts';
import type { Draft } from '../../rules/draft.ts';
import { asArray, asObject, atPointer, type Json, type JsonObject } from '../../specs/json.ts';
import type { Case, Fresh } from './case.ts';
import { setAt } from './graft.ts';
import { bodySlots, creationClause, type PlanContext } from './plan-context.ts';
import { draw } from './schema-cases.ts';

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
    ...members.flatMap((each, index) => characterCases(each, isTwin(members, index), context)),
    ...members.flatMap((each) => lengthCases(each, context)),
    ...members.filter(({ schema }) => Array.isArray(schema['enum'])).flatMap((each) => neighbourCases(each, context)),
    ...members
      .filter((each) => isName(each, context))
      .slice(0, 2)
      .flatMap((each, index) => stumblingCases(each, index > 0, context)),
    ...strangeBodies(context),
  ];
}

function constraintsOf(schema: JsonObject | undefined): string {
  return JSON.stringify(Object.entries(schema ?? {}).filter(([name]) => !name.startsWith('x-')));
}

/** True when an earlier member has the very same schema. */
function isTwin(members: readonly Member[], index: number): boolean {
  const own = constraintsOf(members[index]?.schema);
  return members.slice(0, index).some(({ schema }) => constraintsOf(schema) === own);
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

type Make = (fresh: Fresh) => Draft;

function valueCase(context: PlanContext, id: string, note: string, aims: readonly string[], make: Make): Case {
  const creation = creationClause(context);
  return {
    id: `probes/value/${id}`,
    phase: 'probes',
    aims: aims.length > 0 ? aims : creation ? [creation.id] : [],
    note,
    personas: [context.persona],
    make: (fresh) => ({ steps: [{ note, draft: make(fresh) }] }),
  };
}

/** A good request with another value of one member. */
function withMember(name: string, value: Json, { good, persona, operation }: PlanContext, fresh: Fresh): Draft {
  const draft = good.draft(persona, fresh.email());
  const at = operation.effect?.each === 'item' ? `/0/${name}` : `/${name}`;
  return { ...draft, body: setAt(draft.body, at, value) };
}

function aimsAt(name: string, keyword: string, { operation }: PlanContext): string[] {
  return operation.keywordClauses
    .filter((clause) => clause.where === 'body' && clause.path[0] === name && clause.keyword === keyword)
    .map(({ id }) => id);
}

/** Every kind of address that ordinary people have, and every kind that is none by anybody's rules. */
function addressCases(context: PlanContext): Case[] {
  const { emailAt, emailDomain } = context;
  if (emailAt === undefined) return [];
  const name = emailAt.slice(1);
  const isAsked = ({ class: kind, make }: (typeof EMAIL_CASES)[number]): boolean =>
    kind === 'must-accept' || (kind === 'must-reject' && judgeEmail(make('someone', emailDomain)).undisputed);
  return EMAIL_CASES.filter(isAsked).map(({ id, says, make }) =>
    valueCase(context, `address/${id}`, says, aimsAt(name, 'format', context), (fresh) => {
      const [local = ''] = fresh.email().split('@');
      return withMember(name, make(local, emailDomain), context, fresh);
    }),
  );
}

/** Addresses that look alike and are those of two people. */
const ALIKE: readonly (readonly [id: string, first: (local: string) => string, second: (local: string) => string])[] = [
  ['plus', (local) => local, (local) => `${local}+tag`],
  ['dots', (local) => `ab${local}`, (local) => `a.b${local}`],
  ['hyphens', (local) => `ab${local}`, (local) => `a-b${local}`],
];

function alikeCases(context: PlanContext): Case[] {
  const { emailAt, emailDomain, good, persona } = context;
  if (emailAt === undefined) return [];
  return ALIKE.map(([id, first, second]): Case => {
    const note = `addresses that differ by ${id} only`;
    return {
      ...valueCase(context, `alike/${id}`, note, [], (fresh) => good.draft(persona, fresh.email())),
      make: (fresh) => {
        const [local = ''] = fresh.email().split('@');
        const steps = [first, second].map((make) => ({
          note,
          draft: good.draft(persona, `${make(local)}@${emailDomain}`),
        }));
        return { steps };
      },
    };
  });
}

/** Most values of one member that are tried because they must be refused for one character. */
const MOST_REFUSED = 30;
/** The same for a member whose schema another member has too. */
const MOST_AGAIN = 4;

/**
 * The good value with each character in place of its first, and of its special one or else one inside it. Only what must be taken or must
 * be refused tells anything about a character; what that is, the expectation says.
 */
function characterCases({ name, schema }: Member, isTwin: boolean, context: PlanContext): Case[] {
  const example = exampleOf(name, context);
  if (typeof example !== 'string' || example.length < 3 || typeof schema['pattern'] !== 'string') return [];
  const successOf = (text: string): string => context.expect(withMember(name, text, context, context.planning)).success;
  const texts = [...new Set(withCharacters(example, (text) => successOf(text) === 'must'))];
  const taken = texts.filter((text) => successOf(text) === 'must');
  const refused = texts.filter((text) => successOf(text) === 'never');
  const isSplit = context.operation.keywordClauses.some(
    ({ where, path, keyword, part }) =>
      where === 'body' && path[0] === name && keyword === 'pattern' && part !== undefined,
  );
  // The parts of a pattern have probes of their own.
  const most = isTwin || isSplit ? MOST_AGAIN : MOST_REFUSED;
  return [
    ...(isTwin ? draw(taken, MOST_AGAIN, context.planning) : taken),
    ...draw(refused, most, context.planning),
  ].map((text) =>
    valueCase(context, `character/${name}/${text}`, `${name}: ${text}`, aimsAt(name, 'pattern', context), (fresh) =>
      withMember(name, text, context, fresh),
    ),
  );
}

/** A text with each character in place of its first, and of its special one; without one, those that may come first in its second place. */
function withCharacters(example: string, isTaken: (text: string) => boolean): string[] {
  const put = (at: number, character: string): string => example.slice(0, at) + character + example.slice(at + 1);
  const special = example.search(/[^A-Za-z0-9]/);
  const inside = special > 0 ? special : 1;
  const others = special > 0 ? CHARACTERS : CHARACTERS.filter((character) => isTaken(put(0, character)));
  return [
    ...CHARACTERS.map((character) => put(0, character)),
    ...others.map((character) => put(inside, character)),
    ...uniform(example),
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

/** The longest texts of a pattern, where only the pattern limits the length. */
function lengthCases({ name, schema }: Member, context: PlanContext): Case[] {
  const compiled = typeof schema['pattern'] === 'string' ? compilePattern(schema['pattern'], 'u') : undefined;
  if (compiled?.kind !== 'exact' || schema['maxLength'] !== undefined) return [];
  const { language } = compiled;
  const longest = longestLength(language);
  const lengths = [longest, longest === undefined ? undefined : longest - 1].filter((length) => length !== undefined);
  return lengths.flatMap((length) => {
    const text = length > MOST_LONG ? undefined : memberOfLength(language, length, ASCII);
    if (text === undefined) return [];
    return [
      valueCase(
        context,
        `length/${name}/${length}`,
        `${name} of ${length} characters`,
        aimsAt(name, 'pattern', context),
        (fresh) => withMember(name, text, context, fresh),
      ),
    ];
  });
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
  const texts = isFurther ? draw(STUMBLING, MOST_AGAIN, context.planning) : STUMBLING;
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
