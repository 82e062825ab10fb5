import { request as open } from 'node:http';
import { text } from 'node:stream/consumers';
import type { ActualAnswer } from './answer-difference.ts';
import type { ExampleRequest, HeaderLine } from './http-file.ts';

const timeoutMs = 10_000;

/**
 * The answer of the server at `origin`, over a connection of its own. Host and Content-Length are added.
 * @throws Error when the answer takes longer than 10 s, or when the request's target leads to another server.
 */
export async function sendRequest(
  origin: string,
  { method, target, headers, body }: ExampleRequest,
): Promise<ActualAnswer> {
  const url = new URL(target, origin);
  if (url.origin !== new URL(origin).origin) throw new Error(`${target} is not on ${origin}`);
  const length: HeaderLine[] =
    body === '' && ['GET', 'HEAD'].includes(method) ? [] : [['Content-Length', String(Buffer.byteLength(body))]];
  return new Promise((resolve, reject) => {
    const sent = open(
      {
        host: url.hostname,
        port: url.port,
        path: target.startsWith('/') ? target : url.pathname + url.search,
        method,
        agent: false,
        setHost: false,
      },
      (response) => {
        const { statusCode = 0, statusMessage = '', rawHeaders } = response;
        const answer = { status: statusCode, reasonPhrase: statusMessage, headers: asPairs(rawHeaders) };
        text(response).then((content) => resolve({ ...answer, body: content }), reject);
      },
    );
    sent.on('error', reject);
    sent.setTimeout(timeoutMs, () =>
      sent.destroy(new Error(`no answer to ${method} ${target} within ${timeoutMs} ms`)),
    );
    for (const [name, value] of [['Host', url.host] as const, ...headers, ...length]) sent.appendHeader(name, value);
    sent.end(body);
  });
}

function asPairs(rawHeaders: readonly string[]): HeaderLine[] {
  return Array.from({ length: rawHeaders.length / 2 }, (_, index) => [
    rawHeaders[2 * index] ?? '',
    rawHeaders[2 * index + 1] ?? '',
  ]);
}
