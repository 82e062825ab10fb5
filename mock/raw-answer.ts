import { STATUS_CODES } from 'node:http';
import type { Duplex } from 'node:stream';
import type { PlainResponse } from './plain.ts';
import { printable } from './printable.ts';

/** Writes an answer to a connection for which node:http has no response object, and ends the connection. */
export function endWith(socket: Duplex, { status, headers, body }: PlainResponse): void {
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${printable(value)}`);
  const head = [`HTTP/1.1 ${status} ${STATUS_CODES[status] ?? ''}`, ...lines];
  const bytes = Buffer.from(body);
  socket.write(`${[...head, `Content-Length: ${bytes.length}`, 'Connection: close'].join('\r\n')}\r\n\r\n`);
  socket.end(bytes);
}
