import { type AddressInfo, createServer, type Socket } from 'node:net';

/** What a raw server has seen. */
export interface Seen {
  connections: number;
  /** Heads of requests. */
  requests: number;
  closed: number;
  /** All bytes, as Latin-1. */
  text: string;
}

/** A server that speaks bytes. */
export interface RawServer extends AsyncDisposable {
  readonly url: string;
  readonly seen: Seen;
}

/** A TCP server on a free port that does with each request (counted from 1) what it is told. */
export async function serveRaw(onRequest: (socket: Socket, nth: number) => void): Promise<RawServer> {
  const seen: Seen = { connections: 0, requests: 0, closed: 0, text: '' };
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    seen.connections += 1;
    sockets.add(socket);
    socket.on('error', () => undefined);
    socket.on('close', () => {
      seen.closed += 1;
      sockets.delete(socket);
    });
    socket.on('data', (chunk) => {
      seen.text += chunk.toString('latin1');
      if (!chunk.includes('\r\n\r\n')) return;
      seen.requests += 1;
      onRequest(socket, seen.requests);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const end = async (): Promise<void> => {
    for (const socket of sockets) socket.destroy();
    await new Promise((resolve) => server.close(resolve));
  };
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, seen, [Symbol.asyncDispose]: end };
}

/** Writes a piece again and again, as fast as it is taken, until the connection ends. */
export function sendForEver(socket: Socket, head: string, piece: string): void {
  socket.write(head);
  const next = (): void => {
    if (socket.writable) socket.write(piece, () => setImmediate(next));
  };
  next();
}
