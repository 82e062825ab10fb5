import { createLogger } from '@stoplight/prism-core';
import { createInstance, getHttpOperationsFromSpec } from '@stoplight/prism-http';
import { readCall } from '../rules/read-call.ts';
import type { PlainRequest } from '../mock/plain.ts';
import { compileRouter } from '../mock/router.ts';
import type { Call } from '../rules/call.ts';
import { compileContract } from '../rules/compile.ts';
import type { Contract, Operation } from '../specs/contract.ts';
import type { Json } from '../specs/json.ts';
import { isJsonType, parseMediaType } from '../wire/media-type.ts';

/** What a judge has against a request, in words; nothing when it accepts it. */
export type Complaints = readonly string[];

/** What both judges say of one request. */
export interface Comparison {
  readonly request: PlainRequest;
  readonly operation: Operation;
  /** The request as our rules see it, before defaults are filled in. */
  readonly call: Call;
  readonly ours: Complaints;
  readonly prism: Complaints;
}

/** Asks both judges about requests of one contract; undefined when a request leads to no operation with clauses. */
export async function createJudges(
  contract: Contract,
): Promise<(request: PlainRequest) => Promise<Comparison | undefined>> {
  const route = compileRouter(contract, []);
  const { operations } = compileContract(contract);
  const askPrism = await createPrismJudge(contract);
  return async (request) => {
    const [path = '', query = ''] = request.target.split('?');
    const found = route(request.method, path);
    const compiled = found.kind === 'operation' ? operations.get(found.operation.id) : undefined;
    if (found.kind !== 'operation' || !compiled) return undefined;
    const { operation } = compiled;
    const call = readCall(request, operation, found.parameters, query);
    const ours = call.fault
      ? [call.fault.message]
      : compiled
          .validate(structuredClone(call))
          .faults.map(({ where, pointer, keyword }) => `${where} ${pointer}: ${keyword}`);
    return { request, operation, call, ours, prism: await askPrism(request, operation) };
  };
}

type PrismJudge = (request: PlainRequest, operation: Operation) => Promise<Complaints>;

/** Prism's validation alone, through its public components: the answer is a stub, credentials are not asked for. */
async function createPrismJudge({ document }: Contract): Promise<PrismJudge> {
  // Without our words, in which `$ref` may stand as data. Prism changes what it reads.
  const known = Object.entries(document).filter(([name]) => !name.startsWith('x-'));
  const resources = await getHttpOperationsFromSpec(structuredClone(Object.fromEntries(known)));
  const config = {
    isProxy: false as const,
    checkSecurity: false,
    validateRequest: true,
    validateResponse: false,
    errors: false,
    upstreamProxy: undefined,
    mock: { dynamic: false },
  };
  const logger = createLogger('prism', { level: 'silent' }, { write: () => undefined });
  const mock = () => () => ({ _tag: 'Right' as const, right: { statusCode: 200 } });
  const prism = createInstance(config, { logger, mock });
  return async (request, operation) => {
    const [path = '', query = ''] = request.target.split('?');
    const body = decodedBody(request);
    if (body === BROKEN) return ['Prism refuses a body that is no JSON before it validates'];
    const input = {
      method: operation.method as 'get',
      url: { path, query: valuesByName(new URLSearchParams(query)) },
      // As a server would find them, so that Prism looks at the media type.
      headers: {
        ...request.headers,
        ...(request.body.length > 0 && { 'content-length': String(request.body.length) }),
      },
      body,
    };
    const own = resources.filter(
      (resource) => resource.method === operation.method && resource.path === operation.path,
    );
    const outcome = await prism.request(input, own)();
    if (outcome._tag === 'Left') throw outcome.left;
    return outcome.right.validations.input.map(({ message }) => message);
  };
}

const BROKEN = Symbol('broken');

/** The value of a JSON body, the text of any other, as Prism's server hands them on. */
function decodedBody({ headers, body }: PlainRequest): Json | undefined | typeof BROKEN {
  if (body.length === 0) return undefined;
  const text = new TextDecoder().decode(body);
  if (!isJsonType(parseMediaType(headers['content-type'] ?? '')?.type ?? '')) return text;
  try {
    return JSON.parse(text);
  } catch {
    return BROKEN;
  }
}

function valuesByName(query: URLSearchParams): Record<string, string | string[]> {
  const names = [...new Set(query.keys())];
  return Object.fromEntries(
    names.map((name) => {
      const [first = '', ...rest] = query.getAll(name);
      return [name, rest.length === 0 ? first : [first, ...rest]];
    }),
  );
}
