import type { PlainResponse } from '../../mock/plain.ts';
import type { Json, JsonObject } from '../../specs/json.ts';
import type { Engine } from '../deviation.ts';
import { NoAnswer } from '../serve.ts';
import { textOf } from '../surface.ts';
import { bare, type EngineCase, isDryRun, isGood, onCreate, type Passing } from './passing.ts';

/** Servers that fail now and then, or wear out. */
export const failures: readonly EngineCase[] = [
  {
    topic: 'answers',
    name: 'every-7th-500',
    says: 'Answers 500 to every seventh call.',
    engine: every(7, () => bare(500)),
  },
  {
    topic: 'answers',
    name: 'every-11th-503',
    says: 'Answers 503 to every eleventh call.',
    engine: every(11, () => bare(503)),
  },
  {
    topic: 'answers',
    name: 'every-9th-reset',
    says: 'Ends the connection at every ninth call.',
    engine: every(9, () => breaking('reset')),
  },
  {
    topic: 'answers',
    name: 'every-13th-hangs',
    says: 'Never answers every thirteenth call.',
    engine: every(13, () => breaking('timeout')),
  },
  {
    topic: 'answers',
    name: 'every-8th-truncated',
    says: 'Ends the answer to every eighth call in the middle.',
    engine: every(8, () => breaking('truncated')),
  },
  {
    topic: 'answers',
    name: 'worn-out',
    says: 'Answers 500 to everything after 120 calls.',
    engine: after(120, () => bare(500)),
  },
  {
    topic: 'answers',
    name: 'dead-after-refusals',
    says: 'Ends every connection after 60 refusals.',
    engine: deadAfterRefusals(60),
  },
  {
    topic: 'created',
    name: 'every-5th-lost',
    says: 'Answers well and does not keep every fifth user.',
    engine: forgotten((number) => number % 5 === 4),
  },
  {
    topic: 'created',
    name: 'lost-after-30',
    says: 'Keeps the first thirty users only.',
    engine: forgotten((number) => number >= 30),
  },
  {
    topic: 'created',
    name: 'some-refused',
    says: 'Refuses one good user in sixteen, for no reason.',
    engine: someRefused(),
  },
  { topic: 'created', name: 'one-per-sandbox', says: 'Refuses the second user of a company.', engine: onePerCompany() },
];

function breaking(kind: NoAnswer['kind']): never {
  throw new NoAnswer(kind);
}

function every(count: number, answer: () => PlainResponse): Engine {
  return onCreate(
    () =>
      async ({ request, before }, serve) =>
        before % count === count - 1 ? answer() : serve(request),
  );
}

function after(count: number, answer: () => PlainResponse): Engine {
  return onCreate(
    () =>
      async ({ request, before }, serve) =>
        before >= count ? answer() : serve(request),
  );
}

function deadAfterRefusals(count: number): Engine {
  return onCreate(() => {
    let refused = 0;
    return async ({ request }, serve) => {
      if (refused >= count) return breaking('reset');
      const answer = await serve(request);
      if (!isGood(answer)) refused += 1;
      return answer;
    };
  });
}

function forgotten(isLost: (number: number) => boolean): Engine {
  return onCreate(() => {
    let created = 0;
    return async (passing, serve) => {
      const { stage, emails, request } = passing;
      const answer = await serve(request);
      if (!isGood(answer) || isDryRun(passing) || !isLost(created++)) return answer;
      const world = stage.worldOf(request);
      const records = world ? stage.recordsOf(world, emails) : [];
      world?.apply(records.map((record) => ({ kind: 'remove', collection: stage.collection, record })));
      return answer;
    };
  });
}

function someRefused(): Engine {
  return onCreate(() => async ({ request, emails }, serve) => {
    const sum = [...emails.join('')].reduce((total, character) => total + (character.codePointAt(0) ?? 0), 0);
    return emails.length > 0 && sum % 16 === 3 ? bare(400) : serve(request);
  });
}

function onePerCompany(): Engine {
  return onCreate(() => {
    const full = new Set<string>();
    return async (passing, serve) => {
      const sandbox = passing.request.target.split('?')[0] ?? '';
      if (full.has(sandbox)) return bare(400);
      const answer = await serve(passing.request);
      if (isGood(answer) && !isDryRun(passing)) full.add(sandbox);
      return answer;
    };
  });
}

