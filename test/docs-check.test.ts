import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { CheckDesk, LONG } from './check-desk.ts';
import { startCommand } from './command.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
const page = readFileSync(join(root, 'docs/check.md'), 'utf8');

let desk: CheckDesk;
beforeEach(() => {
  desk = new CheckDesk();
});
afterEach(() => desk.end());

/** Code blocks of a language. */
function blocksOf(text: string, language: string): string[] {
  return [...text.matchAll(new RegExp(`^\`\`\`${language}\\n(.*?)\\n\`\`\``, 'gms'))].map(([, block = '']) => block);
}

/** What a text tells a reader to type that needs a server or a target file. */
function commandsOf(text: string): string[] {
  return [...text.matchAll(/(?:^|npx )doublecheck ((?:check|cleanup|init) [^\n#]+)/gm)].map(([, command = '']) =>
    command.trim(),
  );
}

const [targetFile = '', workflow = ''] = blocksOf(page, 'yaml');

describe.each([
  ['README.md', readFileSync(join(root, 'README.md'), 'utf8')],
  ['docs/check.md', page],
])('the commands of %s', (_, text) => {
  test.each([...new Set(commandsOf(text))])('doublecheck %s', { timeout: LONG }, async (command) => {
    const { url } = await startCommand();
    const hooked = targetFile.replace(/http:\/\/127\.0\.0\.1:8080\/__/g, `${url}/__admin/`);
    const file = hooked.replace('http://127.0.0.1:8080', `${url}/legalesign`);
    if (command.includes('--config')) writeFileSync(join(desk.folder, 'target.yaml'), file);
    const args = command.replace('http://127.0.0.1:4010', url).split(' ');
    const env = { API_KEY: 'mk_caller' };
    if (args[0] === 'cleanup') await desk.run(['check', ...args.slice(1), '--max-requests', '20'], env);
    // One clause is enough to see that the command works.
    const only = args[0] === 'check' && !args.includes('--only') && !args.includes('--plan');
    const clause = args.includes('--config') ? 'legalesign/first_name-max-length' : 'syncplicity/email-in-use';
    const { code, out } = await desk.run([...args, ...(only ? ['--only', clause] : [])], env);
    expect([code, out]).toEqual([0, expect.stringMatching(/\S/)]);
  });
});

test('the hooks of docs/check.md take and give JSON objects', () => {
  const objects = blocksOf(page, 'json').map((block) => JSON.parse(block));
  expect(objects).toMatchObject([{ given: {} }, { tenant: 17 }, { users: [{}] }]);
});

test('the workflow of docs/check.md is YAML, and uploads the folder of the reports', () => {
  const { steps } = parse(workflow).jobs.conformance;
  expect(steps[1].with.path).toBe('doublecheck-report');
});
