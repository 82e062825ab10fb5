import { connect } from 'node:net';

/** Everything that a server sends back on one connection for these bytes, until it closes or `until` is found in it. */
export function sendRaw(url: string, bytes: string | Uint8Array, until?: RegExp): Promise<string> {
  const { hostname, port } = new URL(url);
  return new Promise((resolve, reject) => {
    const socket = connect(Number(port), hostname, () => socket.write(bytes));
    let received = '';
    const done = (): void => {
      socket.destroy();
      resolve(received);
    };
    socket.setEncoding('utf8');
    socket.on('data', (chunk: string) => {
      received += chunk;
      if (until?.test(received)) done();
    });
    socket.on('end', done);
    socket.on('error', (error) => (received === '' ? reject(error) : done()));
  });
}