/** Servers that break down at certain input. `reset`: whatever the input is worth, some answer must come. */
export const crashes: readonly EngineCase[] = [
  ...(
    [
      ['empty-body', 'an empty body', ({ request }) => request.body.length === 0],
      [
        'broken-body',
        'a body that cannot be read',
        ({ request, stage }) => request.body.length > 0 && stage.bodyOf(request) === undefined,
      ],
      ['null-body', 'null for a body', isBody((body) => body === null)],
      ['scalar-body', 'a text or number for a body', isBody((body) => body !== null && typeof body !== 'object')],
      ['other-container', 'a list for an object or the other way round', otherContainer],
      ['null-member', 'a member that is null', hasValue((value) => value === null)],
      ['list-member', 'an e-mail address that is a list', ofEmail((value) => Array.isArray(value))],
      [
        'object-member',
        'an e-mail address that is an object',
        ofEmail((value) => typeof value === 'object' && value !== null && !Array.isArray(value)),
      ],
      ['number-member', 'an e-mail address that is a number', ofEmail((value) => typeof value === 'number')],
      [
        'no-email',
        'a user without e-mail address',
        ({ items, stage }) => items.some((item) => item[stage.surface.email] === undefined),
      ],
      ['empty-email', 'an empty e-mail address', ofEmail((value) => value === '')],
      [
        'no-at',
        'an e-mail address without at sign',
        ofEmail((value) => typeof value === 'string' && value !== '' && !value.includes('@')),
      ],
      [
        'no-credentials',
        'a call without credentials',
        ({ request, stage }) =>
          stage.contract.credentials.some(
            ({ in: place, name, secret, operations }) =>
              place === 'header' &&
              secret &&
              operations?.includes(stage.operation.id) !== false &&
              request.headers[name.toLowerCase()] === undefined,
          ),
      ],
    ] satisfies [string, string, (passing: Passing) => boolean][]
  ).map(
    ([name, what, isIt]): EngineCase => ({
      topic: 'answers',
      name: `reset-at-${name}`,
      says: `Ends the connection at ${what}.`,
      engine: at(isIt, () => breaking('reset')),
    }),
  ),
  ...(
    [
      ['apostrophe', 'a name with an apostrophe', named(/'/)],
      ['hyphen', 'a name with a hyphen', named(/-/)],
      ['blank', 'a name with a blank inside', named(/\S \S/)],
      ['accent', 'a name with a letter beyond ASCII', named(/[\u00c0-\u024f]/)],
      ['other-script', 'a name in another script', named(/[\u0370-\u1fff\u3040-\ud7ff]/)],
      ['astral', 'a name with a character beyond the Basic Multilingual Plane', named(/[\u{10000}-\u{10ffff}]/u)],
      ['combining', 'a name with a combining mark', named(/\p{M}/u)],
      ['one-letter', 'a name of one letter', named(/^.$/u)],
      ['digits', 'a name with a digit', named(/\d/)],
      ['long-30', 'a name of 30 characters', named(/^.{30}/u)],
      [
        'word',
        'a name that means something in JavaScript',
        named(/^(constructor|toString|prototype|__proto__|null|undefined|NaN|true|false)$/i),
      ],
      [
        'plus',
        'an e-mail address with a plus sign',
        ofEmail((value) => typeof value === 'string' && /\+.*@/.test(value)),
      ],
      [
        'upper-case',
        'an e-mail address with upper-case letters',
        ofEmail((value) => typeof value === 'string' && /[A-Z]/.test(value)),
      ],
      [
        'subdomain',
        'an e-mail address with a domain of three labels',
        ofEmail((value) => typeof value === 'string' && /@[^.]+\.[^.]+\.[^.]+$/.test(value)),
      ],
    ] satisfies [string, string, (passing: Passing) => boolean][]
  ).map(
    ([name, what, isIt]): EngineCase => ({
      topic: 'answers',
      name: `500-at-${name}`,
      says: `Answers 500 to ${what}.`,
      engine: goodAt(isIt),
    }),
  ),
];

function at(isIt: (passing: Passing) => boolean, answer: () => PlainResponse): Engine {
  return onCreate(() => async (passing, serve) => (isIt(passing) ? answer() : serve(passing.request)));
}

/** Only calls that would have been good fail. */
function goodAt(isIt: (passing: Passing) => boolean): Engine {
  return onCreate(() => async (passing, serve) => {
    const answer = await serve(passing.request);
    return isGood(answer) && isIt(passing) ? bare(500) : answer;
  });
}

function isBody(test: (body: Json) => boolean): (passing: Passing) => boolean {
  return ({ request, stage }) => {
    const body = stage.bodyOf(request);
    return body !== undefined && test(body);
  };
}

function otherContainer({ request, stage }: Passing): boolean {
  const body = stage.bodyOf(request);
  return typeof body === 'object' && body !== null && Array.isArray(body) !== stage.surface.isBatch;
}

function hasValue(test: (value: Json) => boolean): (passing: Passing) => boolean {
  return ({ items }) => items.some((item) => Object.values(item).some(test));
}

function ofEmail(test: (value: Json) => boolean): (passing: Passing) => boolean {
  return ({ items, stage }) => items.some((item: JsonObject) => test(item[stage.surface.email] ?? false));
}

function named(pattern: RegExp): (passing: Passing) => boolean {
  return ({ items, stage }) =>
    items.some((item) => stage.surface.names.some((name) => pattern.test(textOf(item, name))));
}
