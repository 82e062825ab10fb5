import type { PlainResponse } from '../../mock/plain.ts';
import type { JsonObject } from '../../specs/json.ts';
import { asObject } from '../../specs/json.ts';
import type { Engine } from '../deviation.ts';
import { textOf } from '../surface.ts';
import { type EngineCase, isDryRun, isGood, onCreate, type Passing, turn, withoutRecords } from './passing.ts';

/** Servers that let an e-mail address be used twice, under some condition. */
export const duplicates: readonly EngineCase[] = [
  {
    topic: 'duplicates',
    name: 'race',
    says: 'Looks first and creates later: what came in between is not seen.',
    engine: race(1),
  },
  { topic: 'duplicates', name: 'long-race', says: 'Looks first and creates much later.', engine: race(25) },
  passed('of-created', 'Does not see users that were created by a call.', ({ created }, records) =>
    records.filter((record) => created.has(record)),
  ),
  passed('of-given', 'Does not see users that were there from the start.', ({ created }, records) =>
    records.filter((record) => !created.has(record)),
  ),
  passed('all-but-last', 'Compares with the user created last only.', ({ last }, records) =>
    records.filter((record) => record !== last),
  ),
  passed('forgotten', 'Forgets an address after five more users.', ({ ages, count }, records) =>
    records.filter((record) => count - (ages.get(record) ?? count) >= 5),
  ),
  passed('after-40', 'Stops looking after 40 calls.', (_memory, records, { before }) => (before >= 40 ? records : [])),
  passed(
    'with-other-name',
    'Takes two users with different first names for different.',
    (_memory, records, { items, stage }) => {
      const [first] = stage.surface.names;
      return records.filter((record) => items.every((item) => textOf(item, first) !== textOf(record, first)));
    },
  ),
  passed('with-longer-name', 'Compares address and last name together.', (_memory, records, { items, stage }) => {
    const [, last] = stage.surface.names;
    return records.filter((record) => items.every((item) => textOf(item, last) !== textOf(record, last)));
  }),
  {
    topic: 'duplicates',
    name: 'second-try',
    says: 'Refuses an address in use once, and takes it at the second try.',
    engine: secondTry(),
  },
  {
    topic: 'duplicates',
    name: 'same-body-replayed',
    says: 'Sends the first answer again when a body comes twice.',
    engine: replayed(({ request }) => Buffer.from(request.body).toString('base64')),
  },
  {
    topic: 'duplicates',
    name: 'first-answer-replayed',
    says: 'Sends the first answer again when an address comes twice.',
    engine: replayed(({ emails }) => emails.join(' ').toLowerCase()),
  },
  {
    topic: 'duplicates',
    name: 'in-one-batch',
    says: 'Does not compare the users of one batch with each other.',
    engine: inOneBatch(),
    only: ({ surface }) => surface.isBatch,
  },
  {
    topic: 'duplicates',
    name: 'other-caller',
    says: 'Compares with the users of the same caller only.',
    engine: otherCaller(),
    only: ({ contract }) => contract.personas.length > 1,
  },
  alias('plus-ignored', 'Ignores what stands after a plus sign in an address.', (email) =>
    email.replace(/\+[^@]*@/, '@'),
  ),
  alias('dots-ignored', 'Ignores the dots before the at sign.', (email) =>
    email.replace(/^[^@]*/, (local) => local.replaceAll('.', '')),
  ),
  alias('hyphens-ignored', 'Ignores hyphens and underscores in an address.', (email) =>
    email.replace(/^[^@]*/, (local) => local.replaceAll(/[-_]/g, '')),
  ),
  alias('digits-ignored', 'Ignores the digits of an address.', (email) => email.replaceAll(/\d/g, '')),
  alias('first-10', 'Compares the first ten characters of addresses.', (email) => email.slice(0, 10)),
];

/** Records of the requested addresses that are there, and what the server remembers about them. */
interface Memory {
  readonly created: Set<JsonObject>;
  readonly ages: Map<JsonObject, number>;
  readonly count: number;
  readonly last: JsonObject | undefined;
}

/** A server that does not see some of the records with the same address. */
function passed(
  name: string,
  says: string,
  unseen: (memory: Memory, records: readonly JsonObject[], passing: Passing) => readonly JsonObject[],
): EngineCase {
  const engine = onCreate(() => {
    const created = new Set<JsonObject>();
    const ages = new Map<JsonObject, number>();
    let count = 0;
    let last: JsonObject | undefined;
    return async (passing, serve) => {
      const { stage, world, emails, request } = passing;
      const records = world ? stage.recordsOf(world, emails) : [];
      const hidden = unseen({ created, ages, count, last }, records, passing);
      const answer = await withoutRecords(passing, hidden, () => serve(request));
      const after = stage.worldOf(request);
      for (const record of after && isGood(answer) ? stage.recordsOf(after, emails) : []) {
        if (records.includes(record)) continue;
        created.add(record);
        ages.set(record, count++);
        last = record;
      }
      return answer;
    };
  });
  return { topic: 'duplicates', name, says, engine };
}

