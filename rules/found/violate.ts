import type { Lookup } from '../../specs/behaviour.ts';
import { atPointer, isObject, type Json } from '../../specs/json.ts';
import type { Draft } from '../draft.ts';
import { type Place, placeOf, writePlace } from '../place.ts';
import type { Violate, ViolateContext, Violator } from '../violate.ts';
import { waysToHold } from '../ways-to-hold.ts';

/** A key that no record has, for every key by which a record can be addressed; where none is addressed, what the conditions say. */
export const violateFound: Violate = (clause, context) => {
  const { effect } = context.operation;
  const collection = effect?.find ?? effect?.update ?? effect?.remove;
  const ways = waysToHold(clause, context);
  if (!effect || collection === undefined)
    return ways.map(({ note, alter }): Violator => ({ note: note === '' ? 'nothing is named' : note, alter }));
  const places = effect.by.map(({ equals }) => placeOf(equals));
  return effect.by.flatMap((lookup, index) => {
    const place = places[index];
    if (!place) return [];
    const key = unknownKey(lookup, collection, context);
    // The first key that is there counts.
    const others = places.filter((other): other is Place => other !== undefined && other !== place);
    const alone = (draft: Draft): Draft =>
      others.reduce((current, other) => writePlace(current, other, clause.each, undefined), draft);
    return ways.map(({ alter }): Violator => {
      return {
        note: `${lookup.at.slice(1)} of nobody`,
        alter: (draft) => writePlace(alone(alter(draft)), place, clause.each, key),
      };
    });
  });
};

/** A key of the form that the contract gives its records. */
function unknownKey({ at }: Lookup, collection: string, { contract, email, random }: ViolateContext): string {
  const declared = contract.collections[collection];
  if (declared?.email === at) return email();
  const template: Json | undefined = isObject(declared?.record) ? atPointer(declared.record, at) : undefined;
  const hex = (count: number): string =>
    Array.from({ length: count }, () => random.nextInt(0, 15).toString(16)).join('');
  const form = typeof template === 'string' ? /^\{\$new#\/([a-z0-9-]+)\}$/.exec(template)?.[1] : undefined;
  if (form === 'guid') return `${hex(8)}-${hex(4)}-4${hex(3)}-a${hex(3)}-${hex(12)}`;
  if (form === 'digits') return Array.from({ length: 10 }, () => random.nextInt(0, 9)).join('');
  return form === undefined ? `nobody-${hex(12)}` : hex(form === 'hex24' ? 24 : 32);
}
