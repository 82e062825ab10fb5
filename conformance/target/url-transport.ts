import { createSecureContext } from 'node:tls';
import { ConnectionPool, type Journey } from './connection-pool.ts';
import { dial } from './dial.ts';
import type { Exchange, WireRequest } from './exchange.ts';
import { compileProxies, type ProxySettings } from './proxy.ts';
import { type Breakdown, failed, type RawAnswer, toExchange } from './raw-answer.ts';
import type { Transport } from './target.ts';
import { assertSendable } from './unsendable-request.ts';
import { type Ended, withinDeadline } from './within-deadline.ts';

/** Limits of every transport. */
export interface TransportLimits {
  /** For one whole exchange, in milliseconds: connection, head and body. */
  readonly timeoutMs: number;
  /** Largest body in bytes, before and after decoding. Default 10 MiB. */
  readonly maxBytes?: number | undefined;
  /** Milliseconds, growing: what `ms` of an exchange is measured with. */
  readonly now: () => number;
}

/** How a URL is reached. */
export interface UrlTransportOptions extends TransportLimits {
  /** PEM text of the authorities that are trusted in place of Node's own. */
  readonly ca?: string | undefined;
  /** Most connections to one origin at a time. Default 64. */
  readonly connections?: number | undefined;
  readonly proxy?: ProxySettings | undefined;
}

/** Largest body that is read unless told otherwise. */
export const MAX_ANSWER_BYTES: number = 10 * 1024 * 1024;
const CONNECTIONS = 64;

/**
 * Sends requests over HTTP/1.1 and keeps connections. Redirects are answers, nothing is decompressed that was not compressed. `send`
 * rejects with UnsendableRequest only; all that a server can do is an exchange.
 * @throws TargetError when a proxy cannot be used.
 */
export function urlTransport(options: UrlTransportOptions): Transport {
  const { now } = options;
  const pools = new Map<string, ConnectionPool>();
  const openPool = compileOpenPool(options);
  let isClosed = false;
  return {
    send: async (baseUrl, request, signal) => {
      assertSendable(request);
      const url = URL.canParse(baseUrl) ? new URL(baseUrl) : undefined;
      if (!url || !/^https?:$/.test(url.protocol))
        return failed('unreachable', 'The base URL is no absolute http or https URL.', 0);
      const pool = pools.get(url.origin) ?? openPool(url);
      pools.set(url.origin, pool);
      await pool.enter();
      const start = now();
      const whole = { ...request, path: url.pathname.replace(/\/+$/, '') + request.path };
      try {
        if (isClosed || signal?.aborted) return failed('timeout', 'The request was given up before it was sent.', 0);
        return await sendThrough(pool, whole, signal, options, () => now() - start);
      } finally {
        pool.leave();
      }
    },
    close: async () => {
      isClosed = true;
      for (const pool of pools.values()) pool.close();
    },
  };
}

function compileOpenPool(options: UrlTransportOptions): (url: URL) => ConnectionPool {
  const { ca, proxy = {}, connections = CONNECTIONS, maxBytes = MAX_ANSWER_BYTES, now } = options;
  const secureContext = ca === undefined ? undefined : createSecureContext({ ca });
  const proxyFor = compileProxies(proxy);
  return (url) => {
    const route = { secureContext, proxy: proxyFor(url) };
    return new ConnectionPool({ origin: url.origin, dial: () => dial(url, route), maxBytes, connections, now });
  };
}

function sendThrough(
  pool: ConnectionPool,
  request: WireRequest,
  signal: AbortSignal | undefined,
  { timeoutMs, maxBytes = MAX_ANSWER_BYTES }: TransportLimits,
  ms: () => number,
): Promise<Exchange> {
  const journey: Journey = { isAnswered: false, isOver: false, cancel: () => undefined };
  const work = pool
    .send(request, journey)
    .then((attempt): RawAnswer | Breakdown => ('answer' in attempt ? attempt.answer : attempt.breakdown))
    .then((raw) => toExchange(raw, maxBytes, ms));
  return withinDeadline(work, { timeoutMs, signal }, (why) => {
    journey.isOver = true;
    journey.cancel();
    return endedEarly(why, timeoutMs, journey.isAnswered, ms());
  });
}

function endedEarly(why: Ended, timeoutMs: number, isAnswered: boolean, ms: number): Exchange {
  if (why === 'aborted') return failed('timeout', 'The run gave the request up.', ms);
  return isAnswered
    ? failed('timeout', `No complete answer within ${timeoutMs} ms.`, ms)
    : failed('unreachable', `No connection within ${timeoutMs} ms.`, ms);
}
