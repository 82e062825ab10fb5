import type { Socket } from 'node:net';
import { performance } from 'node:perf_hooks';
import { gzipSync } from 'node:zlib';
import type { Transport } from '../conformance/target/target.ts';
import { urlTransport } from '../conformance/target/url-transport.ts';
import { type Cheat, type Ending, type Honest, PATIENCE_MS, type Staged } from './cheaters.ts';
import { sendForEver, serveRaw } from './raw-server.ts';
import { HOSTILE } from './report-samples.ts';

type OnRequest = (socket: Socket, nth: number) => void;

const SILENT: Ending = { codes: [4], because: 'no complete HTTP answer comes before the first judged case' };
const ACCEPTS: Ending = { codes: [1], because: 'it accepts what must be refused' };
const REFUSES: Ending = { codes: [3], because: 'no good request succeeds' };
const NO_HTTP: Ending = { codes: [4], because: 'it is no HTTP' };
const LOST: Ending = { codes: [1], because: 'good requests get no complete answer, again and again' };

/** Servers that break the protocol: from the first request on, or after some right answers. */
export function socketCheats(): Cheat[] {
  const silent = Object.entries(BROKEN).map(([name, onRequest]) => overSocket(name, SILENT, onRequest));
  const fading = ['a hang', 'a reset', 'a truncated body', 'endless chunks', 'a banner of another protocol'];
  return [
    ...silent,
    { name: 'nobody listens', ...SILENT, stage: closedPort },
    ...hostileCheats(),
    ...fading.flatMap((name) => [
      fadingCheat(2, name, {
        codes: [1, 4],
        because: 'the first good requests are answered, or are not enough to begin',
      }),
      fadingCheat(30, name, LOST),
    ]),
  ];
}

const OK = 'HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n';

/** What is no complete answer. */
const BROKEN: Readonly<Record<string, OnRequest>> = {
  'a hang': () => undefined,
  'a hang in the status line': (socket) => socket.write('HTTP/1.1 20'),
  'a hang after the head': (socket) => socket.write(`${OK}Content-Length: 2\r\n\r\n`),
  'a reset': (socket) => socket.resetAndDestroy(),
  'an end without a word': (socket) => socket.end(),
  'a reset in the body': (socket) => socket.write(`${OK}Content-Length: 9\r\n\r\n{`, () => socket.resetAndDestroy()),
  'a truncated body': (socket) => socket.end(`${OK}Content-Length: 9\r\n\r\n{}`),
  'a truncated chunk': (socket) => socket.end(`${OK}Transfer-Encoding: chunked\r\n\r\n9\r\n{}`),
  'chunks without an end': (socket) => socket.end(`${OK}Transfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n`),
  'chunks of nonsense': (socket) => socket.end(`${OK}Transfer-Encoding: chunked\r\n\r\nzz\r\n{}`),
  '50 MB': (socket) => sendForEver(socket, `${OK}Content-Length: 52428800\r\n\r\n`, ' '.repeat(65_536)),
  'endless chunks': (socket) =>
    sendForEver(socket, `${OK}Transfer-Encoding: chunked\r\n\r\n`, `10000\r\n${' '.repeat(65_536)}\r\n`),
  'an endless dribble': (socket) => dribble(socket, `${OK}Content-Length: 1000000\r\n\r\n`, ' '),
  'a dribble of a head': (socket) => dribble(socket, 'HTTP/1.1 200 OK\r\n', 'X-A: b\r\n'),
  'endless headers': (socket) => sendForEver(socket, 'HTTP/1.1 200 OK\r\n', `X-A: ${'b'.repeat(8_000)}\r\n`),
  'endless interim answers': (socket) => sendForEver(socket, '', 'HTTP/1.1 100 Continue\r\n\r\n'.repeat(100)),
  'a banner of another protocol': (socket) => socket.end('SSH-2.0-OpenSSH_9.6\r\n'),
  'a status that is none': (socket) => socket.end('HTTP/1.1 0 Nothing\r\nContent-Length: 0\r\n\r\n'),
  'a status of four digits': (socket) => socket.end('HTTP/1.1 2000 OK\r\nContent-Length: 0\r\n\r\n'),
  'a length that is none': (socket) => socket.end(`${OK}Content-Length: -1\r\n\r\n{}`),
  'a compressed bomb': (socket) => sendBytes(socket, 'gzip', gzipSync(Buffer.alloc(8 * 1024 * 1024))),
  'a body that is not compressed as it says': (socket) => sendBytes(socket, 'gzip', Buffer.from('{}')),
};

