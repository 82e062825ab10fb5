import type { PlainRequest } from '../plain.ts';

const LOOPBACK = /^(localhost|127(\.\d{1,3}){3}|\[::1\])(:\d+)?$/i;

/**
 * True when the request names a loopback host and comes from no other origin: a page of a foreign site must not steer the mock,
 * not even by a name that resolves to loopback (DNS rebinding).
 */
export function isOwnHost({ headers }: PlainRequest): boolean {
  const { host = 'localhost', origin } = headers;
  if (!LOOPBACK.test(host)) return false;
  return origin === undefined || origin === `http://${host}`;
}
