import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { CheckDesk, LONG } from './check-desk.ts';
import { startCommand } from './command.ts';

let desk: CheckDesk;
beforeEach(() => {
  desk = new CheckDesk();
});
afterEach(() => desk.end());

describe('doublecheck cleanup', () => {
  test('removes what a run has left, once', { timeout: LONG }, async () => {
    const { url } = await startCommand('syncplicity');
    const env = { TOKEN: '{"headers":{"Authorization":"Bearer mk_global-admin","AppKey":"demo-app-key"}}' };
    const args = ['--no-detect', '--persona', 'global-admin=env:TOKEN'];
    const checked = await desk.run(['check', 'syncplicity', '--target', url, ...args, '--max-requests', '30'], env);
    expect(checked.err).toMatch(/\d+ users of this run are left on the target/);
    const journal = join(desk.folder, 'doublecheck-report/created.ndjson');
    writeFileSync(journal, `${readFileSync(journal, 'utf8')}{"type":"create","em`);
    const before = await observed(url);
    const cleaned = await desk.run(['cleanup', ...args], env);
    expect([cleaned.code, cleaned.out]).toEqual([0, expect.stringMatching(/^(\d+) users of \1 removed/)]);
    expect(before).toBeGreaterThan(0);
    expect(await observed(url)).toBe(0);
    expect(await desk.run(['cleanup', ...args], env)).toMatchObject({ code: 0, out: 'Nothing is left to remove.\n' });
  });

  test('finds the credentials of our own mock, and ids where a removal needs them', { timeout: LONG }, async () => {
    const { url } = await startCommand('formsonfire');
    const env = { CALLER: '{"body":{"CompanyId":1001,"IntegrationKey":"mk_integration-key"}}' };
    const args = ['--no-detect', '--persona', 'caller=env:CALLER', '--max-requests', '12'];
    await desk.run(['check', 'formsonfire', '--target', url, ...args], env);
    const { code, out } = await desk.run(['cleanup']);
    expect([code, out]).toEqual([0, expect.stringMatching(/^([1-9]\d*) users? of \1 removed/)]);
  });

  test('lists what a contract without a removal leaves', async () => {
    const line = {
      type: 'create',
      create: 1,
      run: 'r',
      contract: 'legalesign',
      baseUrl: 'http://127.0.0.1:9',
      emails: ['a@example.com'],
    };
    writeFileSync(join(desk.folder, 'j'), `${JSON.stringify(line)}\n`);
    const { code, out } = await desk.run(['cleanup', '--journal', 'j']);
    expect([code, out]).toEqual([
      1,
      expect.stringMatching(/a@example\.com.*legalesign has no call that removes users/),
    ]);
  });
});

/** How many users of runs the default sandbox has. */
async function observed(url: string): Promise<number> {
  const answer = await fetch(`${url}/__admin/observe`, { method: 'POST', body: '{}' });
  const { users } = (await answer.json()) as { users: { EmailAddress: string }[] };
  return users.filter(({ EmailAddress }) => /^u\d+-/i.test(EmailAddress)).length;
}

test.each(['syncplicity', 'formsonfire', 'syncari', 'legalesign'])(
  'init target of %s writes a file that check can use',
  async (contract) => {
    expect(await desk.run(['init', 'target', contract])).toMatchObject({
      code: 0,
      out: expect.stringContaining('--plan'),
    });
    const text = readFileSync(join(desk.folder, 'target.yaml'), 'utf8');
    const variables = [...text.matchAll(/"[^"]*\$\{env:(\w+)\}"/g)].map(([, name = '']) => name);
    const env = Object.fromEntries(variables.map((name) => [name, 'v']));
    const { code, out } = await desk.run(
      ['check', '--config', 'target.yaml', '--plan', '--only', `${contract}/email-in-use`],
      env,
    );
    expect([code, out]).toEqual([0, expect.stringContaining(`${contract} at http://127.0.0.1:8080`)]);
    expect(await desk.run(['init', 'target', contract])).toMatchObject({
      code: 2,
      err: expect.stringContaining('it exists'),
    });
  },
  LONG,
);
