// Starts a mock, sends one documented create to every contract that it serves, stops it with SIGTERM and expects exit code 0:
// `node scripts/smoke.mjs COMMAND [ARGUMENT…]`, for example `node scripts/smoke.mjs node dist/cli/main.js mock -p 0`.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, readFileSync } from 'node:fs';
import { setTimeout } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

const specs = new URL('../specs/', import.meta.url);
const timeoutMs = 30_000;

/** The first hand-written example of the contract whose first request needs nothing prepared and is answered with 200 or 201. */
function exampleOf(contract) {
  const folder = new URL(`${contract}/examples/`, specs);
  const files = readdirSync(folder)
    .filter((name) => name.endsWith('.http'))
    .sort();
  const examples = files.map((name) => readExample(readFileSync(new URL(name, folder), 'utf8')));
  const usable = examples.find(
    ({ needsNothing, method, status }) => needsNothing && method === 'POST' && [200, 201].includes(status),
  );
  if (usable === undefined) throw new Error(`${fileURLToPath(folder)} has no example of a create`);
  return usable;
}

function readExample(text) {
  const [request = '', answer = ''] = text.split(/^(?=HTTP\/1\.1 )/m);
  const [head = '', ...body] = request.split(/\r?\n\r?\n/);
  const [first = '', ...headers] = head.split(/\r?\n/).filter((line) => !line.startsWith('#'));
  const [method, path] = first.split(' ');
  return {
    needsNothing: !/^# (reading|set|given):/m.test(text),
    method,
    path,
    headers: headers.map((line) => [line.slice(0, line.indexOf(':')), line.slice(line.indexOf(':') + 1).trim()]),
    body: body.join('\n\n').trim(),
    status: Number(answer.slice('HTTP/1.1 '.length, 'HTTP/1.1 200'.length)),
  };
}

/** The address that the mock prints once it listens. */
async function printedUrl(child) {
  let output = '';
  for await (const chunk of child.stdout.iterator({ destroyOnReturn: false })) {
    output += chunk;
    const url = /http:\/\/[\w.:[\]]+:\d+/.exec(output)?.[0];
    if (url !== undefined) return url;
  }
  throw new Error(`the mock ended without printing its address: ${output}`);
}

async function createOn(origin, contract, mount) {
  const { method, path, headers, body, status } = exampleOf(contract);
  const url = `${origin}${mount === '/' ? '' : mount}${path}`;
  const response = await fetch(url, { method, headers, body, signal: AbortSignal.timeout(timeoutMs) });
  console.log(`${method} ${url} -> ${response.status}`);
  if (response.status !== status)
    throw new Error(`expected ${status}, got ${response.status}: ${await response.text()}`);
}

/** Resolves once nothing listens there any more; a mock that outlives its launcher would. */
async function closed(origin) {
  const deadline = Date.now() + timeoutMs;
  while (Date.now() < deadline) {
    const isOpen = await fetch(origin, { signal: AbortSignal.timeout(timeoutMs) }).then(
      () => true,
      () => false,
    );
    if (!isOpen) return;
    await setTimeout(50);
  }
  throw new Error(`${origin} still answers`);
}

/** Signals the launcher and all that it started. */
function signal(child, name) {
  if (child.pid === undefined) return;
  try {
    process.kill(-child.pid, name);
  } catch (error) {
    if (error.code !== 'ESRCH') throw error;
  }
}

async function tryAll(child) {
  const origin = await printedUrl(child);
  child.stdout.resume();
  const version = await fetch(`${origin}/__admin/version`, { signal: AbortSignal.timeout(timeoutMs) });
  const { mounts } = await version.json();
  if (Object.keys(mounts).length === 0) throw new Error('the mock serves no contract');
  for (const [contract, mount] of Object.entries(mounts)) await createOn(origin, contract, mount);
  return origin;
}

const [command, ...parameters] = process.argv.slice(2);
const child = spawn(command, parameters, { stdio: ['ignore', 'pipe', 'inherit'], detached: true });
process.on('exit', () => signal(child, 'SIGKILL'));
for (const name of ['SIGINT', 'SIGTERM']) process.on(name, () => process.exit(1));
const ended = once(child, 'exit');
AbortSignal.timeout(2 * timeoutMs).addEventListener('abort', () => {
  console.error(`${command} took longer than ${2 * timeoutMs} ms`);
  process.exit(1);
});
const origin = await tryAll(child);
signal(child, 'SIGTERM');
const [code, endedBy] = await Promise.race([
  ended,
  setTimeout(timeoutMs, ['a mock that does not stop'], { ref: false }),
]);
await closed(origin);
console.log(`stopped: ${endedBy ?? `exit ${code}`}`);
// npx itself dies of the signal, whatever the mock makes of it.
process.exitCode = code === 0 || (command === 'npx' && endedBy === 'SIGTERM') ? 0 : 1;
