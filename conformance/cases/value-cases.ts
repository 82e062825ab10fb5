import { EMAIL_CASES } from '../../generators/emails/email-cases.ts';
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
  'שלום',
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
    ...members.flatMap((each, index) => characterCases(each, isTwin(members, index), context)),
    ...members.filter(({ schema }) => Array.isArray(schema['enum'])).flatMap((each) => neighbourCases(each, context)),
    ...members
      .filter(isFreeText)
      .slice(0, 2)
      .flatMap((each) => stumblingCases(each, context)),
    ...strangeBodies(context),
  ];
}

/** True when an earlier member has the very same schema. */
function isTwin(members: readonly Member[], index: number): boolean {
  const own = JSON.stringify(members[index]?.schema);
  return members.slice(0, index).some(({ schema }) => JSON.stringify(schema) === own);
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

/** Texts about which the schema says nothing, of members that good requests have. */
function isFreeText({ schema }: Member): boolean {
  const { type, format, enum: listed } = schema;
  return type === 'string' && format === undefined && listed === undefined;
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

/** Every kind of address that ordinary people have. */
function addressCases(context: PlanContext): Case[] {
  const { emailAt, emailDomain } = context;
  if (emailAt === undefined) return [];
  const name = emailAt.slice(1);
  return EMAIL_CASES.filter((each) => each.class === 'must-accept').map(({ id, says, make }) =>
    valueCase(context, `address/${id}`, says, aimsAt(name, 'format', context), (fresh) => {
      const [local = ''] = fresh.email().split('@');
      return withMember(name, make(local, emailDomain), context, fresh);
    }),
  );
}

/** Most values of one member that are tried because they must be refused for one character. */
const MOST_REFUSED = 6;
/** The same for a member whose schema another member has too. */
const MOST_AGAIN = 4;

/**
 * The good value with each character in place of its first, and of its special one or else one inside it. Only what must be taken or must
 * be refused tells anything about a character; what that is, the expectation says.
 */
function characterCases({ name, schema }: Member, isTwin: boolean, context: PlanContext): Case[] {
  const example = exampleOf(name, context);
  if (typeof example !== 'string' || example.length < 3 || typeof schema['pattern'] !== 'string') return [];
  const special = example.search(/[^A-Za-z0-9]/);
  const texts = [0, special > 0 ? special : 1].flatMap((at) =>
    CHARACTERS.map((character) => example.slice(0, at) + character + example.slice(at + 1)),
  );
  const expected = (text: string): string => context.expect(withMember(name, text, context, context.planning)).success;
  const distinct = [...new Set(texts)].map((text) => ({ text, success: expected(text) }));
  const taken = distinct.filter(({ success }) => success === 'must');
  const refused = distinct.filter(({ success }) => success === 'never');
  return [
    ...(isTwin ? draw(taken, MOST_AGAIN, context.planning) : taken),
    ...draw(refused, isTwin ? MOST_AGAIN : MOST_REFUSED, context.planning),
  ].map(({ text }) =>
    valueCase(context, `character/${name}/${text}`, `${name}: ${text}`, aimsAt(name, 'pattern', context), (fresh) =>
      withMember(name, text, context, fresh),
    ),
  );
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

function stumblingCases({ name }: Member, context: PlanContext): Case[] {
  return STUMBLING.map((text, index) =>
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
