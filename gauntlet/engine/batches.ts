import type { PlainResponse } from '../../mock/plain.ts';
import { asArray, type Json, type JsonObject } from '../../specs/json.ts';
import type { Base } from '../base.ts';
import type { Engine } from '../deviation.ts';
import { textOf } from '../surface.ts';
import { afterGood, bare, type EngineCase, insert, isDryRun, isGood, onCreate, type Passing } from './passing.ts';

const only = ({ surface }: Base): boolean => surface.isBatch;

/** Servers that treat the users of one batch differently. */
export const batches: readonly EngineCase[] = [
  {
    topic: 'refusal',
    name: 'first-validated-only',
    says: 'Looks at the first user of a batch only.',
    engine: validated((items) => items.slice(0, 1)),
    only,
  },
  {
    topic: 'refusal',
    name: 'last-validated-only',
    says: 'Looks at the last user of a batch only.',
    engine: validated((items) => items.slice(-1)),
    only,
  },
  { topic: 'created', name: 'batch-cut-to-5', says: 'Takes the first five users of a batch.', engine: cut(5), only },
  { topic: 'created', name: 'batch-cut-to-2', says: 'Takes the first two users of a batch.', engine: cut(2), only },
  {
    topic: 'created',
    name: 'last-of-batch-lost',
    says: 'Lists the last user of a batch and does not keep it.',
    engine: lost((count) => (count > 1 ? [count - 1] : [])),
    only,
  },
  {
    topic: 'created',
    name: 'middle-of-batch-lost',
    says: 'Lists all users of a batch of three or more and does not keep the second.',
    engine: lost((count) => (count > 2 ? [1] : [])),
    only,
  },
  {
    topic: 'created',
    name: 'first-kept-only',
    says: 'Lists all users of a batch and keeps the first.',
    engine: lost((count) => Array.from({ length: count - 1 }, (_, index) => index + 1)),
    only,
  },
  {
    topic: 'listed',
    name: 'last-not-listed',
    says: 'Creates all users of a batch and leaves the last out of the list.',
    engine: listing((list) => (list.length > 1 ? list.slice(0, -1) : list)),
    only,
  },
  {
    topic: 'listed',
    name: 'nobody-listed',
    says: 'Creates the users and lists nobody.',
    engine: listing(() => []),
    only,
  },
  {
    topic: 'listed',
    name: 'listed-twice',
    says: 'Lists the first user twice.',
    engine: listing((list) => [...list.slice(0, 1), ...list]),
    only,
  },
  {
    topic: 'listed',
    name: 'everybody-listed',
    says: 'Lists all users of the company after every call.',
    engine: afterGood((answer, passing) =>
      listed(answer, passing, passing.world?.records(passing.stage.collection) ?? []),
    ),
    only,
  },
  {
    topic: 'listed',
    name: 'refused-listed',
    says: 'Lists the users of a batch who were left out, too.',
    engine: refusedListed(),
    only,
  },
  {
    topic: 'body',
    name: 'list-wrapped',
    says: 'Answers an object that holds the list.',
    engine: afterGood((answer, { stage }) => stage.withAnswer(answer, { Users: stage.answerOf(answer) ?? [] })),
    only,
  },
  {
    topic: 'body',
    name: 'single-unwrapped',
    says: 'Answers one user alone without a list.',
    engine: afterGood((answer, { stage, items }) =>
      items.length === 1 ? stage.withAnswer(answer, asArray(stage.answerOf(answer))[0] ?? null) : answer,
    ),
    only,
  },
  {
    topic: 'created',
    name: 'mixed-lost',
    says: 'Of a mixed batch the good users are listed, and not kept.',
    engine: mixedLost(false),
    only,
  },
  {
    topic: 'created',
    name: 'mixed-nobody',
    says: 'A mixed batch answers like a success, and nobody is created or listed.',
    engine: mixedLost(true),
    only,
  },
  {
    topic: 'refusal',
    name: 'bad-batch-empty-list',
    says: 'A batch of bad users answers 200 and an empty list.',
    engine: badBatch(),
    only,
  },
  { topic: 'ids', name: 'same-in-batch', says: 'Gives all users of a batch one id.', engine: sameIds(), only },
];

