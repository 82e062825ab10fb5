import { VERSION } from '../specs/version.ts';
import { type Overview, overviewText } from './overview.ts';
import type { PlainRequest, PlainResponse } from './plain.ts';
import type { ProblemDetails } from './problem.ts';

/** The methods that the server as a whole knows: `OPTIONS *`. @source RFC 9110 section 9.3.7 */
export const SERVER_METHODS = 'GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS, TRACE';

/** The methods of a page that shows what is served. */
const LANDING_METHODS = 'GET, HEAD, OPTIONS';

/** The page that shows what is served, as text or as JSON; undefined for a method that it does not have. */
export function landing(
  { method, headers }: PlainRequest,
  overviews: () => readonly Overview[],
): PlainResponse | undefined {
  if (method === 'OPTIONS') return optionsAnswer(LANDING_METHODS);
  if (method !== 'GET' && method !== 'HEAD') return undefined;
  if (headers['accept']?.includes('application/json')) {
    const body = JSON.stringify({ product: 'doublecheck', version: VERSION, mounts: overviews() }, undefined, 2);
    return { status: 200, headers: { 'Content-Type': 'application/json' }, body: `${body}\n` };
  }
  return { status: 200, headers: { 'Content-Type': 'text/plain; charset=utf-8' }, body: overviewText(overviews()) };
}

/** The problem of a method that the page does not have. */
export function notOfLanding(method: string): ProblemDetails {
  const detail = `${method} is not a method of this page, which shows what is served. Its methods are ${LANDING_METHODS}.`;
  return { status: 405, code: 'method-not-allowed', detail, headers: { Allow: LANDING_METHODS } };
}

/** The answer that names methods and nothing else. */
export function optionsAnswer(allow: string): PlainResponse {
  return { status: 204, headers: { Allow: allow }, body: '' };
}
