import type { Draft } from '../../rules/draft.ts';
import { atPointer, isObject, type Json, toPointer } from '../../specs/json.ts';
import type { Case, Step } from '../cases/case.ts';
import { removeAt, setAt } from '../cases/graft.ts';
import { type CaseRun, runCase } from './case-run.ts';
import type { RunContext } from './run-context.ts';

/** Most requests that one shrinking sends. */
export const MOST_TRIES = 40;

/** A case that is as small as was found, and its run. */
export interface Shrunk {
  readonly kase: Case;
  readonly run: CaseRun;
  readonly tried: number;
}

/**
 * A smaller request that fails the same clause: fewer elements, fewer members, shorter texts, each tried on the target. Only for cases of
 * one request; what cannot be made smaller stays as it is.
 */
export async function shrink(kase: Case, failed: CaseRun, clause: string, context: RunContext): Promise<Shrunk> {
  const [step] = kase.make(context.fresh.of(kase.id)).steps;
  if (!step || failed.trace.length !== 1) return { kase, run: failed, tried: 0 };
  let best: Shrunk = { kase, run: failed, tried: 0 };
  let current = step;
  let tried = 0;
  for (let isSmaller = true; isSmaller && tried < MOST_TRIES; ) {
    isSmaller = false;
    for (const body of smaller(current.draft.body)) {
      if (tried >= MOST_TRIES) break;
      tried += 1;
      const candidate = withBody(kase, { ...current, draft: { ...current.draft, body } }, context);
      const run = await runCase(candidate, 100 + tried, context);
      if (!run.judgements.some((each) => each.clause === clause && each.outcome === 'failed')) continue;
      current = { ...current, draft: { ...current.draft, body } };
      best = { kase: candidate, run, tried };
      isSmaller = true;
      break;
    }
  }
  return { ...best, tried };
}

/** The case with a given request; its addresses are made anew each time. */
function withBody(kase: Case, step: Step, { emailOf, judge }: RunContext): Case {
  const isBatch = judge.operation.effect?.each === 'item';
  const renew = (item: Json, email: string): Json => {
    const own = emailOf(item);
    const name = isObject(item) && own !== undefined ? Object.keys(item).find((key) => item[key] === own) : undefined;
    return name === undefined || !own?.includes('@') ? item : setAt(item, toPointer([name]), email);
  };
  return {
    ...kase,
    make: (fresh) => {
      const { body } = step.draft;
      const isList = isBatch && Array.isArray(body);
      const sent = isList
        ? body.map((item) => renew(item, fresh.email()))
        : body === undefined
          ? body
          : renew(body, fresh.email());
      const draft: Draft = { ...step.draft, body: sent };
      return { steps: [{ ...step, draft }] };
    },
  };
}

/** Smaller bodies, those that leave out most first. */
function smaller(body: Json | undefined): Json[] {
  if (Array.isArray(body) && body.length > 1)
    return [...body.map((item) => [item]), body.slice(0, Math.ceil(body.length / 2)), ...within(body)];
  return body === undefined ? [] : within(body);
}

function within(body: Json): Json[] {
  const places = placesIn(body, '');
  const without = places.map((place) => removeAt(body, place));
  const shorter = places.flatMap((place) => {
    const value = atPointer(body, place);
    if (typeof value !== 'string' || value.length < 2 || value.includes('@')) return [];
    const characters = [...value];
    return [
      setAt(body, place, characters.slice(0, Math.ceil(characters.length / 2)).join('')),
      setAt(body, place, characters.slice(0, -1).join('')),
    ];
  });
  return [...without, ...shorter];
}

/** Pointers of the members of a body, or of the elements of its batch. */
function placesIn(value: Json, at: string): string[] {
  if (Array.isArray(value)) return value.flatMap((element, index) => placesIn(element, `${at}/${index}`));
  return isObject(value) ? Object.keys(value).map((name) => at + toPointer([name])) : [];
}