/** Users who are not looked at are created as they were sent. */
function validated(picked: (items: readonly JsonObject[]) => readonly JsonObject[]): Engine {
  return onCreate(() => async (passing, serve) => {
    const { stage, items, request } = passing;
    if (items.length < 2 || isDryRun(passing)) return serve(request);
    const looked = picked(items);
    const answer = await serve(stage.withItems(request, looked));
    if (!isGood(answer)) return answer;
    const rest = items.filter((item) => !looked.includes(item));
    const records = insert({ ...passing, world: stage.worldOf(request) }, rest);
    return stage.withAnswer(answer, [...asArray(stage.answerOf(answer)), ...records]);
  });
}

function cut(length: number): Engine {
  return onCreate(() => (passing, serve) => {
    const { stage, items, request } = passing;
    return serve(items.length > length ? stage.withItems(request, items.slice(0, length)) : request);
  });
}

/** Users at these places of a good batch are listed and not kept. */
function lost(places: (count: number) => readonly number[]): Engine {
  return afterGood((answer, passing) => {
    const { stage, items, world } = passing;
    if (isDryRun(passing)) return answer;
    for (const place of places(items.length)) {
      const records = world ? stage.recordsOf(world, [textOf(items[place] ?? {}, stage.surface.email)]) : [];
      world?.apply(records.map((record) => ({ kind: 'remove', collection: stage.collection, record })));
    }
    return answer;
  });
}

function listing(change: (list: Json[]) => Json[]): Engine {
  return afterGood((answer, passing) => listed(answer, passing, change(asArray(passing.stage.answerOf(answer)))));
}

function listed(answer: PlainResponse, { stage }: Passing, list: Json[]): PlainResponse {
  return stage.withAnswer(answer, list);
}

function refusedListed(): Engine {
  return afterGood((answer, { stage, items }) => {
    const { email, id, anId, password } = stage.surface;
    const list = asArray(stage.answerOf(answer));
    const known = new Set(list.map((user) => String(Object(user)[email]).toLowerCase()));
    const others = items.filter((item) => !known.has(textOf(item, email).toLowerCase()));
    const shown = others.map((item) => ({
      ...Object.fromEntries(Object.entries(item).filter(([name]) => name !== password)),
      [id]: anId,
    }));
    return stage.withAnswer(answer, [...list, ...shown]);
  });
}

function mixedLost(isEmpty: boolean): Engine {
  return afterGood((answer, passing) => {
    const { stage, world, items, emails } = passing;
    const list = asArray(stage.answerOf(answer));
    if (list.length >= items.length || isDryRun(passing)) return answer;
    const shown = new Set(list.map((user) => Object(user)[stage.surface.id]));
    const records = world ? stage.recordsOf(world, emails).filter((record) => shown.has(record[stage.surface.id])) : [];
    world?.apply(records.map((record) => ({ kind: 'remove', collection: stage.collection, record })));
    return isEmpty ? stage.withAnswer(answer, []) : answer;
  });
}

function badBatch(): Engine {
  return onCreate(() => async (passing, serve) => {
    const answer = await serve(passing.request);
    if (passing.items.length < 2 || answer.status !== 400) return answer;
    return { ...bare(200), headers: answer.headers, body: '[]' };
  });
}

function sameIds(): Engine {
  return afterGood((answer, passing) => {
    const { stage, world, emails } = passing;
    const { id } = stage.surface;
    const list = asArray(stage.answerOf(answer)).map((user) => ({ ...Object(user) }));
    const first = list[0]?.[id] ?? null;
    const ids = new Set(list.map((user) => user[id]));
    for (const before of world ? stage.recordsOf(world, emails).filter((record) => ids.has(record[id])) : [])
      world?.apply([{ kind: 'replace', collection: stage.collection, before, record: { ...before, [id]: first } }]);
    return stage.withAnswer(
      answer,
      list.map((user) => ({ ...user, [id]: first })),
    );
  });
}
