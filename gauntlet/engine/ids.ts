import type { PlainResponse } from '../../mock/plain.ts';
import type { JsonObject } from '../../specs/json.ts';
import type { Engine } from '../deviation.ts';
import { textOf } from '../surface.ts';
import { type EngineCase, isGood, onCreate, type Passing, turn } from './passing.ts';

/** Servers whose ids are not of one user alone. */
export const ids: readonly EngineCase[] = [
  {
    topic: 'ids',
    name: 'reused-after-5',
    says: 'Starts with its ids anew after five users.',
    engine: renamed(({ fresh, number }) => {
      const at = number % 5;
      return fresh[at] ?? fresh[number] ?? '';
    }),
  },
  {
    topic: 'ids',
    name: 'reused-after-2',
    says: 'Gives two users in a row the same id.',
    engine: renamed(({ fresh, number }) => fresh[number - (number % 2)] ?? ''),
  },
  {
    topic: 'ids',
    name: 'by-first-name',
    says: 'Makes the id of the first name.',
    engine: renamed(({ record, passing, own }) => hashed(textOf(record, passing.stage.surface.names[0]), own)),
  },
  {
    topic: 'ids',
    name: 'shared-at-once',
    says: 'Gives users who are created at the same time one id.',
    engine: sharedAtOnce(),
  },
];

/** A user who was just created, and the ids so far. */
export interface Named {
  readonly record: JsonObject;
  readonly passing: Passing;
  /** The id that the mock gave. */
  readonly own: string;
  /** All that it gave so far, oldest first, this one included. */
  readonly fresh: readonly string[];
  /** Place of this one among them. */
  readonly number: number;
}

/** The engine that gives the users of every good call other ids, in the store and in the answer. */
export function renamed(idOf: (named: Named) => string): Engine {
  return onCreate(() => {
    const fresh: string[] = [];
    return async (passing, serve) => {
      const known = new Set(passing.world?.records(passing.stage.collection) ?? []);
      const answer = await serve(passing.request);
      return isGood(answer) ? renameNew(answer, passing, known, fresh, idOf) : answer;
    };
  });
}

function renameNew(
  answer: PlainResponse,
  passing: Passing,
  known: ReadonlySet<JsonObject>,
  fresh: string[],
  idOf: (named: Named) => string,
): PlainResponse {
  const { stage, request, emails } = passing;
  const { id } = stage.surface;
  const world = stage.worldOf(request);
  let changed = answer;
  for (const record of world ? stage.recordsOf(world, emails).filter((each) => !known.has(each)) : []) {
    const own = textOf(record, id);
    fresh.push(own);
    const other = idOf({ record, passing, own, fresh, number: fresh.length - 1 });
    world?.apply([
      { kind: 'replace', collection: stage.collection, before: record, record: { ...record, [id]: other } },
    ]);
    changed = replaced(changed, own, other);
  }
  return changed;
}

function replaced(answer: PlainResponse, own: string, other: string): PlainResponse {
  const headers = Object.entries(answer.headers).map(([name, value]) => [name, value.replaceAll(own, other)]);
  return { ...answer, headers: Object.fromEntries(headers), body: String(answer.body).replaceAll(own, other) };
}

/** The id with its hexadecimal digits taken from the text. */
function hashed(text: string, form: string): string {
  const digits = Buffer.from(text.padEnd(32, '.')).toString('hex');
  let place = 0;
  return form.replaceAll(/[0-9a-f]/g, () => digits[place++] ?? '0');
}

function sharedAtOnce(): Engine {
  return onCreate(() => {
    let shared: string | undefined;
    return async (passing, serve) => {
      await turn();
      const known = new Set(passing.world?.records(passing.stage.collection) ?? []);
      const answer = await serve(passing.request);
      if (!isGood(answer)) return answer;
      const renamedAnswer = renameNew(answer, passing, known, [], ({ own }) => (shared ??= own));
      void turn().then(() => {
        shared = undefined;
      });
      return renamedAnswer;
    };
  });
}
