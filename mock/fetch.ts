import type { MockCore } from './mock.ts';

/** The core as a fetch handler. The whole body is read before it is judged. */
export function toFetch(core: Pick<MockCore, 'handle'>): (request: Request) => Promise<Response> {
  return async (request) => {
    const url = new URL(request.url);
    const answer = await core.handle({
      method: request.method,
      target: url.pathname + url.search,
      headers: { host: url.host, ...Object.fromEntries(request.headers) },
      body: new Uint8Array(await request.arrayBuffer()),
      origin: url.origin,
    });
    const { status, reasonPhrase, headers, body } = answer;
    const isBodiless = request.method === 'HEAD' || status === 204 || status === 304;
    return new Response(isBodiless ? null : toBody(body), { status, statusText: reasonPhrase ?? '', headers });
  };
}

function toBody(body: string | Uint8Array): string | Uint8Array<ArrayBuffer> {
  return typeof body === 'string' ? body : new Uint8Array(body);
}
