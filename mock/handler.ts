import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { isAdminTarget } from './address.ts';
import { forbiddenHost, isOwnHost } from './admin/own-host.ts';
import { bodyTooLarge } from './body-limit.ts';
import { SERVER_METHODS } from './landing.ts';
import type { MockCore } from './mock.ts';
import type { PlainRequest, PlainResponse } from './plain.ts';
import { printable } from './printable.ts';
import type { ProblemDetails } from './problem.ts';
import { endWith } from './raw-answer.ts';
import { shorten } from './shorten.ts';

type Core = Pick<MockCore, 'handle' | 'refuse'>;

/** What answers the events of a node:http server. */
export interface Listeners {
  readonly request: RequestListener;
  /** For a request that waits for `100 Continue` before it sends its body. */
  readonly checkContinue: RequestListener;
  /** For a request that expects anything else. */
  readonly checkExpectation: RequestListener;
  /** For a request that asks for a tunnel. */
  readonly connect: (request: IncomingMessage, socket: Duplex) => void;
}

/** The core as listeners of node:http servers. Bodies larger than the limit, in bytes, are refused before they are read. */
export function createListeners(core: Core, maxBodyBytes: number): Listeners {
  return {
    request: (request, response) => receive(core, maxBodyBytes, request, response),
    checkContinue: (request, response) => {
      if (!refusalOf(request, maxBodyBytes)) response.writeContinue();
      receive(core, maxBodyBytes, request, response);
    },
    checkExpectation: (request, response) => {
      const { expect = '' } = request.headers;
      const detail = `The mock meets no expectation but 100-continue; found ${shorten(expect)}. Leave Expect out.`;
      refuse(core, request, response, { status: 417, code: 'expectation-failed', detail });
    },
    connect: (request, socket) => {
      socket.on('error', () => socket.destroy());
      const plain = { ...toPlain(request, []), target: request.url ?? '/' };
      endWith(socket, core.refuse(plain, NO_TUNNEL));
      // Read on, so that the end of the connection is seen.
      socket.resume();
    },
  };
}

const NO_TUNNEL: ProblemDetails = {
  status: 405,
  code: 'method-not-allowed',
  detail: `The mock is no proxy and opens no tunnels. Its methods are ${SERVER_METHODS}.`,
  headers: { Allow: SERVER_METHODS },
};

/** Collects the body up to the limit, then answers. A client that goes away is forgotten: nothing was decided yet. */
function receive(core: Core, maxBodyBytes: number, request: IncomingMessage, response: ServerResponse): void {
  const refusal = refusalOf(request, maxBodyBytes);
  if (refusal) {
    refuse(core, request, response, refusal);
    return;
  }
  const chunks: Buffer[] = [];
  let size = 0;
  request.on('data', (chunk: Buffer) => {
    size += chunk.length;
    if (size <= maxBodyBytes) chunks.push(chunk);
    else refuse(core, request, response, bodyTooLarge(maxBodyBytes));
  });
  request.on('end', () => {
    if (response.headersSent) return;
    const plain = toPlain(request, chunks);
    const isForeign = isAdminTarget(plain.target) && !isOwnHost(plain);
    const answer = isForeign ? forbiddenHost(plain) : core.handle(plain);
    if (answer instanceof Promise) void answer.then((done) => send(request, response, done));
    else send(request, response, answer);
  });
  request.on('error', () => response.destroy());
}

/** What is wrong with a request as far as its header fields say. */
function refusalOf({ headers, httpVersion }: IncomingMessage, maxBodyBytes: number): ProblemDetails | undefined {
  // RFC 9112 section 3.2: a request of HTTP/1.1 without Host is answered 400.
  if (headers.host === undefined && httpVersion === '1.1') {
    const detail = 'The request has no Host header field, which HTTP/1.1 requires. Send the name and port of the mock.';
    return { status: 400, code: 'bad-request', detail };
  }
  return Number(headers['content-length']) > maxBodyBytes ? bodyTooLarge(maxBodyBytes) : undefined;
}

/** Answers before the body has come; the connection then ends, for what is left of the body would be taken for a request. */
function refuse(core: Core, request: IncomingMessage, response: ServerResponse, details: ProblemDetails): void {
  if (response.headersSent) return;
  response.shouldKeepAlive = false;
  send(request, response, core.refuse(toPlain(request, []), details));
  request.removeAllListeners('data');
  request.resume();
}

function toPlain(request: IncomingMessage, chunks: readonly Buffer[]): PlainRequest {
  const [only] = chunks;
  const headers: Record<string, string> = {};
  for (const [name, value] of Object.entries(request.headers)) {
    if (value !== undefined) headers[name] = Array.isArray(value) ? value.join(', ') : value;
  }
  return {
    method: request.method ?? 'GET',
    target: targetOf(request.url ?? '/'),
    headers,
    body: chunks.length === 1 && only ? only : Buffer.concat(chunks),
    origin: `http://${request.headers.host ?? authorityOf(request.socket)}`,
  };
}

/** A proxy's absolute form is cut to path and query; `*` stands for the server. @source RFC 9112 sections 3.2.2 and 3.2.4. */
function targetOf(url: string): string {
  if (url.startsWith('/') || url === '*') return url;
  const parsed = URL.canParse(url) ? new URL(url) : undefined;
  return parsed ? parsed.pathname + parsed.search : '/';
}

function authorityOf({ localAddress, localPort }: Socket): string {
  return `${localAddress ?? '127.0.0.1'}:${localPort ?? 0}`;
}

function send(request: IncomingMessage, response: ServerResponse, answer: PlainResponse): void {
  if (response.destroyed) return;
  const body = typeof answer.body === 'string' ? Buffer.from(answer.body) : answer.body;
  if (answer.reasonPhrase !== undefined) response.statusMessage = printable(answer.reasonPhrase);
  response.statusCode = answer.status;
  for (const [name, value] of Object.entries(answer.headers)) response.setHeader(name, printable(value));
  const isBodiless = answer.status === 204 || answer.status === 304;
  if (!isBodiless) response.setHeader('Content-Length', body.length);
  response.end(request.method === 'HEAD' || isBodiless ? undefined : body);
}
