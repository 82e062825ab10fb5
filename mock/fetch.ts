import { bodyTooLarge } from './body-limit.ts';
import type { MockCore } from './mock.ts';

/** The core as a fetch handler. The body is read before it is judged, up to the limit in bytes. */
export function toFetch(
  core: Pick<MockCore, 'handle' | 'refuse'>,
  maxBodyBytes: number,
): (request: Request) => Promise<Response> {
  return async (request) => {
    const url = new URL(request.url);
    const body = await readUpTo(maxBodyBytes, request);
    const plain = {
      method: request.method,
      target: url.pathname + url.search,
      headers: { host: url.host, ...Object.fromEntries(request.headers) },
      body: body ?? new Uint8Array(),
      origin: url.origin,
    };
    const answer = body ? await core.handle(plain) : core.refuse(plain, bodyTooLarge(maxBodyBytes));
    const { status, reasonPhrase, headers } = answer;
    const isBodiless = request.method === 'HEAD' || status === 204 || status === 304;
    return new Response(isBodiless ? null : toBody(answer.body), { status, statusText: reasonPhrase ?? '', headers });
  };
}

/** The whole body; undefined when it is larger, and then the rest of it is not asked for. */
async function readUpTo(maxBytes: number, { body }: Request): Promise<Uint8Array | undefined> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of body ?? []) {
    size += chunk.length;
    if (size > maxBytes) return undefined;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

function toBody(body: string | Uint8Array): string | Uint8Array<ArrayBuffer> {
  return typeof body === 'string' ? body : new Uint8Array(body);
}
