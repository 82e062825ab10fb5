import {
  asObject,
  atPointer,
  isObject,
  type Json,
  type JsonObject,
  pointerSegments,
  toPointer,
} from '../../specs/json.ts';
import { accepts, type Language } from '../language/language.ts';
import { changedAt, schemaAt } from './inline.ts';
import { textsAt, without } from './keywords.ts';
import type { Schema, Source } from './source.ts';
import { compiledPattern } from './patterns.ts';
import type { SchemaFaultLabel } from './types.ts';

const relaxed = new WeakMap<Source, Map<string, Schema>>();

/** True when the value is invalid, valid once what the label blames is taken away, and breaks the blamed part. */
export function isProven(source: Source, label: SchemaFaultLabel, value: Json): boolean {
  if (source.takes(source.root, value)) return false;
  return source.takes(relaxedFor(source, label), value) && breaksPart(source, label, value);
}

/** `relaxedRoot`, made once for all labels that blame the same. */
function relaxedFor(source: Source, label: SchemaFaultLabel): Schema {
  const known = relaxed.get(source) ?? new Map<string, Schema>();
  relaxed.set(source, known);
  const key = [label.schemaPath, label.part ?? '', ...label.coupled].join(' ');
  const root = known.get(key) ?? relaxedRoot(source, label);
  known.set(key, root);
  return root;
}

/** The root without the blamed keyword and those that cannot hold without it. */
function relaxedRoot(source: Source, { keyword, schemaPath, part, coupled }: SchemaFaultLabel): Schema {
  const place = parentOf(schemaPath);
  const first = removedAt(source.root, place, keyword, part, source);
  return coupled.reduce<Schema>((root, other) => {
    const isPointer = other.startsWith('/');
    const name = isPointer ? (pointerSegments(other).at(-1) ?? '') : other;
    return removedAt(root, isPointer ? parentOf(other) : place, name, undefined, source);
  }, first);
}

/** The root without one keyword of one schema; of `required` only a name when one is given. */
export function removedAt(
  root: Schema,
  place: string,
  keyword: string,
  part: string | undefined,
  source: Source,
): Schema {
  if (keyword === 'false schema') {
    const name = pointerSegments(place).at(-1) ?? '';
    return changedAt(root, parentOf(place), (members) => ({ ...members, [name]: true }), source);
  }
  return changedAt(root, place, (schema) => removed(schema, keyword, part), source);
}

/** Words that mean nothing without another one go with it. */
const COMPANIONS: Readonly<Record<string, readonly string[]>> = {
  if: ['then', 'else'],
  contains: ['minContains', 'maxContains'],
};

function removed(schema: JsonObject, keyword: string, part: string | undefined): JsonObject {
  if (keyword === 'required' && part !== undefined)
    return { ...schema, required: textsAt(schema, 'required').filter((name) => name !== part) };
  return without(schema, keyword, ...(COMPANIONS[keyword] ?? []));
}

/** The pointer without its last token. */
function parentOf(pointer: string): string {
  return toPointer(pointerSegments(pointer).slice(0, -1));
}

/** One requirement of a pattern, by name. */
export interface PatternPart {
  readonly name: string;
  readonly language: Language;
}

/**
 * The requirements that a pattern consists of: those that the contract names, else the lookaheads and what comes after
 * them, numbered. None for a pattern in one piece.
 */
export function patternParts(source: Source, place: string): readonly PatternPart[] {
  const schema = schemaAt(source, place);
  if (!isObject(schema) || typeof schema['pattern'] !== 'string') return [];
  const named = namedParts(source.original, place);
  if (named.length > 0) return named;
  const { compiled } = compiledPattern(schema['pattern']);
  if (compiled.kind !== 'exact' || compiled.conjuncts.length < 2) return [];
  return compiled.conjuncts.map(({ language }, index) => ({ name: String(index), language }));
}

function namedParts(original: Json, place: string): PatternPart[] {
  const remarks = asObject(asObject(atPointer(original, place))['x-clause']);
  const parts = asObject(asObject(remarks['pattern'])['parts']);
  return Object.entries(parts).flatMap(([name, part]) => {
    const pattern = asObject(part)['pattern'];
    if (typeof pattern !== 'string') return [];
    const { compiled } = compiledPattern(pattern);
    return compiled.kind === 'exact' ? [{ name, language: compiled.language }] : [];
  });
}

function breaksPart(source: Source, label: SchemaFaultLabel, value: Json): boolean {
  if (label.keyword !== 'pattern' || label.part === undefined) return true;
  const text = atPointer(value, label.instancePath);
  const part = patternParts(source, parentOf(label.schemaPath)).find(({ name }) => name === label.part);
  return part !== undefined && typeof text === 'string' && !accepts(part.language, text);
}
