import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { afterEach, describe, expect, test } from 'vitest';
import { endCommands, runCommand, shell, startCommand } from './command.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
const OPENAPI = join(root, 'test/fixtures/library-3.1.yaml');

afterEach(endCommands);

/** What the pages tell a reader to type after `doublecheck`. */
function commandsOf(page: string): string[] {
  const text = readFileSync(join(root, page), 'utf8');
  const commands = [...text.matchAll(/(?:^|`)doublecheck ([a-z][^`\n#]+)/gm)].map(([, command = '']) => command.trim());
  // A command that is only named in a sentence has no arguments; those that need a server run in docs-check.test.ts.
  return commands.filter(
    (command) => command === 'mock' || (command.includes(' ') && !/^(check|cleanup|init) /.test(command)),
  );
}

/** The arguments, with files of this checkout in the place of the reader's own. */
function argumentsOf(command: string): string[] {
  return command
    .split(' ')
    .map((part) => (part === 'openapi.yaml' ? OPENAPI : part.startsWith('specs/') ? join(root, part) : part));
}

describe.each(['README.md', 'docs/mock.md'])('the commands of %s', (page) => {
  test.each(commandsOf(page))('doublecheck %s', async (command) => {
    const [name = '', ...rest] = argumentsOf(command);
    if (name === 'mock') expect((await startCommand(...rest)).url).toMatch(/^http:/);
    else expect(await runCommand(name, ...rest)).toMatchObject({ code: 0, out: expect.stringMatching(/\S/) });
  });
});

test('the curl lines of docs/mock.md log in, arrange and observe a sandbox', async () => {
  const { url } = await startCommand();
  const lines = readFileSync(join(root, 'docs/mock.md'), 'utf8')
    .split('\n')
    .filter((line) => line.startsWith('curl '));
  const answers: unknown[] = [];
  for (const line of lines) answers.push(JSON.parse(await shell(line.replaceAll('http://127.0.0.1:4010', url))));
  expect(answers).toMatchObject([
    { access_token: expect.any(String), user_email: 'member@example.com' },
    { access_token: expect.any(String) },
    { tenant: 'demo-1', facts: { freeSeats: 1 } },
    { freeSeats: 1, users: [{ EmailAddress: 'ada@example.com' }] },
  ]);
});

test.each([
  ['docs/mock.md', '\nconsole.log(answer.status);\n', '401\n'],
  ['docs/check.md', '', 'conformant\n'],
])('the program of %s runs', async (page, more, expected) => {
  const [, program = ''] = /```ts\n(.*?)\n```/s.exec(readFileSync(join(root, page), 'utf8')) ?? [];
  const folder = mkdtempSync(join(tmpdir(), 'doublecheck-'));
  const of = (path: string): string => `'${pathToFileURL(join(root, 'dist', path)).href}'`;
  const file = join(folder, 'program.mjs');
  const linked = program
    .replace("'doublecheck/conformance'", of('conformance/index.js'))
    .replace("'doublecheck'", of('mock/index.js'));
  writeFileSync(file, linked + more);
  const printed = await new Promise((resolve) =>
    execFile(process.execPath, [file], (error, out) => resolve(error ?? out)),
  );
  rmSync(folder, { recursive: true });
  expect(printed).toBe(expected);
});
