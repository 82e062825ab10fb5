import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import type { MockCore } from './mock.ts';
import type { PlainRequest, PlainResponse } from './plain.ts';
import { problem } from './problem.ts';

/** Where and how the server listens. */
export interface ServerOptions {
  readonly host: string;
  /** 0 takes any free port. */
  readonly port: number;
  /** Largest body in bytes. */
  readonly maxBodyBytes: number;
  /** How long a request may take to arrive, in milliseconds. */
  readonly requestTimeoutMs: number;
}

/** A server that listens. */
export interface Listening {
  readonly url: string;
  readonly server: Server;
  /** Takes no more connections, finishes the answers that are under way, then ends. */
  readonly stop: () => Promise<void>;
}

/**
 * Serves the core over HTTP/1.1.
 * @throws the error of `server.listen` when the port is taken or may not be used.
 */
export async function listen(core: MockCore, options: ServerOptions): Promise<Listening> {
  const server = createServer({
    requestTimeout: options.requestTimeoutMs,
    headersTimeout: options.requestTimeoutMs,
    connectionsCheckingInterval: 1000,
  });
  server.on('request', (request, response) => receive(core, options, request, response));
  server.on('clientError', answerClientError);
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(options.port, options.host, () => {
      server.off('error', reject);
      resolve();
    });
  });
  return { url: urlOf(server, options.host), server, stop: () => stop(server) };
}

function urlOf(server: Server, host: string): string {
  const { port, address, family } = server.address() as AddressInfo;
  const name =
    host === '0.0.0.0' || host === '::'
      ? family === 'IPv6'
        ? '[::1]'
        : '127.0.0.1'
      : family === 'IPv6'
        ? `[${address}]`
        : address;
  return `http://${name}:${port}`;
}

/** Idle connections are closed at once; those that are being answered when their answer is out. */
function stop(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeIdleConnections();
  });
}

/** Collects the body up to the limit, then answers. A client that goes away is forgotten: nothing was decided yet. */
function receive(
  core: MockCore,
  { maxBodyBytes }: ServerOptions,
  request: IncomingMessage,
  response: ServerResponse,
): void {
  const chunks: Buffer[] = [];
  let size = 0;
  request.on('data', (chunk: Buffer) => {
    size += chunk.length;
    if (size <= maxBodyBytes) chunks.push(chunk);
    else refuseLargeBody(request, response, maxBodyBytes);
  });
  request.on('end', () => {
    if (response.headersSent) return;
    const answer = core.handle(toPlain(request, chunks));
    if (answer instanceof Promise) void answer.then((done) => send(request, response, done));
    else send(request, response, answer);
  });
  request.on('error', () => response.destroy());
}

function refuseLargeBody(request: IncomingMessage, response: ServerResponse, maxBodyBytes: number): void {
  if (response.headersSent) return;
  const detail = `The body is larger than ${maxBodyBytes} bytes. Send less, or start the mock with a larger --max-body.`;
  response.shouldKeepAlive = false;
  send(request, response, problem({ status: 413, code: 'body-too-large', detail }));
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

const CLIENT_ERRORS: Readonly<Record<string, Parameters<typeof problem>[0]>> = {
  HPE_HEADER_OVERFLOW: {
    status: 431,
    code: 'headers-too-large',
    detail: 'The header fields are larger than 16 KiB together. Send fewer or shorter ones.',
  },
  ERR_HTTP_REQUEST_TIMEOUT: {
    status: 408,
    code: 'request-timeout',
    detail: 'The request did not arrive in time. Send it whole.',
  },
};

/** Requests that are no HTTP get an answer too, then the connection is closed. */
function answerClientError(error: Error & { code?: string }, socket: Socket): void {
  if (!socket.writable || error.code === 'ECONNRESET') {
    socket.destroy();
    return;
  }
  const fault = CLIENT_ERRORS[error.code ?? ''] ?? {
    status: 400,
    code: 'bad-request' as const,
    detail: `The request is not well-formed HTTP/1.1 (${error.message}).`,
  };
  const { status, headers, body } = problem(fault);
  const head = [
    `HTTP/1.1 ${status} ${fault.code}`,
    ...Object.entries(headers).map(([name, value]) => `${name}: ${value}`),
  ];
  socket.end(
    `${[...head, `Content-Length: ${Buffer.byteLength(body)}`, 'Connection: close'].join('\r\n')}\r\n\r\n${String(body)}`,
  );
}