function race(turns: number): Engine {
  return onCreate(() => async (passing, serve) => {
    const { stage, emails, request } = passing;
    const seen = new Set(passing.world ? stage.recordsOf(passing.world, emails) : []);
    for (let count = 0; count < turns; count++) await turn();
    const world = stage.worldOf(request);
    const unseen = world ? stage.recordsOf(world, emails).filter((record) => !seen.has(record)) : [];
    return withoutRecords({ ...passing, world }, unseen, () => serve(request));
  });
}

function secondTry(): Engine {
  return onCreate(() => {
    const refused = new Set<string>();
    return async (passing, serve) => {
      const { stage, world, emails, request } = passing;
      const key = `${request.target} ${emails.join(' ').toLowerCase()}`;
      const hidden = refused.has(key) && world ? stage.recordsOf(world, emails) : [];
      const answer = await withoutRecords(passing, hidden, () => serve(request));
      if (!isGood(answer) && world && stage.recordsOf(world, emails).length > 0) refused.add(key);
      return answer;
    };
  });
}

function replayed(keyOf: (passing: Passing) => string): Engine {
  return onCreate(() => {
    const answers = new Map<string, PlainResponse>();
    return async (passing, serve) => {
      const key = `${passing.request.target} ${keyOf(passing)}`;
      const known = answers.get(key);
      if (known && passing.emails.length > 0) return known;
      const answer = await serve(passing.request);
      if (isGood(answer) && !isDryRun(passing)) answers.set(key, answer);
      return answer;
    };
  });
}

/** Later users of a batch with the address of an earlier one get another for a moment. */
function inOneBatch(): Engine {
  return onCreate(() => async (passing, serve) => {
    const { stage, items, request } = passing;
    const { email } = stage.surface;
    const seen = new Set<string>();
    const renamed = new Map<string, string>();
    const distinct = items.map((item, index) => {
      const own = textOf(item, email);
      const isNew = !seen.has(own.toLowerCase());
      seen.add(own.toLowerCase());
      if (isNew) return item;
      renamed.set(`twin${index}-${own}`, own);
      return { ...item, [email]: `twin${index}-${own}` };
    });
    if (renamed.size === 0) return serve(request);
    const answer = await serve(stage.withItems(request, distinct));
    const world = stage.worldOf(request);
    for (const record of world?.records(stage.collection) ?? []) {
      const own = renamed.get(textOf(record, email));
      if (own !== undefined)
        world?.apply([
          { kind: 'replace', collection: stage.collection, before: record, record: { ...record, [email]: own } },
        ]);
    }
    let text = String(answer.body);
    for (const [twin, own] of renamed) text = text.replaceAll(twin, own);
    return { ...answer, body: text };
  });
}

function otherCaller(): Engine {
  return onCreate(() => {
    const callers = new Map<string, string>();
    return async (passing, serve) => {
      const { stage, world, emails, request } = passing;
      const caller = request.headers['authorization'] ?? '';
      const records = world ? stage.recordsOf(world, emails) : [];
      const hidden = records.filter((record) => (callers.get(textOf(record, stage.surface.id)) ?? caller) !== caller);
      const answer = await withoutRecords(passing, hidden, () => serve(request));
      const after = stage.worldOf(request);
      for (const record of after && isGood(answer) ? stage.recordsOf(after, emails) : [])
        if (!records.includes(record)) callers.set(textOf(record, stage.surface.id), caller);
      return answer;
    };
  });
}

/** A server that takes addresses for equal that are not: the second good user is refused as one whose address is in use. */
function alias(name: string, says: string, canonical: (email: string) => string): EngineCase {
  const engine = onCreate(() => async (passing, serve) => {
    const { stage, world, items, request } = passing;
    const { email } = stage.surface;
    const known = new Map(
      (world?.records(stage.collection) ?? []).map((record) => [
        canonical(textOf(record, email).toLowerCase()),
        textOf(record, email),
      ]),
    );
    const taken = items.map((item) => known.get(canonical(textOf(item, email).toLowerCase())));
    const others = items.map((item, index) => (taken[index] === undefined ? item : { ...item, [email]: taken[index] }));
    return serve(taken.some((each) => each !== undefined) ? stage.withItems(request, others.map(asObject)) : request);
  });
  return { topic: 'created', name, says, engine };
}
