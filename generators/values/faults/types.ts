import { isObject, type Json, type JsonObject } from '../../../specs/json.ts';
import { trial } from '../bounded.ts';
import type { Context } from '../context.ts';
import { type JsonType, textsAt, typeNames, typeOfValue, without } from '../keywords.ts';
import { isLenientlyGood } from '../lenient.ts';
import type { Place } from '../places.ts';
import { draft, type FaultDraft } from './draft.ts';

/** Keywords that may hang on the type of a value. */
const TYPE_BOUND = ['anyOf', 'oneOf', 'not', 'if'];

/** Values of each type that is not allowed; those that a forgiving server could convert are grey. */
export function typeFaults(place: Place, context: Context): readonly FaultDraft[] {
  const { node } = place;
  if (node['type'] === undefined) return [];
  const judge = (value: Json): boolean => context.source.takes(node, value);
  const lists = ['enum', 'const'].filter((keyword) => node[keyword] !== undefined);
  const bound = TYPE_BOUND.filter((keyword) => node[keyword] !== undefined);
  const ways = [lists, ...(bound.length > 0 ? [[...lists, ...bound]] : [])].map((coupled) => ({
    coupled,
    rest: without(node, 'type', ...coupled, ...(coupled.includes('if') ? ['then', 'else'] : [])),
  }));
  return candidates(place, context)
    .filter(({ value }) => !judge(value))
    .map(({ note, value }) => ({
      keyword: 'type',
      note,
      certainty: isLenientlyGood(value, judge, place.isOptional) ? 'grey' : 'must-reject',
      attempts: ways.map(({ rest, coupled }) => () => ({ changed: { allOf: [rest], const: value }, coupled })),
    }));
}

interface Candidate {
  readonly note: string;
  readonly value: Json;
}

function candidates({ node }: Place, context: Context): Candidate[] {
  const names = typeNames(node['type']);
  const allowed = new Set<string>(names.flatMap((name) => (name === 'integer' ? ['number'] : [name])));
  const example = trial(context.generate([node], 0));
  const all: Candidate[] = [
    { note: 'null', value: null },
    { note: 'true', value: true },
    { note: 'number', value: numberFor(node) },
    { note: 'text', value: 'abc' },
    { note: 'list', value: [] },
    { note: 'object', value: {} },
    ...convertible(example, allowed),
  ];
  const fraction = names.includes('integer') && !names.includes('number') ? [fractionFor(node)] : [];
  return [...all.filter(({ value }) => !allowed.has(typeOfValue(value))), ...fraction];
}

/** Values that only their type keeps from being right. */
function convertible(example: Json | undefined, allowed: ReadonlySet<string>): Candidate[] {
  if (example === undefined || example === null) return [];
  const type: JsonType = typeOfValue(example);
  const list: Candidate = { note: 'list of one', value: [example] };
  if (type === 'number') return [{ note: 'numeric text', value: String(example) }, list];
  if (type === 'boolean')
    return [{ note: 'truth value as text', value: String(example) }, { note: '1', value: 1 }, list];
  if (type === 'array' && Array.isArray(example)) {
    const [first] = example;
    return first === undefined || allowed.has(typeOfValue(first))
      ? []
      : [{ note: 'item without its list', value: first }];
  }
  return [list];
}

/** A number that fits the rest of a schema, were numbers allowed. */
function numberFor(node: JsonObject): number {
  const digits = textsAt(node, 'enum').find((text) => /^\d+$/.test(text));
  return digits === undefined ? 12 : Number(digits);
}

function fractionFor(node: JsonObject): Candidate {
  const bounds = ['minimum', 'exclusiveMinimum', 'maximum', 'exclusiveMaximum'].map((keyword) => node[keyword]);
  const [bound = 1] = bounds.filter((value) => typeof value === 'number');
  const isUpper = node['minimum'] === undefined && node['exclusiveMinimum'] === undefined;
  return { note: 'fraction for integer', value: isUpper ? bound - 0.5 : bound + 0.5 };
}

/** Values beside those of `enum` and `const`. */
export function valueFaults({ node, isOptional }: Place, context: Context): readonly FaultDraft[] {
  return (['enum', 'const'] as const).flatMap((keyword) => {
    const listed = node[keyword];
    const members = keyword === 'const' ? (listed === undefined ? [] : [listed]) : Array.isArray(listed) ? listed : [];
    if (members.length === 0) return [];
    const judge = (value: Json): boolean => context.source.takes(node, value);
    const rest = without(node, keyword);
    const isFree = (value: Json): boolean => context.source.takes(rest, value);
    const folded = new Set(members.map(fold));
    return nearMisses(members).flatMap(({ note, values }) => {
      const wrong = values.filter((value) => isFree(value) && !judge(value));
      const grey = wrong.filter((value) => folded.has(fold(value)) || isLenientlyGood(value, judge, isOptional));
      const sure = wrong.filter((value) => !grey.includes(value));
      const make = (list: readonly Json[], certainty: 'must-reject' | 'grey'): FaultDraft[] =>
        list.length === 0 ? [] : [draft(keyword, note, { allOf: [rest], enum: [...new Set(list)] }, { certainty })];
      return [...make(sure, 'must-reject'), ...make(grey, 'grey')];
    });
  });
}

/** What remains of a text for a server that looks neither at letter case nor at blanks around it. */
function fold(value: Json): Json {
  return typeof value === 'string' ? value.trim().toLowerCase() : value;
}

/** Changes of texts that make near misses of members. */
const TEXT_CHANGES: readonly (readonly [note: string, change: (text: string) => string])[] = [
  ['lower case', (text) => text.toLowerCase()],
  ['upper case', (text) => text.toUpperCase()],
  ['leading blank', (text) => ` ${text}`],
  ['trailing blank', (text) => `${text} `],
  ['last character cut', (text) => text.slice(0, -1)],
  ['one character more', (text) => `${text}x`],
  ['empty', () => ''],
  ['not a member', () => 'nonmember'],
];

function nearMisses(members: readonly Json[]): { readonly note: string; readonly values: readonly Json[] }[] {
  const texts = members.filter((member) => typeof member === 'string');
  const numbers = members.filter((member) => typeof member === 'number');
  const others = members.filter((member) => typeof member === 'object');
  const texture = TEXT_CHANGES.map(([note, change]) => ({ note, values: texts.map(change) }));
  const beside = numbers.flatMap((number) => [number - 1, number + 1]);
  return [
    ...(texts.length > 0 ? [...texture, { note: 'neighbour', values: neighbours(texts) }] : []),
    { note: 'neighbour', values: beside },
    { note: 'truth value', values: members.some((member) => typeof member === 'boolean') ? [true, false] : [] },
    { note: 'other content', values: others.flatMap(changedContent) },
    ...(texts.length + numbers.length === 0 ? [{ note: 'not a member', values: ['nonmember', 12] }] : []),
  ];
}

/** Numbers in texts one higher: `6` of `1` to `5`, `v3` of `v1` and `v2`. */
function neighbours(texts: readonly string[]): string[] {
  return texts.flatMap((text) =>
    /\d+$/.test(text) ? [text.replace(/\d+$/, (digits) => String(Number(digits) + 1))] : [],
  );
}

function changedContent(member: Json): Json[] {
  if (Array.isArray(member)) return [[...member, 'x'], member.slice(0, -1)];
  if (isObject(member))
    return [{ ...member, unknownMember: 'x' }, Object.fromEntries(Object.entries(member).slice(0, -1))];
  return [];
}
