import type { Socket } from 'node:net';

/** Longest answer of a proxy to CONNECT, in bytes. */
const MAX_HEAD_BYTES = 16 * 1024;

/**
 * Asks a proxy to lead the connection on to a place (`host:port`).
 * @throws Error when it refuses, or answers something else than HTTP. @source RFC 9110, section 9.3.6
 */
export async function openTunnel(socket: Socket, place: string, { username, password }: URL): Promise<void> {
  const user = Buffer.from(`${decodeURIComponent(username)}:${decodeURIComponent(password)}`).toString('base64');
  const credentials = username === '' ? '' : `Proxy-Authorization: Basic ${user}\r\n`;
  socket.write(`CONNECT ${place} HTTP/1.1\r\nHost: ${place}\r\n${credentials}\r\n`);
  const head = await readHead(socket);
  const [, status] = /^HTTP\/1\.[01] (\d{3})/.exec(head) ?? [];
  if (status === undefined) throw new Error('it does not answer in HTTP');
  if (!status.startsWith('2')) throw new Error(`it answered CONNECT with ${status}`);
}

/** The head of an answer; what follows it stays in the socket. */
function readHead(socket: Socket): Promise<string> {
  return new Promise((resolve, reject) => {
    let read = Buffer.alloc(0);
    const onEnd = (): void => stop(() => reject(new Error('it closed the connection')));
    const onError = (error: Error): void => stop(() => reject(error));
    const onData = (chunk: Buffer): void => {
      read = Buffer.concat([read, chunk]);
      const end = read.indexOf('\r\n\r\n');
      if (end === -1 && read.length > MAX_HEAD_BYTES) stop(() => reject(new Error('its answer has no end')));
      if (end === -1) return;
      stop(() => resolve(read.toString('latin1', 0, end)));
      if (read.length > end + 4) socket.unshift(read.subarray(end + 4));
    };
    socket.on('data', onData).on('end', onEnd).on('close', onEnd).on('error', onError);

    function stop(settle: () => void): void {
      socket.off('data', onData).off('end', onEnd).off('close', onEnd).off('error', onError);
      socket.pause();
      settle();
    }
  });
}
