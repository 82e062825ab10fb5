import { STATUS_CODES } from 'node:http';
import type { Exchange, WireRequest } from '../../conformance/target/exchange.ts';
import type { Transport } from '../../conformance/target/target.ts';
import type { PlainRequest, PlainResponse } from '../../mock/plain.ts';
import { NoAnswer, type Serve } from '../serve.ts';

/** Where the server seems to be: every address leads to it. */
export const ORIGIN = 'http://127.0.0.1';

/**
 * A transport straight into a server, without a socket and without the Fetch API: reason phrases, header names and bytes arrive as they
 * are, and what never comes is a timeout at once. What our mock says about itself is taken away: the suite must not see it.
 */
export function serveTransport(serve: Serve, now: () => number): Transport {
  return {
    send: async (baseUrl, request) => {
      const start = now();
      try {
        return toExchange(await serve(toPlain(baseUrl, request)), now() - start);
      } catch (error) {
        if (!(error instanceof NoAnswer)) throw error;
        return { kind: 'failure', failure: error.kind, message: error.message, ms: now() - start };
      }
    },
    close: async () => undefined,
  };
}

function toPlain(baseUrl: string, { method, path, headers, body }: WireRequest): PlainRequest {
  const target = baseUrl.slice(ORIGIN.length) + path;
  const byName: Record<string, string> = { host: new URL(ORIGIN).host };
  for (const [name, value] of headers) {
    const key = name.toLowerCase();
    byName[key] = byName[key] === undefined ? value : `${byName[key]}, ${value}`;
  }
  return { method, target, headers: byName, body: body ?? new Uint8Array(), origin: ORIGIN };
}

const ABOUT_ITSELF = /^(x-mock-.*|link)$/i;

function toExchange({ status, reasonPhrase, headers, body }: PlainResponse, ms: number): Exchange {
  return {
    kind: 'answer',
    status,
    reasonPhrase: reasonPhrase ?? STATUS_CODES[status] ?? '',
    headers: Object.entries(headers).filter(([name]) => !ABOUT_ITSELF.test(name)),
    body: typeof body === 'string' ? new TextEncoder().encode(body) : body,
    ms,
  };
}
