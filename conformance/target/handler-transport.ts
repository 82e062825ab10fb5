import { createServer, type IncomingMessage, type RequestListener, Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { messageOf } from './printable-line.ts';
import { failed } from './raw-answer.ts';
import type { Transport } from './target.ts';
import { UnsendableRequest } from './unsendable-request.ts';
import { type TransportLimits, urlTransport } from './url-transport.ts';

/** What can be served on a socket of its own: a listener (an Express app is one), or a server whether it listens or not. */
export type Servable = RequestListener | Server;

/**
 * Serves a listener or server on a loopback port of its own and sends requests there, whatever the origin of the base URL. It is
 * started by the first request, after `prepare`, and ended by `close`; a server that listens already is left running.
 */
export function handlerTransport(
  servable: Servable,
  limits: TransportLimits,
  prepare: () => PromiseLike<unknown> = async () => undefined,
): Transport {
  const inner = urlTransport(limits);
  const server = servable instanceof Server ? servable : createServer(guarded(servable));
  const isOwn = !server.listening;
  let origin: Promise<string> | undefined;
  let isClosed = false;
  return {
    send: async (baseUrl, request, signal) => {
      if (isClosed) return failed('timeout', 'The request was given up before it was sent.', 0);
      origin ??= Promise.resolve(prepare()).then(() => originOf(server));
      try {
        return await inner.send((await origin) + pathOf(baseUrl), request, signal);
      } catch (error) {
        if (error instanceof UnsendableRequest) throw error;
        return failed('unreachable', `The server in this process cannot be started: ${messageOf(error)}`, 0);
      }
    },
    close: async () => {
      isClosed = true;
      await inner.close();
      await origin?.catch(() => undefined);
      if (!isOwn || !server.listening) return;
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      server.closeAllConnections();
      await closed;
    },
  };
}

/** A listener that fails must not end the process of who tests it: its connection breaks off. */
function guarded(listener: RequestListener): RequestListener {
  return (request, response) => {
    void run(listener, request, response).catch(() => response.destroy());
  };
}

async function run(listener: RequestListener, request: IncomingMessage, response: ServerResponse): Promise<void> {
  await listener(request, response);
}

function originOf(server: Server): Promise<string> {
  return new Promise((resolve, reject) => {
    const done = (): void => {
      server.off('error', reject);
      resolve(toOrigin(server.address()));
    };
    if (server.listening) return done();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', done);
  });
}

function toOrigin(address: AddressInfo | string | null): string {
  if (address === null || typeof address === 'string') throw new Error('it listens on no TCP port');
  const host =
    address.family === 'IPv6' ? (address.address === '::' ? '[::1]' : `[${address.address}]`) : address.address;
  return `http://${host === '0.0.0.0' ? '127.0.0.1' : host}:${address.port}`;
}

function pathOf(baseUrl: string): string {
  return URL.canParse(baseUrl) ? new URL(baseUrl).pathname : '';
}
