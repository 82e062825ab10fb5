import type { PlainRequest, PlainResponse } from '../../mock/plain.ts';
import type { Engine } from '../deviation.ts';
import { contentTypeOf, primaryOf, type Stage } from '../stage.ts';
import { typed } from './answers.ts';
import { afterGood, bare, type EngineCase, onCreate } from './passing.ts';

/** Servers that are wrong where one kind of contract has something to be wrong about: where a user is, and in which format. */
export const particular: readonly EngineCase[] = [
  location('missing', 'Does not say where the new user is.', () => undefined),
  location('empty', 'Sends an empty Location.', () => ''),
  location('collection', 'Names the collection, not the user.', (good) => good.replace(/[^/]+\/$/, '')),
  location('no-slash', 'Leaves the final slash out.', (good) => good.replace(/\/$/, '')),
  location('other-path', 'Names another path.', (good) => good.replace('/user/', '/users/')),
  location('nowhere', 'Names a user who is not there.', (good, stage) =>
    good.replace(/[^/]+\/$/, `${stage.surface.anId}/`),
  ),
  {
    topic: 'location',
    name: 'of-the-one-before',
    says: 'Names the user who was created before.',
    engine: beforeThat(),
  },
  { topic: 'location', name: 'first-only', says: 'Says of the first user only where it is.', engine: firstOnly() },

  read('jsonRead', 'refused', 'Does not read JSON.', ({ headers }) => /json/.test(headers['content-type'] ?? '')),
  read('jsonRead', 'charset-refused', 'Refuses JSON with a charset.', ({ headers }) =>
    /json.*;/.test(headers['content-type'] ?? ''),
  ),
  read('xmlRead', 'refused', 'Does not read XML that is declared as such.', ({ headers }) =>
    /xml/.test(headers['content-type'] ?? ''),
  ),
  read('xmlRead', 'charset-refused', 'Refuses XML with a charset.', ({ headers }) =>
    /xml.*;/.test(headers['content-type'] ?? ''),
  ),
  read('xmlRead', 'declaration-refused', 'Refuses XML with a declaration.', ({ body }) =>
    Buffer.from(body).toString().startsWith('<?xml'),
  ),
  read('xmlRead', 'namespace-refused', 'Refuses XML with a namespace.', ({ body }) =>
    Buffer.from(body).includes('xmlns'),
  ),
  read(
    'xmlAssumed',
    'refused',
    'Refuses a body without Content-Type.',
    ({ headers }) => headers['content-type'] === undefined,
  ),
  {
    topic: 'xmlAssumed',
    name: 'read-as-json',
    says: 'Reads a body without Content-Type as JSON.',
    engine: onCreate(
      () =>
        ({ request }, serve) =>
          serve(
            request.headers['content-type'] === undefined
              ? { ...request, headers: { ...request.headers, 'content-type': 'application/json' } }
              : request,
          ),
    ),
  },
  {
    topic: 'xmlRead',
    name: 'always-as-json',
    says: 'Reads every body as JSON, whatever Content-Type says.',
    engine: onCreate(
      () =>
        ({ request }, serve) =>
          serve({ ...request, headers: { ...request.headers, 'content-type': 'application/json' } }),
    ),
  },
  {
    topic: 'jsonRead',
    name: 'always-as-xml',
    says: 'Reads every body as XML, whatever Content-Type says.',
    engine: onCreate(
      () =>
        ({ request }, serve) =>
          serve({ ...request, headers: { ...request.headers, 'content-type': 'application/xml' } }),
    ),
  },

  {
    topic: 'format',
    name: 'ignored',
    says: 'Does not look at the parameter format.',
    engine: onCreate(
      () =>
        ({ request }, serve) =>
          serve({ ...request, target: request.target.replace(/[?&]format=[^&]*/, '') }),
    ),
  },
  {
    topic: 'format',
    name: 'swapped',
    says: 'Answers XML when asked for JSON and the other way round.',
    engine: swappedFormats(),
  },
  {
    topic: 'format',
    name: 'declared-only',
    says: 'Declares the format that was asked for, and writes the other.',
    engine: afterGood(declaredOnly),
  },
  {
    topic: 'body',
    name: 'declared-as-other',
    says: 'Declares XML as JSON and the other way round.',
    engine: afterGood((answer) => typed(answer, isXml(answer) ? 'application/json' : 'application/xml')),
    only: ({ surface }) => surface.clauses.format !== undefined,
  },
  { topic: 'root', name: 'renamed', says: 'Gives the root of the answer another name.', engine: rooted('Response') },
  {
    topic: 'root',
    name: 'lower-case',
    says: 'Writes the root of the answer in lower case.',
    engine: rooted('userresponse'),
  },

  modifier('noMail', 'no_email', 'Refuses calls that want no mail.'),
  modifier('emptyModifier', '', 'Refuses calls with an empty modifier.'),
];

function location(name: string, says: string, change: (good: string, stage: Stage) => string | undefined): EngineCase {
  const engine = afterGood((answer, { stage }) => {
    const { Location: good, ...others } = answer.headers;
    const other = good === undefined ? undefined : change(good, stage);
    return { ...answer, headers: { ...others, ...(other !== undefined && { Location: other }) } };
  });
  return { topic: 'location', name, says, engine };
}

function beforeThat(): Engine {
  return onCreate(() => {
    let last: string | undefined;
    return async ({ request }, serve) => {
      const answer = await serve(request);
      const own = answer.headers['Location'];
      const shown = last ?? own;
      last = own ?? last;
      return own === undefined || shown === undefined
        ? answer
        : { ...answer, headers: { ...answer.headers, Location: shown } };
    };
  });
}

function firstOnly(): Engine {
  return onCreate(() => {
    let isFirst = true;
    return async ({ request }, serve) => {
      const answer = await serve(request);
      const { Location: own, ...others } = answer.headers;
      const shown = isFirst ? answer : { ...answer, headers: others };
      if (own !== undefined) isFirst = false;
      return shown;
    };
  });
}

function read(
  topic: EngineCase['topic'],
  name: string,
  says: string,
  isRefused: (request: PlainRequest) => boolean,
): EngineCase {
  return {
    topic,
    name,
    says,
    engine: onCreate(
      () =>
        async ({ request }, serve) =>
          isRefused(request) ? bare(400) : serve(request),
    ),
  };
}

function isXml(answer: PlainResponse): boolean {
  return contentTypeOf(answer)?.includes('xml') === true;
}

function swappedFormats(): Engine {
  return onCreate(() => ({ request }, serve) => {
    const target = request.target.replace(
      /([?&]format=)(xml|json)/,
      (_, start: string, format: string) => `${start}${format === 'xml' ? 'json' : 'xml'}`,
    );
    return serve({ ...request, target });
  });
}

function declaredOnly(answer: PlainResponse, { request }: { readonly request: PlainRequest }): PlainResponse {
  if (!/[?&]format=/.test(request.target)) return answer;
  return typed(answer, isXml(answer) ? 'application/json' : 'application/xml');
}

function rooted(name: string): Engine {
  return afterGood((answer) =>
    isXml(answer) ? { ...answer, body: String(answer.body).replaceAll('UserResponse', name) } : answer,
  );
}

function modifier(topic: EngineCase['topic'], value: string, says: string): EngineCase {
  const isAsked = ({ target }: PlainRequest): boolean =>
    new URL(target, 'http://mock').searchParams.get('modifier') === value;
  const only: EngineCase['only'] = ({ contract }) =>
    primaryOf(contract).parameters.some(({ name }) => name === 'modifier');
  return { ...read(topic, 'modifier-refused', says, isAsked), only };
}
