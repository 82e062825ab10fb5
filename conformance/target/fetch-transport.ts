import type { Exchange, WireRequest } from './exchange.ts';
import { messageOf } from './printable-line.ts';
import { type Breakdown, failed, type RawAnswer, toExchange, tooLarge } from './raw-answer.ts';
import type { Transport } from './target.ts';
import { assertSendable, UnsendableRequest } from './unsendable-request.ts';
import { MAX_ANSWER_BYTES, type TransportLimits } from './url-transport.ts';
import { withinDeadline } from './within-deadline.ts';

/** A server as the Fetch API knows it. */
export type FetchFunction = (request: Request) => Response | Promise<Response>;

/**
 * Calls a function in place of a server, without a socket. Whatever the base URL, the function is called. It must give the event loop
 * its turn: a function that never returns cannot be ended.
 */
export function fetchTransport(serve: FetchFunction, limits: TransportLimits): Transport {
  const { timeoutMs, maxBytes = MAX_ANSWER_BYTES, now } = limits;
  const closing = new AbortController();
  return {
    send: async (baseUrl, request, signal) => {
      assertSendable(request);
      if (closing.signal.aborted || signal?.aborted)
        return failed('timeout', 'The request was given up before it was sent.', 0);
      const start = now();
      const ms = (): number => now() - start;
      const ending = new AbortController();
      const work = answerOf(serve, toRequest(baseUrl, request, ending.signal), maxBytes, ending.signal);
      const exchange = work.then((raw) => toExchange(raw, maxBytes, ms));
      const any = signal ? AbortSignal.any([signal, closing.signal]) : closing.signal;
      return withinDeadline<Exchange>(exchange, { timeoutMs, signal: any }, (why) => {
        ending.abort();
        const message =
          why === 'timeout' ? `No complete answer within ${timeoutMs} ms.` : 'The run gave the request up.';
        return failed('timeout', message, ms());
      });
    },
    close: async () => closing.abort(),
  };
}

function toRequest(baseUrl: string, { method, path, headers, body }: WireRequest, signal: AbortSignal): Request {
  const fields = new Headers();
  try {
    for (const [name, value] of headers) fields.append(name, value);
    const url = baseUrl.replace(/\/+$/, '') + path;
    return new Request(url, {
      method,
      headers: fields,
      body: body === undefined ? null : new Uint8Array(body),
      signal,
    });
  } catch (error) {
    throw new UnsendableRequest(`a Request of the Fetch API cannot be made of it (${messageOf(error)})`);
  }
}

async function answerOf(
  serve: FetchFunction,
  request: Request,
  maxBytes: number,
  signal: AbortSignal,
): Promise<RawAnswer | Breakdown> {
  try {
    const response: unknown = await serve(request);
    if (!isResponse(response))
      return { failure: 'not-http', message: 'The fetch function yields no Response with a status from 200 to 599.' };
    const { status, statusText: reasonPhrase } = response;
    const body = await readUpTo(maxBytes, response, signal);
    return body ? { status, reasonPhrase, headers: [...response.headers], body } : tooLarge(maxBytes);
  } catch (error) {
    return { failure: 'reset', message: `The fetch function failed: ${messageOf(error)}` };
  }
}

/** By its members: a Response may come from another implementation of the Fetch API. */
function isResponse(value: unknown): value is Response {
  if (typeof value !== 'object' || value === null || !('status' in value && 'headers' in value && 'body' in value))
    return false;
  return typeof value.status === 'number' && value.status >= 200 && value.status <= 599;
}

/** The whole body; undefined when it is larger, and then the rest is not asked for. */
async function readUpTo(maxBytes: number, { body }: Response, signal: AbortSignal): Promise<Uint8Array | undefined> {
  if (!body) return new Uint8Array();
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of body) {
    size += chunk.length;
    if (size > maxBytes || signal.aborted) return undefined;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks, size);
}
