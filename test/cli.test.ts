import { once } from 'node:events';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeAll, describe, expect, test } from 'vitest';
import { endCommands, MAIN, runCommand, shell, startCommand } from './command.ts';

const hasCurl = ['/usr/bin/curl', '/bin/curl', '/usr/local/bin/curl'].some((path) => existsSync(path));

afterEach(endCommands);

const linesOf = (text: string): string[] => text.split('\n').filter((line) => line.trim().startsWith('curl '));

beforeAll(() => {
  if (!existsSync(MAIN)) throw new Error('dist/ is missing: run npm run build first (npm test does).');
});

describe('doublecheck mock', () => {
  test.skipIf(!hasCurl)('every curl line of the banner and of GET / creates a user', async () => {
    const { url, text } = await startCommand();
    const landing = await (await fetch(url)).text();
    expect(linesOf(text())).toHaveLength(4);
    expect(linesOf(landing)).toHaveLength(4);
    for (const line of linesOf(text())) {
      const answer = await shell(line.trim());
      expect(answer, line).toMatch(/^HTTP\/1\.1 20[01] /);
    }
    await fetch(`${url}/__admin/reset`, { method: 'POST' });
    for (const line of linesOf(landing)) {
      const answer = await shell(line.trim());
      expect(answer, line).toMatch(/^HTTP\/1\.1 20[01] /);
    }
  });

  test("the banner has fewer than 12 lines, and names each persona's page", async () => {
    const { text } = await startCommand();
    expect(text().trim().split('\n').length).toBeLessThan(12);
    for (const id of ['syncplicity', 'formsonfire', 'syncari', 'legalesign']) expect(text()).toContain(`${id} - `);
  });

  test.each(['SIGINT', 'SIGTERM'] as const)('%s ends it with 0', async (signal) => {
    const { child, url } = await startCommand('legalesign');
    await fetch(url);
    child.kill(signal);
    expect(await once(child, 'exit')).toEqual([0, null]);
  });

  test('one line is printed for every request, with the clause that it broke', async () => {
    const { url, text } = await startCommand('legalesign');
    await fetch(`${url}/api/v1/user/`, { method: 'POST' });
    await expect.poll(text).toMatch(/r1 POST \/api\/v1\/user\/ 401 legalesign\//);
  });

  test('--seed gives other ids, and the same ones again', async () => {
    const idUnder = async (seed: string): Promise<unknown> => {
      const { url } = await startCommand('legalesign', '--seed', seed);
      const headers = { Authorization: 'ApiKey demo:mk_caller', 'Content-Type': 'application/json' };
      const body = JSON.stringify({ email: 'a@example.com', first_name: 'A', last_name: 'B', password: 'Passw0rd!x' });
      const created = await fetch(`${url}/api/v1/user/`, { method: 'POST', headers, body });
      return new URL(created.headers.get('location') ?? '').pathname;
    };
    const ids = await Promise.all(['1', '5', '5'].map(idUnder));
    expect(ids[1]).toBe(ids[2]);
    expect(ids[0]).not.toBe(ids[1]);
  });

  test('--set and --reading are obeyed', async () => {
    const settings = ['--set', 'freeSeats=1', '--reading', 'S-A1=all-or-nothing'];
    const { url } = await startCommand('syncplicity', ...settings);
    const headers = {
      Authorization: 'Bearer mk_global-admin',
      AppKey: 'demo-app-key',
      'Content-Type': 'application/json',
    };
    const good = { EmailAddress: 'a@example.com', FirstName: 'A', Password: 'Passw0rd!x' };
    const body = JSON.stringify([good, { ...good, EmailAddress: 'nobody' }]);
    expect((await fetch(`${url}/provisioning/users.svc/`, { method: 'POST', headers, body })).status).toBe(400);
    const observed = await fetch(`${url}/__admin/observe`, { method: 'POST', body: '{}' });
    expect(await observed.json()).toMatchObject({ freeSeats: 1, users: [] });
  });

  test('a port that is taken is said clearly', async () => {
    const taken = createServer().listen(0, '127.0.0.1');
    await once(taken, 'listening');
    const { port } = taken.address() as { port: number };
    const { code, err } = await runCommand('mock', 'legalesign', '-p', String(port));
    taken.close();
    expect([code, err]).toEqual([2, expect.stringContaining(`Port ${port} of 127.0.0.1 is taken`)]);
    expect(err).toContain('-p 0');
  });

  test.each([
    [['nobody'], /nobody.*syncplicity/s],
    [['legalesign', '-p', 'x'], /whole number/],
    [['legalesign', '-p', '70000'], /0 to 65535/],
    [['legalesign', '--set', 'freeSeats'], /FACT=VALUE/],
    [['legalesign', '--set', 'seats=1'], /expected one of .*groups/],
    [['syncplicity', '--set', 'freeSeats=many'], /freeSeats.*"many".*integer/s],
    [['syncplicity', '--reading', 'S-A99=x'], /expected one of .*S-A1/],
    [['syncplicity', '--reading', 'S-A1=x'], /all-or-nothing/],
    [['syncplicity', '--set', 'syncari.roles=[]'], /"syncari" is not served/],
    [['syncplicity', '--cors=maybe'], /true, false/],
    [['--set', 'groups=[]'], /formsonfire\.groups or legalesign\.groups/],
    [['--nothing'], /unknown option/],
  ])('mock %j ends with 2 and says what is expected', async (args, message) => {
    const { code, out, err } = await runCommand('mock', ...args);
    expect([code, out, err]).toEqual([2, '', expect.stringMatching(message)]);
  });
});

describe('doublecheck list and explain', () => {
  test('list shows every clause with level and basis', async () => {
    const { code, out } = await runCommand('list', 'legalesign');
    expect(code).toBe(0);
    expect(out).toMatch(/^legalesign\/first_name-max-length\s+must\s+document\s+\S/m);
    expect(out).toMatch(/^legalesign\/answers\s+must\s+document\s+Every request gets/m);
    const { out: json } = await runCommand('list', 'legalesign', '--json');
    expect(JSON.parse(json)).toContainEqual(
      expect.objectContaining({ id: 'legalesign/password-pattern-upper', level: 'must' }),
    );
  });

  test('explain shows rule, answer, source, ambiguities and an example', async () => {
    const { code, out } = await runCommand('explain', 'syncplicity/email-in-use');
    expect(code).toBe(0);
    for (const part of [
      /^rule: +unique /m,
      /^answer: +400 /m,
      /lines 65 to 65/,
      /S-A10/,
      /^ {2}POST \/provisioning/m,
      /^ {2}HTTP\/1\.1 400/m,
    ]) {
      expect(out).toMatch(part);
    }
  });

  test('explain knows the promise of every server', async () => {
    const { code, out } = await runCommand('explain', 'legalesign/answers');
    expect([code, out]).toEqual([0, expect.stringContaining('every server')]);
  });

  test('explain of a clause that is not there names similar ones', async () => {
    const { code, err } = await runCommand('explain', 'syncplicity/email-used');
    expect([code, err]).toEqual([2, expect.stringContaining('syncplicity/email-in-use')]);
    expect((await runCommand('explain', 'nobody/x')).code).toBe(2);
  });
});

describe('doublecheck lint', () => {
  test('the built-in contracts are clean', async () => {
    const files = ['syncplicity', 'formsonfire', 'syncari', 'legalesign'].map((id) =>
      fileURLToPath(new URL(`../specs/${id}/openapi.yaml`, import.meta.url)),
    );
    const { code, out } = await runCommand('lint', ...files);
    expect([code, out.trim()]).toEqual([0, '4 files: 0 errors, 0 warnings']);
  });

  test('a faulty document gets all its errors with their places, and exit code 1', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'doublecheck-'));
    const file = join(folder, 'faulty.yaml');
    const operation =
      '{ operationId: twice, responses: { "200": { description: ok, content: { application/json: { schema: { type: strin } } } } } }';
    writeFileSync(
      file,
      `openapi: 3.1.0\ninfo: { title: F, version: "1" }\npaths:\n  /a/{id}:\n    get: ${operation}\n  /b:\n    get: ${operation}\n`,
    );
    const { code, out } = await runCommand('lint', file);
    rmSync(folder, { recursive: true });
    expect(code).toBe(1);
    for (const part of [
      /faulty\.yaml:7:\d+ error duplicate-operation-id/,
      /faulty\.yaml:5:\d+ error path-parameter/,
      /strin/,
    ])
      expect(out).toMatch(part);
  });

  test('a file that is not there is an error, not a crash', async () => {
    const { code, out } = await runCommand('lint', 'nowhere.yaml');
    expect([code, out]).toEqual([1, expect.stringContaining('nowhere.yaml')]);
  });
});

test('--help and --version end with 0; no command at all shows the help', async () => {
  expect(await runCommand('--version')).toMatchObject({ code: 0, out: expect.stringMatching(/^\d+\.\d+\.\d+\n$/) });
  const help = await runCommand('--help');
  expect([help.code, help.out]).toEqual([0, expect.stringContaining('mock')]);
  expect((await runCommand()).code).toBe(2);
});
