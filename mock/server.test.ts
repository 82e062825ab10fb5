import { EventEmitter, once } from 'node:events';
import type { ServerResponse } from 'node:http';
import { connect } from 'node:net';
import { expect, test } from 'vitest';
import { listen } from './server.ts';

const OPTIONS = { host: '127.0.0.1', port: 0, requestTimeoutMs: 30_000 };
const GET = 'GET / HTTP/1.1\r\nHost: x\r\n\r\n';

/** A server whose answers the test gives, and what a client that sends these bytes gets until the connection ends. */
async function serve(bytes: string, requests: number) {
  const answers: ServerResponse[] = [];
  const arrivals = new EventEmitter();
  const request = (_: unknown, response: ServerResponse): void => {
    if (answers.push(response) === requests) arrivals.emit('all');
  };
  const listeners = { request, checkContinue: request, checkExpectation: request, connect: () => undefined };
  const { url, stop } = await listen(listeners, OPTIONS);
  const arrived = once(arrivals, 'all');
  const client = connect(Number(new URL(url).port), '127.0.0.1', () => client.write(bytes));
  const received = new Promise<string>((resolve) => {
    let text = '';
    client.setEncoding('utf8');
    client.on('data', (chunk) => {
      text += chunk;
    });
    client.on('error', () => undefined);
    client.on('close', () => resolve(text));
  });
  await arrived;
  return { answers, stop, received };
}

async function finish(response: ServerResponse | undefined, text: string): Promise<void> {
  if (!response) throw new Error('there is no such request');
  await new Promise<void>((resolve) => response.once('close', resolve).end(text));
}

test('stopping finishes an answer although an earlier one on its connection has been given', async () => {
  const { answers, stop, received } = await serve(GET + GET, 2);
  await finish(answers[0], 'first');
  const stopped = stop();
  await finish(answers[1], 'second');
  await stopped;
  expect(await received).toMatch(/first.*second/s);
});

test('stopping finishes an answer although a later request on its connection is not whole', async () => {
  const half = 'POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 9\r\n\r\nhalf';
  const { answers, stop, received } = await serve(GET + half, 2);
  const stopped = stop();
  await finish(answers[0], 'first');
  await stopped;
  expect(await received).toMatch(/^HTTP\/1\.1 200 .*first/s);
});

test('stopping finishes an answer to a request that waits to be asked for its body', async () => {
  const patient = 'POST / HTTP/1.1\r\nHost: x\r\nExpect: 100-continue\r\nContent-Length: 0\r\n\r\n';
  const { answers, stop, received } = await serve(patient, 1);
  const stopped = stop();
  await finish(answers[0], 'first');
  await stopped;
  expect(await received).toMatch(/^HTTP\/1\.1 200 .*first/s);
});
