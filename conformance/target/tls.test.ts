import { createServer } from 'node:https';
import { type AddressInfo, createServer as createTcpServer, type Server } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import type { WireRequest } from './exchange.ts';
import { urlTransport } from './url-transport.ts';

/** Of localhost and 127.0.0.1; made for this test, trusted by nobody. */
const key = `-----BEGIN PRIVATE KEY-----
MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQghKHvffSvorkFR2yb
oY/WBLba4wbnqWnAV3NpPToj3JehRANCAATCeL83F2dOeSZRH8Ma9uyDLNa4YYDy
SCLx91VMCmDBYvV2wIi9PR8Kxq8mIX43vd7WJiFYqC/HwduuDjM0UnA1
-----END PRIVATE KEY-----`;
const cert = `-----BEGIN CERTIFICATE-----
MIIBnDCCAUGgAwIBAgIUDtZKEo6b5zmeDVtkCEyFkEoca2owCgYIKoZIzj0EAwIw
FDESMBAGA1UEAwwJbG9jYWxob3N0MCAXDTI2MTEyMjAwMjM0OFoYDzIxMjYxMDI5
MDAyMzQ4WjAUMRIwEAYDVQQDDAlsb2NhbGhvc3QwWTATBgcqhkjOPQIBBggqhkjO
PQMBBwNCAATCeL83F2dOeSZRH8Ma9uyDLNa4YYDySCLx91VMCmDBYvV2wIi9PR8K
xq8mIX43vd7WJiFYqC/HwduuDjM0UnA1o28wbTAdBgNVHQ4EFgQUoKumm6vEBqCJ
nvlMJzf3RZkOESEwHwYDVR0jBBgwFoAUoKumm6vEBqCJnvlMJzf3RZkOESEwDwYD
VR0TAQH/BAUwAwEB/zAaBgNVHREEEzARgglsb2NhbGhvc3SHBH8AAAEwCgYIKoZI
zj0EAwIDSQAwRgIhAM6nkmyauyOMmUA8nmqkrhJCg+75k0Xwp5QpoJbr2VjAAiEA
pbKgmUTprloS5gFOhHDw8h25Mq5ah+6vCheDorNeYRM=
-----END CERTIFICATE-----`;

const post: WireRequest = { method: 'POST', path: '/', headers: [], body: Buffer.from('hello') };
const servers: Server[] = [];
afterEach(async () => {
  for (const server of servers.splice(0)) await new Promise((resolve) => server.close(resolve));
});

async function portOf(server: Server): Promise<number> {
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return (server.address() as AddressInfo).port;
}

async function send(baseUrl: string, ca?: string): Promise<unknown> {
  const transport = urlTransport({ timeoutMs: 2_000, now: () => performance.now(), ca });
  const exchange = await transport.send(baseUrl, post);
  await transport.close();
  return exchange;
}

test('an authority that is named is trusted, for the names of its certificate only', async () => {
  const port = await portOf(createServer({ key, cert }, (request, response) => void request.pipe(response)));
  expect(await send(`https://127.0.0.1:${port}`, cert)).toMatchObject({ status: 200, body: Buffer.from('hello') });
  expect(await send(`https://localhost:${port}`, cert)).toMatchObject({ status: 200 });
  expect(await send(`https://127.0.0.2:${port}`, cert)).toMatchObject({ failure: 'unreachable' });
  expect(await send(`https://127.0.0.1:${port}`)).toMatchObject({
    failure: 'unreachable',
    message: expect.stringMatching(/^The certificate of 127\.0\.0\.1:\d+ is not trusted: .*--ca\.$/),
  });
});

test('a server without TLS is not HTTP over TLS, and one that hangs up resets', async () => {
  const plain = await portOf(
    createTcpServer(
      (socket) =>
        void socket
          .resume()
          .on('error', () => undefined)
          .end('HTTP/1.1 200 OK\r\n\r\n'),
    ),
  );
  expect(await send(`https://127.0.0.1:${plain}`, cert)).toMatchObject({ failure: 'not-http' });
  const hanging = await portOf(
    createTcpServer(
      (socket) =>
        void socket
          .resume()
          .on('error', () => undefined)
          .destroy(),
    ),
  );
  expect(await send(`https://127.0.0.1:${hanging}`, cert)).toMatchObject({ failure: 'reset' });
});
