import type { Engine } from '../deviation.ts';
import {
  addTo,
  afterGood,
  afterRefusal,
  type EngineCase,
  isDryRun,
  isGood,
  onCreate,
  type Passing,
  seatsOf,
  turn,
} from './passing.ts';

/** Servers that count seats wrongly. */
export const seats: readonly EngineCase[] = [
  { topic: 'seats', name: 'race', says: 'Looks for a free seat first and takes it later.', engine: race() },
  {
    topic: 'seats',
    name: 'eaten-by-refusal',
    says: 'A refused call takes a seat.',
    engine: afterRefusal(counting(() => -1)),
  },
  {
    topic: 'seats',
    name: 'one-per-call',
    says: 'A batch takes one seat.',
    engine: afterGood(counting(({ items }) => items.length - 1)),
  },
  { topic: 'seats', name: 'one-more', says: 'Has one seat more than it says.', engine: lent(1) },
  { topic: 'seats', name: 'last-unusable', says: 'Keeps the last seat free.', engine: lent(-1) },
  { topic: 'seats', name: 'any-free', says: 'Takes a batch of any size while one seat is free.', engine: lent(1000) },
  {
    topic: 'seats',
    name: 'free-without-mail',
    says: 'Users who get no mail take no seat.',
    engine: afterGood(counting(({ request, items }) => (request.target.includes('no_email') ? items.length : 0))),
  },
  {
    topic: 'seats',
    name: 'free-for-roles',
    says: 'Users with roles take no seat.',
    engine: afterGood(
      counting(({ items }) => items.filter(({ Roles }) => Array.isArray(Roles) && Roles.length > 0).length),
    ),
  },
  { topic: 'seats', name: 'given-back', says: 'A seat is free again when the next call comes.', engine: givenBack() },
  {
    topic: 'dryRun',
    name: 'eats-seats',
    says: 'A dry run takes seats.',
    engine: dryRunEats(),
    only: ({ surface }) => surface.clauses.seats !== undefined,
  },
];

function counting(by: (passing: Passing) => number): Parameters<typeof afterGood>[0] {
  return (answer, passing) => {
    if (!isDryRun(passing)) addTo(passing, by(passing));
    return answer;
  };
}

function dryRunEats(): Engine {
  return afterGood((answer, passing) => {
    if (isDryRun(passing)) addTo(passing, -passing.items.length);
    return answer;
  });
}

/** Seats that are there while a call is judged. Without a free seat nothing is lent out but what is asked for beyond it. */
function lent(count: number): Engine {
  return onCreate(() => (passing, serve) => {
    const free = seatsOf(passing) ?? 0;
    if (free <= 0 && count !== 1) return serve(passing.request);
    addTo(passing, count);
    const answer = serve(passing.request);
    addTo(passing, -count);
    return answer;
  });
}

function race(): Engine {
  return onCreate(() => async (passing, serve) => {
    const free = seatsOf(passing) ?? 0;
    const isRoom = free >= passing.items.length;
    await turn();
    if (!isRoom || isDryRun(passing)) return serve(passing.request);
    addTo(passing, passing.items.length);
    const answer = serve(passing.request);
    addTo(passing, -passing.items.length);
    return answer;
  });
}

function givenBack(): Engine {
  return onCreate(() => {
    const taken = new Map<string, number>();
    return async (passing, serve) => {
      const sandbox = passing.request.target.split('?')[0] ?? '';
      addTo(passing, taken.get(sandbox) ?? 0);
      const before = seatsOf(passing);
      const answer = await serve(passing.request);
      const after = seatsOf({ ...passing, world: passing.stage.worldOf(passing.request) });
      taken.set(sandbox, isGood(answer) ? (before ?? 0) - (after ?? 0) : 0);
      return answer;
    };
  });
}
