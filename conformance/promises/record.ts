import { foldKey } from '../../rules/fold.ts';
import { atPointer, isObject, type Json, type JsonObject } from '../../specs/json.ts';
import type { CreatedElement, Scene } from './scene.ts';

/** What the answer shows of a created element: the object at the place, or the one of the list there that has the element's address. */
export function answeredRecord(scene: Scene, element: CreatedElement, at: Json | undefined): JsonObject | undefined {
  const place = atPointer(scene.answer.body, String(at ?? ''));
  if (isObject(place)) return place;
  const email = scene.emailOf(element.item);
  if (!Array.isArray(place) || email === undefined) return undefined;
  const records = place.filter(isObject);
  return (
    records.find((record) => Object.values(record).includes(email)) ?? records.find((record) => hasText(record, email))
  );
}

/** The objects that the answer shows at a place: one, or the elements of a list. */
export function answeredRecords({ answer }: Scene, at: Json | undefined): JsonObject[] {
  const place = atPointer(answer.body, String(at ?? ''));
  if (Array.isArray(place)) return place.filter(isObject);
  return isObject(place) ? [place] : [];
}

/** True when a member of a record is the text, whatever its letter case. */
export function hasText(record: JsonObject, text: string): boolean {
  const key = foldKey(text, 'case');
  return Object.values(record).some((value) => typeof value === 'string' && foldKey(value, 'case') === key);
}
