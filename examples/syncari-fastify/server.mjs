import { realpathSync } from 'node:fs';
import http from 'node:http';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { buildApp } from './app.mjs';
import { chooseVariants } from './variants.mjs';

export { VARIANTS } from './variants.mjs';

const DEFAULT_TOKEN = 'example-token';

/**
 * Returns the Fastify instance that serves the API and the hooks.
 * `variants` are names of VARIANTS; `clock` returns milliseconds since the epoch.
 */
export function createApp({ variants = [], clock = Date.now } = {}) {
  return buildApp({ on: chooseVariants(variants), clock, token: process.env.SYNCARI_TOKEN || DEFAULT_TOKEN });
}

/** Returns the same as a `http.Server` that does not listen yet. */
export function createServer(options = {}) {
  const app = createApp(options);
  const ready = app.ready();
  const isUpperCase = options.variants?.includes('header-case') ?? false;
  const server = http.createServer((request, response) => {
    if (isUpperCase) writeUpperCaseHeaders(response);
    ready.then(() => app.routing(request, response));
  });
  server.on('close', () => app.close());
  return server;
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
