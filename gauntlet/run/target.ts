import type { Hooks, Target } from '../../conformance/target/target.ts';
import { isObject, type Json, type JsonObject } from '../../specs/json.ts';
import type { Base } from '../base.ts';
import type { Deviation } from '../deviation.ts';
import type { Serve } from '../serve.ts';
import { createServer, type Server } from '../stage.ts';
import { ORIGIN, serveTransport } from './serve-transport.ts';

/** The server of a deviation as a target, with the hooks of the mock inside it. Every answer passes `watch`. */
export async function targetOf(
  base: Base,
  deviation: Deviation,
  now: () => number,
  watch: (serve: Serve) => Serve,
): Promise<Target> {
  const server = createServer(await deviation.make());
  const serve = deviation.engine ? deviation.engine(server.serve, server.stage) : server.serve;
  return {
    baseUrl: ORIGIN,
    transport: serveTransport(watch(serve), now),
    hooks: hooksOf(server),
    observesByContract: false,
    personas: Object.fromEntries(
      server.stage.contract.personas.map(({ name, headers, query, body }) => [name, { headers, query, body }]),
    ),
    // What somebody would write into the target file who knows the right server.
    facts: { ...base.contract.initial },
    emailDomain: 'example.com',
    isKitMock: false,
  };
}

/** The hooks do not deviate: they arrange and look at what is really there. */
function hooksOf({ serve }: Server): Hooks {
  const ask = async (action: string, input: JsonObject): Promise<JsonObject> => {
    const request = { method: 'POST', target: `/__admin/${action}`, headers: { host: '127.0.0.1' }, origin: ORIGIN };
    const { status, body } = await serve({ ...request, body: Buffer.from(JSON.stringify(input)) });
    const answer: Json = JSON.parse(String(body));
    if (status !== 200 || !isObject(answer)) throw new Error(`${action}: ${String(body)}`);
    return answer;
  };
  return {
    arrange: (input) => ask('arrange', input),
    observe: (input) => ask('observe', input),
    release: async (input) => void (await ask('release', input)),
  };
}
