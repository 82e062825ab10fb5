import type { PlainRequest, PlainResponse } from '../plain.ts';
import { problem } from '../problem.ts';

const LOOPBACK = /^(localhost|127(\.\d{1,3}){3}|\[::1\])(:\d+)?$/i;

/**
 * True when a request that came through a socket names a loopback host and comes from no other origin: a page of a foreign site
 * must not steer the mock, not even by a name that resolves to loopback (DNS rebinding).
 */
export function isOwnHost({ headers }: Pick<PlainRequest, 'headers'>): boolean {
  const { host = 'localhost', origin } = headers;
  if (!LOOPBACK.test(host)) return false;
  return origin === undefined || origin === `http://${host}`;
}

/** The answer to a request of the admin API that is no such request. */
export function forbiddenHost({ headers: { host = '', origin } }: Pick<PlainRequest, 'headers'>): PlainResponse {
  const port = /:\d+$/.exec(host)?.[0] ?? '';
  const page = origin === undefined ? '' : ` and comes from a page of ${origin}`;
  const detail =
    `The request names the host ${host}${page}. The admin API answers on loopback names only, and to no pages of ` +
    `other origins. Call it from this machine at http://127.0.0.1${port} or http://localhost${port}.`;
  return problem({ status: 403, code: 'forbidden-host', detail });
}
