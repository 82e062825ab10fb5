import type { FetchFunction } from '../conformance/target/fetch-transport.ts';
import { anHonest, type Cheat, type Ending, type Honest, overFetch } from './cheaters.ts';
import { HOSTILE } from './report-samples.ts';

/** Servers that speak proper HTTP and do not do their work. */
export function answeringCheats(): Cheat[] {
  return [...acceptingCheats(), ...refusingCheats(), ...fadingCheats(), ...forgetfulCheats()];
}

/** It accepts what must be refused: a caller without credentials, a body that cannot be read. */
const ACCEPTS: Ending = { codes: [1], because: 'it accepts what must be refused' };
/** Nothing can be told about a server on which nothing ever succeeds: perhaps a premise does not hold. */
const REFUSES: Ending = { codes: [3], because: 'no good request succeeds' };

const JSON_TYPE = { 'Content-Type': 'application/json' };
const XML_TYPE = { 'Content-Type': 'application/xml' };
const HTML_TYPE = { 'Content-Type': 'text/html; charset=utf-8' };
const LOGIN = '<!doctype html><title>Sign in</title><form method="post"><input name="user"></form>';

function acceptingCheats(): Cheat[] {
  return [
    constantly('201 with {}', 201, '{}', JSON_TYPE, ACCEPTS),
    constantly('200 with {}', 200, '{}', JSON_TYPE, ACCEPTS),
    constantly('200 with []', 200, '[]', JSON_TYPE, ACCEPTS),
    constantly('200 with null', 200, 'null', JSON_TYPE, ACCEPTS),
    constantly('200 with an empty XML element', 200, '<UserResponse/>', XML_TYPE, ACCEPTS),
    constantly('200 with nothing', 200, '', {}, ACCEPTS),
    constantly('202 with {}', 202, '{}', JSON_TYPE, ACCEPTS),
    constantly('204', 204, null, {}, ACCEPTS),
    constantly('a login page with 200', 200, LOGIN, HTML_TYPE, ACCEPTS),
    constantly('200 with hostile JSON', 200, JSON.stringify({ Id: HOSTILE, id: [HOSTILE] }), JSON_TYPE, ACCEPTS),
    constantly('200 with hostile text as JSON', 200, HOSTILE, JSON_TYPE, ACCEPTS),
    constantly('200 with hostile text as XML', 200, `<a>${HOSTILE}</a>`, XML_TYPE, ACCEPTS),
    constantly(
      '200 with bytes that are no UTF-8',
      200,
      new Uint8Array([0x7b, 0xff, 0xfe, 0, 0x7d]),
      JSON_TYPE,
      ACCEPTS,
    ),
    constantly('200 with deeply nested JSON', 200, '['.repeat(200_000), JSON_TYPE, ACCEPTS),
    constantly('200 with an unknown charset', 200, '{}', { 'Content-Type': 'application/json; charset=x' }, ACCEPTS),
    constantly('200 with an unreadable Content-Type', 200, '{}', { 'Content-Type': ';;;' }, ACCEPTS),
    serving('always the first success again', ACCEPTS, ({ serve }) => {
      let first: Promise<Response> | undefined;
      return async (request) => {
        first ??= Promise.resolve(serve(request));
        return (await first).clone();
      };
    }),
    serving('an echo of the request', ACCEPTS, () => async (request) => {
      const type = request.headers.get('content-type');
      return new Response(await request.arrayBuffer(), { headers: type === null ? {} : { 'Content-Type': type } });
    }),
    serving('a status by chance', { codes: [1, 3], because: 'good requests fail, or chance refuses the first' }, () => {
      const next = chance(7);
      return () => Response.json({}, { status: [200, 201, 400, 401, 404, 409, 500][next(7)] ?? 200 });
    }),
  ];
}

function refusingCheats(): Cheat[] {
  const statuses = [400, 401, 402, 403, 404, 409, 429, 500, 503];
  return [
    ...statuses.map((status) => constantly(`${status} with {}`, status, '{}', JSON_TYPE, REFUSES)),
    constantly('400 with nothing', 400, '', {}, REFUSES),
    constantly('400 with hostile text', 400, HOSTILE, JSON_TYPE, REFUSES),
    constantly('a login page with 403', 403, LOGIN, HTML_TYPE, REFUSES),
    serving(
      'always the documented refusal of a stranger',
      REFUSES,
      ({ serve }) =>
        (request) =>
          serve(
            new Request(request.url, { method: request.method, body: 'x', headers: { 'Content-Type': 'text/plain' } }),
          ),
    ),
  ];
}

/** Right at first. Each number of right answers ends in another part of the run. */
function fadingCheats(): Cheat[] {
  const lost: Ending = { codes: [1], because: 'good requests fail again and again after some were answered' };
  const ends: readonly (readonly [name: string, answer: () => Response | Promise<Response>])[] = [
    ['500', () => new Response('', { status: 500 })],
    ['401', () => new Response('', { status: 401 })],
    ['429', () => new Response('', { status: 429 })],
    ['200 with {}', () => Response.json({})],
    ['silence', () => new Promise<Response>(() => undefined)],
    ['a failing handler', () => Promise.reject(new Error(HOSTILE))],
  ];
  return [4, 120].flatMap((count) =>
    ends.map(([name, answer]) =>
      serving(`${count} right answers, then ${name}`, lost, ({ serve }) => {
        let answered = 0;
        return (request) => (answered++ < count ? serve(request) : answer());
      }),
    ),
  );
}

/** Right answers from a server that is new each time: it checks everything and remembers nothing. */
function forgetfulCheats(): Cheat[] {
  const notThere: Ending = { codes: [1], because: 'what it says it created is not there' };
  return [
    {
      name: 'everything is accepted and nothing remembered, as observe says',
      ...ACCEPTS,
      stage: async ({ target }) => ({
        target: {
          ...target,
          transport: overFetch(() => Response.json({}, { status: 201 })),
          hooks: { observe: async () => ({ users: [], mails: [] }) },
        },
      }),
    },
    {
      name: 'everything is checked and nothing remembered, as observe says',
      ...notThere,
      stage: async ({ contract, target }) => {
        const forgetful: FetchFunction = async (request) => (await anHonest(contract)).serve(request);
        return {
          target: {
            ...target,
            transport: overFetch(forgetful),
            hooks: { observe: async () => ({ users: [], mails: [] }) },
          },
        };
      },
    },
  ];
}

function constantly(
  name: string,
  status: number,
  body: string | Uint8Array<ArrayBuffer> | null,
  headers: Record<string, string>,
  ending: Ending,
): Cheat {
  return serving(`always ${name}`, ending, () => () => new Response(body === '' ? null : body, { status, headers }));
}

function serving(name: string, ending: Ending, make: (honest: Honest) => FetchFunction): Cheat {
  return { name, ...ending, stage: (honest) => ({ target: { ...honest.target, transport: overFetch(make(honest)) } }) };
}

/** Whole numbers below a limit, the same each time. */
function chance(seed: number): (limit: number) => number {
  let state = seed;
  return (limit) => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return Math.floor(state / 65_536) % limit;
  };
}
