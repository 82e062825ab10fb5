import { realpathSync } from 'node:fs';
import http from 'node:http';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { getRequestListener } from '@hono/node-server';
import { createApp } from './app.mjs';
import { chooseVariants } from './variants.mjs';

export { VARIANTS } from './variants.mjs';

const DEFAULT_KEY = 'example-integration-key';

/**
 * Returns a function from Request to Response that serves the API and the hooks.
 * `variants` are names of VARIANTS; `clock` returns milliseconds since the epoch.
 */
export function createFetch({ variants = [], clock = Date.now } = {}) {
  const on = chooseVariants(variants);
  const app = createApp({ on, clock, integrationKey: process.env.FORMSONFIRE_KEY || DEFAULT_KEY });
  return (request) => app.fetch(request);
}

/** Returns the same as a `http.Server` that does not listen yet. */
export function createServer(options = {}) {
  const listener = getRequestListener(createFetch(options), { overrideGlobalObjects: false });
  const isUpperCase = options.variants?.includes('header-case') ?? false;
  return http.createServer((request, response) => {
    if (isUpperCase) writeUpperCaseHeaders(response);
    listener(request, response);
  });
}

function writeUpperCaseHeaders(response) {
  const { writeHead } = response;
  response.writeHead = (status, headers) => {
    const shown = Object.entries(headers ?? {}).map(([name, value]) => [name.toUpperCase(), value]);
    return writeHead.call(response, status, Object.fromEntries(shown));
  };
}

function main() {
  const { values } = parseArgs({
    options: { port: { type: 'string', default: '8080' }, variant: { type: 'string', multiple: true, default: [] } },
  });
  const server = createServer({ variants: values.variant });
  server.listen(Number(values.port), '127.0.0.1', () => {
    process.stdout.write(`listening on http://127.0.0.1:${server.address().port}\n`);
  });
  const stop = () => {
    server.close();
    server.closeAllConnections();
  };
  process.once('SIGTERM', stop);
  process.once('SIGINT', stop);
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(realpathSync(process.argv[1])).href) main();
