import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import type { Listeners } from './handler.ts';
import { problem } from './problem.ts';
import { endWith } from './raw-answer.ts';

/** Where and how the server listens. */
export interface ServerOptions {
  readonly host: string;
  /** 0 takes any free port. */
  readonly port: number;
  /** How long a request may take to arrive, in milliseconds. */
  readonly requestTimeoutMs: number;
}

/** A server that listens. */
export interface Listening {
  readonly url: string;
  /** Takes no more connections, finishes the answers that are under way, then ends. */
  readonly stop: () => Promise<void>;
}

/** A request comes in one of these. */
const REQUEST_EVENTS = ['request', 'checkContinue', 'checkExpectation'] as const;

/**
 * Serves the listeners over HTTP/1.1; requests that are no HTTP get a clear answer too.
 * @throws the error of `server.listen` when the port is taken or may not be used.
 */
export async function listen(listeners: Listeners, options: ServerOptions): Promise<Listening> {
  const server = createServer({
    requestTimeout: options.requestTimeoutMs,
    headersTimeout: options.requestTimeoutMs,
    connectionsCheckingInterval: 1000,
    // Without Host too a request gets an answer that says what is wrong: the listeners give it.
    requireHostHeader: false,
  });
  for (const event of REQUEST_EVENTS) server.on(event, listeners[event]);
  server.on('connect', listeners.connect);
  server.on('clientError', answerClientError);
  const stop = createStop(server);
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(options.port, options.host, () => {
      server.off('error', reject);
      resolve();
    });
  });
  return { url: urlOf(server, options.host), stop };
}

/** The address that the server has; one that stands for all addresses is replaced by that of this machine. */
function urlOf(server: Server, host: string): string {
  const bound = server.address();
  // Only pipes have a name instead of a port, and only a server that does not listen has none.
  if (bound === null || typeof bound === 'string') throw new Error(`The server does not listen on a port of ${host}.`);
  const isIpv6 = bound.family === 'IPv6';
  const isAny = host === '0.0.0.0' || host === '::';
  const loopback = isIpv6 ? '::1' : '127.0.0.1';
  const name = isAny ? loopback : bound.address;
  return `http://${isIpv6 ? `[${name}]` : name}:${bound.port}`;
}

/**
 * Ends a server at once: answers to requests that have arrived whole are finished, all other connections are cut, however much of a
 * request they have sent.
 */
function createStop(server: Server): () => Promise<void> {
  const sockets = new Set<Socket>();
  const open = new Set<ServerResponse>();
  server.on('connection', (socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
  });
  const note = (_: IncomingMessage, response: ServerResponse): void => {
    open.add(response);
    response.once('close', () => open.delete(response));
  };
  for (const event of REQUEST_EVENTS) server.prependListener(event, note);
  return () =>
    new Promise((resolve) => {
      server.close(() => resolve());
      const last = new Map<Socket, ServerResponse>();
      // In the order of the requests: pipelined ones have several answers under way, and the last of them closes the connection.
      for (const response of open) if (response.req.complete) last.set(response.req.socket, response);
      for (const response of last.values()) response.shouldKeepAlive = false;
      for (const socket of sockets) if (!last.has(socket)) socket.destroy();
    });
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
  endWith(socket, problem(fault));
}
