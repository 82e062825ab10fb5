import type { Condition } from '../specs/behaviour.ts';
import type { RuleClause } from '../specs/contract.ts';
import { asArray, asObject, atPointer, type Json, pointerSegments } from '../specs/json.ts';
import type { Draft } from './draft.ts';
import { exampleItems } from './example-item.ts';
import { breaksKeyword } from './keyword-fit.ts';
import { type Place, placeOf, readPlace, writePlace } from './place.ts';
import type { ViolateContext } from './violate.ts';

/** One way to make the conditions of a clause hold in a good request. */
export interface Way {
  /** Empty when nothing is changed. */
  readonly note: string;
  /** True when it is not certain that the conditions hold then. */
  readonly isGrey?: true;
  readonly alter: (draft: Draft) => Draft;
}

const AS_IT_IS: Way = { note: '', alter: (draft) => draft };

/**
 * Ways to make the conditions hold that are about the body and the parameters: every value of a list or of an `enum` is one. Conditions
 * about the caller, and about a value that must only be of some form, are left to who chooses caller and value.
 */
export function waysToHold({ when, each }: Pick<RuleClause, 'when' | 'each'>, context: ViolateContext): readonly Way[] {
  return when.reduce<readonly Way[]>(
    (ways, condition) => ways.flatMap((way) => waysOf(condition, each, context).map((next) => inTurn(way, next))),
    [AS_IT_IS],
  );
}

function inTurn(first: Way, second: Way): Way {
  const note = [first.note, second.note].filter((text) => text !== '').join(', ');
  const isGrey = first.isGrey ?? second.isGrey;
  return { note, ...(isGrey && { isGrey }), alter: (draft) => second.alter(first.alter(draft)) };
}

function waysOf(condition: Condition, each: RuleClause['each'], context: ViolateContext): readonly Way[] {
  const place = placeOf(condition.the);
  if (!place) return [AS_IT_IS];
  const { is, isNot } = condition;
  if (condition.in !== undefined) {
    const isList = asObject(is)['type'] === 'array';
    const listed = listedIn(condition.in, context).map(({ value, isCertain }): Way => {
      const way = setting(place, each, isList ? [value] : value);
      return isCertain || isShown(value, place, context) ? way : { ...way, isGrey: true };
    });
    return [...listed.filter(({ isGrey }) => !isGrey), ...listed.filter(({ isGrey }) => isGrey)];
  }
  if (isNot !== undefined) return [{ note: '', alter: (draft) => withoutFitting(draft, place, each, isNot, context) }];
  const { enum: options, const: constant } = asObject(is);
  const values = constant === undefined ? asArray(options) : [constant];
  if (values.length === 0) return [AS_IT_IS];
  return values.filter((value) => !isRefused(place, value, context)).map((value) => setting(place, each, value));
}

/** The values of a fact; where it is unknown, those that the contract begins with, which others may not share. */
function listedIn(expression: string, { fact, contract }: ViolateContext): { value: Json; isCertain: boolean }[] {
  const name = /^\{\$fact#\/([^/}]+)\}$/.exec(expression)?.[1] ?? '';
  const known = fact(name);
  const list = known ?? contract.initial[name] ?? [];
  return (Array.isArray(list) ? list : [list]).map((value) => ({ value, isCertain: known !== undefined }));
}

/** True when the contract's own examples have the value at the place. */
function isShown(value: Json, place: Place, { operation }: ViolateContext): boolean {
  if (place.in !== 'item' && place.in !== 'body') return false;
  const shown = exampleItems(operation).map((item) => atPointer(item, place.pointer));
  return shown.some((own) => own === value || (Array.isArray(own) && own.includes(value)));
}

function setting(place: Place, each: RuleClause['each'], value: Json): Way {
  const note = `${labelOf(place)} ${JSON.stringify(value)}`;
  return { note, alter: (draft) => writePlace(draft, place, each, value) };
}

function withoutFitting(
  draft: Draft,
  place: Place,
  each: RuleClause['each'],
  schema: Json,
  { fits }: ViolateContext,
): Draft {
  const value = readPlace(draft, place, each);
  const isSlot = schema === true && place.in === 'header';
  return isSlot || (value !== undefined && fits(schema)(value)) ? writePlace(draft, place, each, undefined) : draft;
}

function isRefused(place: Place, value: Json, context: ViolateContext): boolean {
  if (place.in === 'item' || place.in === 'body')
    return breaksKeyword({ where: 'body', path: pointerSegments(place.pointer) }, value, context);
  return breaksKeyword({ where: place.in, path: [place.name] }, value, context);
}

function labelOf(place: Place): string {
  return place.in === 'item' || place.in === 'body' ? pointerSegments(place.pointer).join('.') : place.name;
}
