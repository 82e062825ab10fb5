import type { Draft } from '../../rules/draft.ts';
import { asObject, atPointer, isObject, type Json, type JsonObject, toPointer } from '../../specs/json.ts';
import type { Fresh } from './case.ts';
import { removeAt, setAt } from './graft.ts';
import { bodySlots, type PlanContext } from './plan-context.ts';

/** What of a generated body a case is about. */
export interface Place {
  /** JSON pointer into the body. */
  readonly pointer: string;
  /** Name of a member of the object at the pointer, when that is what matters. */
  readonly member?: string | undefined;
  /** True when all that was generated matters. */
  readonly isWhole?: boolean;
}

/**
 * A good request with what a generated body has at a place: a single member is put into the good body, so that nothing else differs; of an
 * element or the whole body everything is taken, with addresses, credentials and known values as good requests have them.
 */
export function graftBody(
  value: Json,
  place: Place,
  mediaType: string | undefined,
  context: PlanContext,
  fresh: Fresh,
): Draft {
  const { good, persona, operation } = context;
  const draft = good.draft(persona, fresh.email(), mediaType);
  const isBatch = operation.effect?.each === 'item';
  const path = place.member === undefined ? place.pointer : place.pointer + toPointer([place.member]);
  const depth = path.split('/').length - 1;
  if (depth > (isBatch ? 1 : 0)) return withPart(draft, path, atPointer(value, path), context, isBatch);
  const body =
    isBatch && Array.isArray(value)
      ? value.map((item) => goodElement(item, place, context, fresh))
      : goodElement(value, place, context, fresh);
  return { ...draft, body };
}

/** A credential that is left out is left out of what the caller adds, too. */
function withPart(draft: Draft, path: string, part: Json | undefined, context: PlanContext, isBatch: boolean): Draft {
  const name = path.split('/')[isBatch ? 2 : 1] ?? '';
  if (part !== undefined) return { ...draft, body: setAt(draft.body, path, part) };
  const without = bodySlots(context).has(name) ? [name] : [];
  return { ...draft, body: removeAt(draft.body ?? null, path), without };
}

/** A generated element as a good caller would send it: an address of the run, no invented credentials, values that are known. */
function goodElement(generated: Json, { isWhole }: Place, context: PlanContext, fresh: Fresh): Json {
  if (!isObject(generated)) return generated;
  const item = isWhole ? generated : asGood(generated, context);
  const { emailAt, good } = context;
  const slots = bodySlots(context);
  const kept = Object.fromEntries(Object.entries(item).filter(([name]) => !slots.has(name)));
  const addressed =
    emailAt !== undefined && typeof atPointer(kept, emailAt) === 'string' ? setAt(kept, emailAt, fresh.email()) : kept;
  return good.adapt(addressed);
}

/**
 * Members that good requests have, as these have them: what is in doubt about a value must not hide what the case is about. An empty text stays:
 * it may be just that.
 */
function asGood(item: JsonObject, { good }: PlanContext): JsonObject {
  const own = asObject(good.item('someone@example.com'));
  const same = (name: string): boolean =>
    typeof own[name] === 'string' && typeof item[name] === 'string' && item[name] !== '';
  return Object.fromEntries(
    Object.entries(item).map(([name, value]): [string, Json] => [name, same(name) ? (own[name] ?? value) : value]),
  );
}

/** The draft with another address. */
export function withEmail(draft: Draft, email: string, { emailAt }: PlanContext): Draft {
  if (emailAt === undefined || draft.body === undefined) return draft;
  const at = Array.isArray(draft.body) ? `/0${emailAt}` : emailAt;
  return { ...draft, body: setAt(draft.body, at, email) };
}
