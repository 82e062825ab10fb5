import { type RequestListener, Server } from 'node:http';
import { parseBaseUrl } from './base-url.ts';
import { type FetchFunction, fetchTransport } from './fetch-transport.ts';
import { handlerTransport } from './handler-transport.ts';
import type { Transport } from './target.ts';
import { TargetError } from './target-error.ts';
import { type UrlTransportOptions, urlTransport } from './url-transport.ts';

/** An object that serves requests of the Fetch API: a Hono app, a mock, `{ fetch: (request) => … }`. */
export interface Fetching {
  readonly fetch: FetchFunction;
}

/** A Fastify instance, as far as it matters. */
export interface Readiable {
  readonly server: Server;
  readonly ready: () => PromiseLike<unknown>;
}

/** What can be tested: a URL, or a server in this process. A bare function is a node:http listener. */
export type TargetSubject =
  | string
  | URL
  | Server
  | RequestListener
  | Fetching
  | Readiable
  | { readonly handler: RequestListener };

/** Base URL of a target in this process: it has no address, and is as near as loopback. */
const IN_PROCESS = 'http://127.0.0.1';

/**
 * The base URL and the transport that reach a target.
 * @throws TargetError when it is nothing that can be tested.
 */
export function targetOf(
  subject: TargetSubject,
  options: UrlTransportOptions,
): { readonly baseUrl: string; readonly transport: Transport } {
  if (typeof subject === 'string' || subject instanceof URL)
    return { baseUrl: parseBaseUrl(String(subject)), transport: urlTransport(options) };
  return { baseUrl: IN_PROCESS, transport: inProcess(subject, options) };
}

function inProcess(subject: Exclude<TargetSubject, string | URL>, options: UrlTransportOptions): Transport {
  if (subject instanceof Server) return handlerTransport(subject, options);
  // A function is looked at first: an Express app has members of many names.
  if (typeof subject === 'function') return handlerTransport(subject, options);
  if (has(subject, 'ready') && has(subject, 'server') && subject.server instanceof Server)
    return handlerTransport(subject.server, options, async () => subject.ready());
  if (has(subject, 'fetch') && typeof subject.fetch === 'function')
    return fetchTransport((request) => subject.fetch(request), options);
  if (has(subject, 'handler') && typeof subject.handler === 'function')
    return handlerTransport(subject.handler, options);
  throw new TargetError(
    'The target is nothing that can be tested; expected a URL, a node:http server or listener, an Express, Fastify or Hono app, ' +
      'or { fetch: (request) => response }.',
  );
}

function has<Name extends string, Subject>(
  subject: Subject,
  name: Name,
): subject is Extract<Subject, Readonly<Record<Name, unknown>>> {
  return typeof subject === 'object' && subject !== null && name in subject;
}
