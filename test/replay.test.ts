import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, test } from 'vitest';
import { parseHttpFile } from './http-file.ts';
import { replay } from './replay.ts';
import { sendRequest } from './send-request.ts';

/** A server that answers with what it got: the target in a header, the body as it is. */
async function replayOnEcho(text: string): Promise<string[]> {
  const server = createServer((request, response) => {
    response.writeHead(201, 'Echoed', { Location: '/made/1', 'X-Target': request.url ?? '' });
    request.pipe(response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  try {
    return await replay(parseHttpFile('x.http', text).exchanges, (request) =>
      sendRequest(`http://127.0.0.1:${port}`, request),
    );
  } finally {
    await new Promise((resolve) => server.close(resolve));
  }
}

const first = 'POST /a HTTP/1.1\n\n{"Id":"x/1","n":2}\n\nHTTP/1.1 201 Echoed\nX-Target: /a\n\n{"n":2,"Id":"x/1"}\n';

test('answers that fit leave no difference', async () => {
  expect(await replayOnEcho(first)).toEqual([]);
});
test('later requests and answers can name what the answer before them held', async () => {
  const second =
    '###\nPUT /u/{{previous#/Id}} HTTP/1.1\nX-A: {{previous#/n}}\n\n["{{previous#/Id}}"]\n\nHTTP/1.1 201\nX-Target: /u/x%2F1\n\n["{{previous#/Id}}"]\n';
  const third = '###\nGET {{location}} HTTP/1.1\n\nHTTP/1.1 201\nX-Target: /made/1\n\n(empty)\n';
  expect(await replayOnEcho(first + second + third)).toEqual([]);
});
test('the first answer that differs is told with its line', async () => {
  const wrong = '###\nGET /b HTTP/1.1\n\nHTTP/1.1 200 OK\n';
  expect(await replayOnEcho(first + wrong + wrong)).toEqual([
    'line 12: status: expected 200, got 201',
    'line 12: reason phrase: expected "OK", got "Echoed"',
  ]);
});
test('a value that the answer before does not hold is an error', async () => {
  await expect(replayOnEcho(`${first}###\nGET /{{previous#/x}} HTTP/1.1\n\nHTTP/1.1 200\n`)).rejects.toThrow(
    '{{previous#/x}}',
  );
  await expect(replayOnEcho('GET {{location}} HTTP/1.1\n\nHTTP/1.1 200\n')).rejects.toThrow('no previous answer');
});
