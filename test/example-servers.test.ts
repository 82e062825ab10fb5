import { type ChildProcess, execFile, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, expect, test } from 'vitest';
import { MAIN } from './command.ts';

const root = fileURLToPath(new URL('..', import.meta.url));

/** Each example with the command of its README, and the secrets that its target file reads from the environment. */
const EXAMPLES: readonly (readonly [
  contract: string,
  folder: string,
  start: readonly string[],
  secrets: Record<string, string>,
])[] = [
  [
    'syncplicity',
    'syncplicity-express',
    [process.execPath, 'server.mjs'],
    { SYNCPLICITY_ADMIN_TOKEN: 'demo-global-admin' },
  ],
  ['formsonfire', 'formsonfire-hono', [process.execPath, 'server.mjs'], { FORMSONFIRE_KEY: 'example-integration-key' }],
  ['syncari', 'syncari-fastify', [process.execPath, 'server.mjs'], { SYNCARI_TOKEN: 'example-token' }],
  ['legalesign', 'legalesign-python', ['python3', 'server.py'], { LEGALESIGN_API_KEY: 'demo:not-a-real-secret' }],
];

const hasPython = spawnSync('python3', ['--version']).status === 0;
const running: ChildProcess[] = [];
const folders: string[] = [];

afterEach(async () => {
  for (const child of running.splice(0)) {
    child.kill();
    if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
  }
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

/** Starts an example on a free port; gives its address. */
async function start(
  folder: string,
  [command = '', script = '']: readonly string[],
  env: NodeJS.ProcessEnv,
): Promise<string> {
  const child = spawn(command, [join(root, 'examples', folder, script), '--port', '0'], { env });
  running.push(child);
  let text = '';
  return await new Promise((resolve, reject) => {
    child.stdout.on('data', (chunk) => {
      text += chunk;
      const url = /listening on (http:\S+)/.exec(text)?.[1];
      if (url !== undefined) resolve(url);
    });
    child.once('exit', () => reject(new Error(`${folder} ended: ${text}`)));
  });
}

for (const [contract, folder, command, secrets] of EXAMPLES) {
  const isMissing = command[0] === 'python3' && !hasPython;
  test.skipIf(isMissing)(`${folder} is certified as its README says`, { timeout: 120_000 }, async () => {
    const env = { ...process.env, ...secrets };
    const url = await start(folder, command, env);
    const out = mkdtempSync(join(tmpdir(), 'doublecheck-'));
    folders.push(out);
    const config = join(root, 'examples', folder, 'target.yaml');
    const args = [MAIN, 'check', contract, '--config', config, '--target', url, '--out', out, '--seed', '1'];
    const ended = await new Promise<{ code: number; text: string }>((resolve) => {
      execFile(process.execPath, args, { env, maxBuffer: 2 ** 26 }, (error, stdout, stderr) =>
        resolve({ code: error ? Number(error.code ?? -1) : 0, text: stdout + (error ? stderr : '') }),
      );
    });
    expect(ended.code, ended.text).toBe(0);
    for (const secret of Object.values(secrets)) expect(ended.text).not.toContain(secret);
  });
}
