import { asObject, isObject, type Json, type JsonObject } from '../../specs/json.ts';
import { isSandboxName } from '../address.ts';
import { explainEntry } from '../explain.ts';
import type { Journal } from '../journal.ts';
import type { Mount } from '../mount.ts';
import type { PlainRequest, PlainResponse } from '../plain.ts';
import { problem } from '../problem.ts';
import { arrange } from './arrange.ts';
import { AdminError } from './input.ts';
import { observe } from './observe.ts';
import { isOwnHost } from './own-host.ts';

/** What the admin API works on. */
export interface AdminContext {
  readonly mounts: readonly Mount[];
  readonly journal: Journal;
  readonly version: string;
}

/** Answers a request below `/__admin`. */
export type Admin = (request: PlainRequest) => PlainResponse;

interface Action {
  readonly method: string;
  readonly path: string;
  readonly run: (context: AdminContext, input: AdminInput) => Json | PlainResponse;
}

/** A request of the admin API, read. */
export interface AdminInput {
  readonly body: JsonObject;
  readonly query: URLSearchParams;
  readonly origin: string;
}

const ACTIONS: readonly Action[] = [
  { method: 'GET', path: '/__admin/health', run: () => ({ status: 'ok' }) },
  {
    method: 'GET',
    path: '/__admin/version',
    run: ({ mounts, version }) => ({ product: 'doublecheck', version, mounts: mountPaths(mounts) }),
  },
  { method: 'POST', path: '/__admin/arrange', run: ({ mounts }, { body, origin }) => arrange(mounts, body, origin) },
  { method: 'POST', path: '/__admin/observe', run: ({ mounts }, { body }) => observe(mounts, body) },
  { method: 'POST', path: '/__admin/release', run: ({ mounts }, { body }) => release(mounts, body) },
  {
    method: 'POST',
    path: '/__admin/reset',
    run: (context, { query }) => reset(context, query.get('sandbox') ?? undefined),
  },
];

const EXPLAIN = /^\/__admin\/requests\/([^/]+)\/explain$/;

/** The admin API over the mounts. Bad input is refused with a problem document and changes nothing. */
export function createAdmin(context: AdminContext): Admin {
  return (request) => {
    if (!isOwnHost(request)) return forbiddenHost(request);
    const [path = '', query = ''] = request.target.split('?', 2);
    const explained = EXPLAIN.exec(path)?.[1];
    if (explained !== undefined) return explain(context.journal, explained);
    const here = ACTIONS.filter((action) => action.path === path);
    const action = here.find(
      ({ method }) => method === request.method || (method === 'GET' && request.method === 'HEAD'),
    );
    if (!action) return here.length === 0 ? unknownPath(path) : otherMethod(request.method, path, here);
    try {
      const body = action.method === 'POST' ? readBody(request.body) : {};
      const answer = action.run(context, { body, query: new URLSearchParams(query), origin: request.origin });
      return isResponse(answer) ? answer : json(answer);
    } catch (error) {
      if (error instanceof AdminError)
        return problem({ status: 400, code: 'bad-admin-request', detail: error.message });
      throw error;
    }
  };
}

function mountPaths(mounts: readonly Mount[]): JsonObject {
  return Object.fromEntries(mounts.map(({ contract, name }) => [contract.id, `/${name}`]));
}

function release(mounts: readonly Mount[], { tenant }: JsonObject): Json {
  if (typeof tenant !== 'string')
    throw new AdminError(`"tenant" is ${JSON.stringify(tenant)}; expected the tenant that arrange answered.`);
  for (const mount of mounts) mount.reset(tenant);
  return { released: tenant };
}

function reset({ mounts, journal }: AdminContext, sandbox: string | undefined): Json {
  if (sandbox !== undefined && !isSandboxName(sandbox))
    throw new AdminError(`"${sandbox}" is not the name of a sandbox.`);
  for (const mount of mounts) mount.reset(sandbox);
  if (sandbox === undefined) journal.clear();
  return { reset: sandbox ?? 'all' };
}

function explain(journal: Journal, id: string): PlainResponse {
  const entry = journal.find(id);
  if (entry) return json(explainEntry(entry));
  const detail = `There is no request ${id} in the journal. It keeps the last 1,000; ids stand in the X-Mock-Request-Id header.`;
  return problem({ status: 404, code: 'unknown-request', detail });
}

function json(value: unknown): PlainResponse {
  return {
    status: 200,
    headers: { 'Content-Type': 'application/json' },
    body: `${JSON.stringify(value, undefined, 2)}\n`,
  };
}

function isResponse(value: Json | PlainResponse): value is PlainResponse {
  return isObject(value) && typeof value['status'] === 'number' && isObject(value['headers']);
}

function readBody(bytes: Uint8Array): JsonObject {
  if (bytes.length === 0) return {};
  let value: Json;
  try {
    value = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch (error) {
    throw new AdminError(
      `The body is not JSON: ${error instanceof Error ? error.message : String(error)}. Expected one JSON object.`,
    );
  }
  if (!isObject(value)) throw new AdminError('The body is not a JSON object. Expected one JSON object.');
  return asObject(value);
}

function forbiddenHost({ headers }: PlainRequest): PlainResponse {
  const detail = `The admin API answers only on loopback names and to pages of its own origin; Host is ${headers['host']}, Origin is ${headers['origin']}.`;
  return problem({ status: 403, code: 'forbidden-host', detail });
}

function unknownPath(path: string): PlainResponse {
  const known = [...ACTIONS.map((action) => `${action.method} ${action.path}`), 'GET /__admin/requests/{id}/explain'];
  return problem({
    status: 404,
    code: 'unknown-admin-path',
    detail: `The admin API has no path ${path}.`,
    more: { paths: known },
  });
}

function otherMethod(method: string, path: string, here: readonly Action[]): PlainResponse {
  const allow = here.map((action) => action.method).join(', ');
  return problem({
    status: 405,
    code: 'method-not-allowed',
    detail: `${path} takes ${allow}, not ${method}.`,
    headers: { Allow: allow },
  });
}