/** Complete answers whose texts are dangerous to show. */
function hostileCheats(): Cheat[] {
  const bytes = Buffer.from(HOSTILE.replaceAll(/[\r\n]/g, ' '))
    .toString('latin1')
    .replaceAll('\0', '');
  const answer = (line: string, body: string, more = ''): OnRequest => {
    const head = `HTTP/1.1 ${line}\r\nContent-Type: application/json\r\n${more}Content-Length: ${Buffer.byteLength(body)}\r\n\r\n`;
    return (socket) => {
      socket.write(head, 'latin1');
      socket.write(body);
    };
  };
  const printable = bytes.replaceAll(/[^\x20-\x7e]/g, '');
  const body = JSON.stringify([{ Id: HOSTILE, id: HOSTILE, User: HOSTILE }]);
  return [
    overSocket('a hostile reason phrase with 200', ACCEPTS, answer(`200 ${bytes}`, body)),
    overSocket('a hostile reason phrase with 400', REFUSES, answer(`400 ${bytes}`, body)),
    overSocket('a hostile header with 200', ACCEPTS, answer('200 OK', body, `X-Note: ${printable}\r\n`)),
    overSocket('control characters in a header', NO_HTTP, answer('200 OK', body, 'X-Note: \u001b[2J\u0007\r\n')),
    overSocket('no reason phrase with 200', ACCEPTS, answer('200', '{}')),
    overSocket(
      'a raw NUL in the reason phrase',
      { codes: [1, 4], because: 'it accepts all, or is no HTTP' },
      answer('200 a\0b', body),
    ),
    ...[301, 302, 303, 307, 308].map((status) => redirectLoop(status)),
    overSocket('a redirect elsewhere', REFUSES, answer('302 Found', '', 'Location: http://127.0.0.1:1/\r\n')),
    overSocket('a redirect to a hostile place', REFUSES, answer('307 ', '', `Location: ${printable}\r\n`)),
    overSocket('twenty answers at once', { codes: [1, 4], because: 'it accepts all, or is no HTTP' }, (socket, nth) => {
      for (let index = 0; index < 20; index++) answer('200 OK', '{}')(socket, nth);
    }),
  ];
}

/** Sends everybody to where they are. It is never followed, so it never ends up in a loop. */
function redirectLoop(status: number): Cheat {
  return overSocket(`a redirect to itself with ${status}`, REFUSES, (socket, nth) => {
    if (nth > 20) throw new Error('The redirect was followed.');
    socket.write(`HTTP/1.1 ${status} Moved\r\nLocation: /\r\nContent-Length: 0\r\n\r\n`);
  });
}

function dribble(socket: Socket, head: string, piece: string): void {
  socket.write(head);
  const timer = setInterval(() => (socket.writable ? socket.write(piece) : clearInterval(timer)), 5);
  socket.on('close', () => clearInterval(timer));
}

function sendBytes(socket: Socket, coding: string, body: Buffer): void {
  socket.write(`${OK}Content-Encoding: ${coding}\r\nContent-Length: ${body.length}\r\n\r\n`);
  socket.write(body);
}

function overSocket(name: string, ending: Ending, onRequest: OnRequest): Cheat {
  return {
    name,
    ...ending,
    stage: async ({ target }) => {
      const server = await serveRaw(onRequest);
      return {
        target: { ...target, baseUrl: server.url, transport: overNetwork() },
        end: async () => server[Symbol.asyncDispose](),
      };
    },
  };
}

/** Some right answers, then a server that breaks the protocol. */
function fadingCheat(count: number, name: string, ending: Ending): Cheat {
  return {
    name: `${count} right answers, then ${name}`,
    ...ending,
    stage: async ({ target }) => {
      const server = await serveRaw(BROKEN[name] ?? (() => undefined));
      const broken = overNetwork();
      let answered = 0;
      const transport: Transport = {
        send: (baseUrl, request, signal) =>
          answered++ < count
            ? target.transport.send(baseUrl, request, signal)
            : broken.send(server.url, request, signal),
        close: async () => {
          await target.transport.close();
          await broken.close();
        },
      };
      return { target: { ...target, transport }, end: async () => server[Symbol.asyncDispose]() };
    },
  };
}

async function closedPort({ target }: Honest): Promise<Staged> {
  const server = await serveRaw(() => undefined);
  await server[Symbol.asyncDispose]();
  return { target: { ...target, baseUrl: server.url, transport: overNetwork() } };
}

function overNetwork(): Transport {
  return urlTransport({ timeoutMs: PATIENCE_MS, maxBytes: 1024 * 1024, now: () => performance.now() });
}
