import { connect as connectTcp, isIP, type Socket } from 'node:net';
import { connect as connectTls, type SecureContext } from 'node:tls';
import type { WireFailureKind } from './exchange.ts';
import { codeOf, messageOf } from './printable-line.ts';
import { openTunnel } from './tunnel.ts';

/** How a connection is made. */
export interface DialOptions {
  /** The authorities that are trusted; Node's own when undefined. */
  readonly secureContext: SecureContext | undefined;
  readonly proxy: URL | undefined;
}

/** A connection in the making. */
export interface Dialing {
  /** Rejects with DialError. */
  readonly socket: Promise<Socket>;
  /** True when somebody listens, whatever happens afterwards. */
  readonly isAnswered: () => boolean;
  /** Gives up. */
  readonly cancel: () => void;
}

/** A connection that could not be made. */
export class DialError extends Error {
  readonly failure: WireFailureKind;

  constructor(failure: WireFailureKind, message: string) {
    super(message);
    this.name = 'DialError';
    this.failure = failure;
  }
}

/** Connects to an origin: TCP, the tunnel through a proxy, TLS. */
export function dial(origin: URL, { secureContext, proxy }: DialOptions): Dialing {
  const first = proxy ?? origin;
  let current = quiet(connectTcp({ host: hostOf(first), port: portOf(first), noDelay: true }));
  let isAnswered = false;
  const open = async (): Promise<Socket> => {
    await reached(current, first);
    isAnswered = true;
    if (proxy?.protocol === 'https:') current = await secured(current, proxy, secureContext);
    if (proxy) await throughProxy(current, origin, proxy);
    if (origin.protocol === 'https:') current = await secured(current, origin, secureContext);
    return current;
  };
  const socket = open().catch((error: unknown) => {
    current.destroy();
    throw error;
  });
  return { socket, isAnswered: () => isAnswered, cancel: () => current.destroy() };
}

/** `host:port` of a URL, without what else it may hold. */
function placeOf(url: URL): string {
  return `${url.hostname}:${portOf(url)}`;
}

function hostOf({ hostname }: URL): string {
  return hostname.replace(/^\[(.*)\]$/, '$1');
}

function portOf({ port, protocol }: URL): number {
  return port === '' ? (protocol === 'https:' ? 443 : 80) : Number(port);
}

/** An error of a socket that nobody waits for any more must not end the process. */
function quiet<Any extends Socket>(socket: Any): Any {
  socket.on('error', () => undefined);
  return socket;
}

async function reached(socket: Socket, url: URL): Promise<void> {
  try {
    await until(socket, 'connect');
  } catch (error) {
    throw new DialError('unreachable', `${placeOf(url)} cannot be reached: ${messageOf(error)}`);
  }
}

async function throughProxy(socket: Socket, origin: URL, proxy: URL): Promise<void> {
  try {
    await openTunnel(socket, placeOf(origin), proxy);
  } catch (error) {
    throw new DialError('unreachable', `The proxy ${placeOf(proxy)} leads nowhere: ${messageOf(error)}`);
  }
}

async function secured(socket: Socket, url: URL, secureContext: SecureContext | undefined): Promise<Socket> {
  const host = hostOf(url);
  const name = isIP(host) === 0 ? { servername: host } : {};
  const context = secureContext === undefined ? {} : { secureContext };
  const secure = quiet(connectTls({ socket, host, ...name, ...context, ALPNProtocols: ['http/1.1'] }));
  try {
    await until(secure, 'secureConnect');
  } catch (error) {
    secure.destroy();
    throw tlsError(error, url);
  }
  return secure;
}

function tlsError(error: unknown, url: URL): DialError {
  const code = codeOf(error) ?? '';
  const place = placeOf(url);
  if (code === 'ECONNRESET' || code === 'EPIPE')
    return new DialError('reset', `${place} ended the connection in the middle of the TLS handshake.`);
  if (code === 'EPROTO' || code.startsWith('ERR_SSL'))
    return new DialError('not-http', `The TLS handshake with ${place} failed: ${messageOf(error)}`);
  return new DialError(
    'unreachable',
    `The certificate of ${place} is not trusted: ${messageOf(error)}. Name its authority with --ca.`,
  );
}

function until(socket: Socket, event: 'connect' | 'secureConnect'): Promise<void> {
  return new Promise((resolve, reject) => {
    socket.once(event, () => resolve());
    socket.once('error', reject);
    socket.once('close', () => reject(Object.assign(new Error('the connection was closed'), { code: 'ECONNRESET' })));
  });
}
