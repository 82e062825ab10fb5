import { once } from 'node:events';
import { existsSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { ALL, CheckDesk, FILES, LONG, portOf } from './check-desk.ts';

let desk: CheckDesk;
beforeEach(() => {
  desk = new CheckDesk();
});
afterEach(() => desk.end());

describe('doublecheck check on a server that does not answer', () => {
  test('a port where nobody listens: exit code 4, and the reports', async () => {
    const taken = createServer().listen(0, '127.0.0.1');
    await once(taken, 'listening');
    const port = portOf(taken);
    taken.close();
    await once(taken, 'close');
    const url = `http://127.0.0.1:${port}`;
    const { code, out, err } = await desk.run(['check', 'legalesign', '--target', url, ...ALL]);
    expect([code, out, err]).toEqual([
      4,
      expect.stringMatching(/^INCONCLUSIVE/),
      expect.stringContaining('ECONNREFUSED'),
    ]);
    desk.expectReports();
  });

  test('a server that hangs: exit code 4 after --timeout-ms', async () => {
    const { url } = await desk.serve(() => undefined);
    const { code } = await desk.run(['check', 'legalesign', '--target', url, '--timeout-ms', '200', ...ALL]);
    expect(code).toBe(4);
    desk.expectReports();
  });

  test('an interruption while it hangs ends at once', async () => {
    const { url, count } = await desk.serve(() => undefined);
    const { child, ended } = desk.start(['check', 'legalesign', '--target', url, '--timeout-ms', '600000', ...ALL]);
    await expect.poll(count, { timeout: 20_000 }).toBeGreaterThan(0);
    child.kill('SIGINT');
    expect((await ended).code).toBe(130);
    desk.expectReports();
  });

  test('a second signal ends even what cannot be ended in order', async () => {
    const { url, count } = await desk.serve(() => undefined);
    const hook = await desk.serve(() => undefined);
    writeFileSync(
      join(desk.folder, 'target.yaml'),
      `contract: legalesign\nbaseUrl: ${url}\narrange: { url: "${hook.url}/arrange" }\nrelease: { url: "${hook.url}/release" }\n`,
    );
    const { child, ended } = desk.start(['check', '--config', 'target.yaml', '--no-detect']);
    await expect.poll(() => count() + hook.count(), { timeout: 20_000 }).toBeGreaterThan(0);
    child.kill('SIGINT');
    child.kill('SIGTERM');
    expect([130, 143]).toContain((await ended).code);
  });
});

describe('doublecheck check on somebody else', () => {
  test('off this machine it sends nothing without consent, shows the plan and ends with 2', {
    timeout: LONG,
  }, async () => {
    const { code, out, err } = await desk.run([
      'check',
      'syncari',
      '--target',
      'https://api.invalid/x',
      '--max-requests',
      '60',
      ...ALL,
    ]);
    expect([code, err]).toEqual([2, expect.stringMatching(/--yes-create-users N.*\[DC_CONSENT\]/)]);
    expect(out).toMatch(/^Plan of a check of syncari at https:\/\/api\.invalid\/x/);
    expect(out).toContain('Nothing was sent.');
    desk.expectReports();
    expect(desk.report().summary).toMatchObject({ verdict: 'inconclusive', requests: 0 });
  });

  test('--yes-create-users, or a budget in the target file, is consent', { timeout: LONG }, async () => {
    const args = ['check', 'syncari', '--target', 'http://api.invalid', '--timeout-ms', '3000'];
    expect((await desk.run([...args, '--yes-create-users', '5'])).code).toBe(4);
    writeFileSync(join(desk.folder, 'target.yaml'), 'budget: { creates: 5 }\n');
    expect((await desk.run([...args, '--config', 'target.yaml'])).code).toBe(4);
  });

  test('--plan sends nothing and says what could not be told', { timeout: LONG }, async () => {
    const { url, count } = await desk.serve((_, response) => response.end());
    const args = ['check', 'syncari', '--target', url, '--plan', '--run', 'p1', '--max-requests', '60'];
    const taken = await desk.run(args);
    expect([taken.code, taken.out]).toEqual([0, expect.stringMatching(/probes +\d+ +\d+\n(.|\n)*u1-p1@example\.com/)]);
    expect(taken.out).toContain("taken for the kit's own mock");
    const other = await desk.run([...args, '--no-detect', '--persona', 'caller=env:TOKEN'], {
      TOKEN: 'Bearer secret-token',
    });
    expect([other.code, other.out]).toEqual([0, expect.stringContaining('Could not be told:')]);
    expect(count()).toBe(0);
    expect(existsSync(join(desk.folder, 'doublecheck-report'))).toBe(false);
  });

  test('what a secret was handed out for stays out of all that is written', { timeout: LONG }, async () => {
    const canary = 'c4nary/T0k+n&x';
    // It shows its callers their own credentials, in several encodings, and says that all is well.
    const { url } = await desk.serve((request, response) => {
      const { authorization = '' } = request.headers;
      response.setHeader('X-Echo', encodeURIComponent(authorization));
      response.setHeader('Content-Type', 'application/json');
      response.end(
        JSON.stringify({
          seen: authorization,
          again: Buffer.from(authorization).toString('base64'),
          clientSecret: 'issued-5ecret',
        }),
      );
    });
    const args = [
      'check',
      'syncari',
      '--target',
      url,
      '--persona',
      'caller=env:CANARY',
      '--max-requests',
      '200',
      ...ALL,
    ];
    const { code, out, err } = await desk.run(args, { CANARY: `Bearer ${canary}` });
    expect(code).toBe(1);
    desk.expectReports();
    const [finding] = desk.report().findings;
    expect(finding?.curl).toContain(`-H 'Authorization: '"\${CANARY}"`);
    const texts = [out, err, ...[...FILES, 'created.ndjson'].map((name) => desk.read(name))];
    for (const text of texts) {
      expect(text).not.toContain(canary);
      expect(text).not.toContain(encodeURIComponent(canary));
      expect(text).not.toContain(Buffer.from(`Bearer ${canary}`).toString('base64').slice(0, 20));
      expect(text).not.toContain('issued-5ecret');
    }
  });

  test('nothing that a server sends reaches the terminal raw', { timeout: LONG }, async () => {
    const { url } = await desk.serve((_, response) => {
      response.writeHead(200, 'fine', { 'Content-Type': 'application/json' });
      response.end('{"\u001b[31mred\u001b]0;title\u0007": "\u202e", "x": "]]></script>"}');
    });
    const { code, out, err } = await desk.run(['check', 'syncari', '--target', url, '--max-requests', '60', ...ALL]);
    expect([1, 3]).toContain(code);
    // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for.
    expect(`${out}${err}`).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202e]/);
    desk.expectReports();
  });
});
