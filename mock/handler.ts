import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { isAdminTarget } from './address.ts';
import { forbiddenHost, isOwnHost } from './admin/own-host.ts';
import type { MockCore } from './mock.ts';
import type { PlainRequest, PlainResponse } from './plain.ts';
import { problem } from './problem.ts';

type Core = Pick<MockCore, 'handle' | 'finish'>;

/** The core as a listener of node:http servers. Bodies larger than the limit, in bytes, are refused before they are read. */
export function createHandler(core: Core, maxBodyBytes: number): RequestListener {
  return (request, response) => receive(core, maxBodyBytes, request, response);
}

/** Collects the body up to the limit, then answers. A client that goes away is forgotten: nothing was decided yet. */
function receive(core: Core, maxBodyBytes: number, request: IncomingMessage, response: ServerResponse): void {
  if (Number(request.headers['content-length']) > maxBodyBytes) {
    refuseLargeBody(core, maxBodyBytes, request, response);
    return;
  }
  const chunks: Buffer[] = [];
  let size = 0;
  request.on('data', (chunk: Buffer) => {
    size += chunk.length;
    if (size <= maxBodyBytes) chunks.push(chunk);
    else refuseLargeBody(core, maxBodyBytes, request, response);
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

function refuseLargeBody(core: Core, maxBodyBytes: number, request: IncomingMessage, response: ServerResponse): void {
  if (response.headersSent) return;
  const detail = `The body is larger than ${maxBodyBytes} bytes. Send less, or start the mock with a larger --max-body.`;
  response.shouldKeepAlive = false;
  const answer = problem({ status: 413, code: 'body-too-large', detail });
  send(request, response, core.finish(toPlain(request, []), answer));
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

/** A proxy's absolute form is cut to path and query. @source RFC 9112 section 3.2.2. */
function targetOf(url: string): string {
  if (url.startsWith('/')) return url;
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

/** Header values and reason phrases carry visible ASCII only; what a request put into them is escaped. @source RFC 9110 section 5.5. */
function printable(text: string): string {
  return text.replace(/[^\t\x20-\x7e]/gu, (character) =>
    /\p{Cs}/u.test(character) ? '%EF%BF%BD' : encodeURIComponent(character),
  );
}
