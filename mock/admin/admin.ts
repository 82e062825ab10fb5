import { asObject, isObject, type Json, type JsonObject } from '../../specs/json.ts';
import { MockError } from '../error.ts';
import type { PlainRequest, PlainResponse } from '../plain.ts';
import { problem } from '../problem.ts';
import { shorten } from '../shorten.ts';
import type { Action, AdminAnswer, AdminContext } from './action.ts';
import { arrange } from './arrange.ts';
import { explain } from './explain.ts';
import { AdminError } from './input.ts';
import { observe } from './observe.ts';
import { release, reset } from './reset.ts';
import { version } from './version.ts';

/** Answers a request below `/__admin`. `now` is milliseconds since the epoch. */
export type Admin = (request: PlainRequest, now: number) => PlainResponse;

const ACTIONS: readonly Action[] = [
  { method: 'GET', path: '/__admin/health', run: () => ({ json: { status: 'ok' } }) },
  { method: 'GET', path: '/__admin/version', run: version },
  { method: 'POST', path: '/__admin/arrange', run: arrange },
  { method: 'POST', path: '/__admin/observe', run: observe },
  { method: 'POST', path: '/__admin/release', run: release },
  { method: 'POST', path: '/__admin/reset', run: reset },
  { method: 'GET', path: '/__admin/requests/{id}/explain', run: explain },
];

/** The admin API over the mounts. Bad input is refused with a problem document and changes nothing. */
export function createAdmin(context: AdminContext): Admin {
  return (request, now) => {
    const [path = '', query = ''] = request.target.split('?', 2);
    const here = ACTIONS.filter((action) => parameterOf(action, path) !== undefined);
    const action = here.find(
      ({ method }) => method === request.method || (method === 'GET' && request.method === 'HEAD'),
    );
    if (!action) return here.length === 0 ? unknownPath(path) : otherMethod(request.method, path, here);
    try {
      const body = action.method === 'POST' ? readBody(request.body) : {};
      const parameter = parameterOf(action, path) ?? '';
      const { origin } = request;
      return toResponse(action.run(context, { body, query: new URLSearchParams(query), parameter, origin, now }));
    } catch (error) {
      if (error instanceof AdminError || error instanceof MockError)
        return problem({ status: 400, code: 'bad-admin-request', detail: error.message });
      throw error;
    }
  };
}

/** What stands in the path for the action's parameter, empty when it has none; undefined when the path is another. */
function parameterOf({ path: template }: Action, path: string): string | undefined {
  const [before = '', after] = template.split('{id}');
  if (after === undefined) return path === template ? '' : undefined;
  const value = path.slice(before.length, path.length - after.length);
  return value !== '' && !value.includes('/') && path === before + value + after ? value : undefined;
}

function toResponse(answer: AdminAnswer): PlainResponse {
  if ('response' in answer) return answer.response;
  const body = `${JSON.stringify(answer.json, undefined, 2)}\n`;
  return { status: 200, headers: { 'Content-Type': 'application/json' }, body };
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

function unknownPath(path: string): PlainResponse {
  const paths = ACTIONS.map((action) => `${action.method} ${action.path}`);
  const detail = `The admin API has no path ${shorten(path)}. See "paths" for those it has.`;
  return problem({ status: 404, code: 'unknown-admin-path', detail, more: { paths } });
}

function otherMethod(method: string, path: string, here: readonly Action[]): PlainResponse {
  const allow = here.map((action) => (action.method === 'GET' ? 'GET, HEAD' : action.method)).join(', ');
  const detail = `${shorten(path)} takes ${allow}, not ${method}.`;
  return problem({ status: 405, code: 'method-not-allowed', detail, headers: { Allow: allow } });
}
