import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { ALL, CheckDesk, LONG } from './check-desk.ts';
import { startCommand } from './command.ts';

let desk: CheckDesk;
beforeEach(() => {
  desk = new CheckDesk();
});
afterEach(() => desk.end());

describe('doublecheck check on our own mock', () => {
  test('finds it, checks every clause and ends with 0', { timeout: LONG }, async () => {
    const { url } = await startCommand();
    const { code, out, err } = await desk.run([
      'check',
      'syncari',
      '--target',
      url,
      '--seed',
      '7',
      '--run',
      'T1',
      ...ALL,
    ]);
    expect([code, out, err]).toEqual([0, expect.stringMatching(/^CONFORMANT: /), expect.stringContaining('seed 7')]);
    desk.expectReports();
    expect(desk.report()).toMatchObject({
      run: { complete: true, seed: 7, tag: 't1', profile: 'document' },
      target: { baseUrl: `${url}/syncari`, kitMock: true },
      summary: { verdict: 'conformant' },
    });
    expect(err).toMatch(/^syncari: done, /m);
    // The tenants are released, so that nobody is left.
    expect(err).not.toContain('cleanup');
    expect(desk.read('created.ndjson')).toContain('u1-t1@example.com');
    expect(desk.read('report.json')).not.toContain('mk_caller');
  });

  test.each([
    ['syncplicity', 'email-in-use'],
    ['formsonfire', 'formsonfire/unreadable-user'],
    ['legalesign', 'legalesign/first_name-max-length'],
  ])('--only of %s checks what was asked for', { timeout: LONG }, async (contract, clause) => {
    const { url } = await startCommand(contract);
    const { code, err } = await desk.run(['check', contract, '--target', url, '--only', clause]);
    expect([code, err]).toEqual([0, expect.stringContaining("(the kit's own mock)")]);
    expect(desk.report().run.filter).toEqual([clause.includes('/') ? clause : `${contract}/${clause}`]);
    expect(desk.report().clauses.filter(({ counts }) => counts)).toHaveLength(1);
  });

  test('--no-detect treats it as any other server: credentials and hooks are not known', {
    timeout: LONG,
  }, async () => {
    const { url } = await startCommand('syncari');
    const { code, out, err } = await desk.run(['check', 'syncari', '--target', url, '--no-detect']);
    expect([code, out]).toEqual([3, expect.stringContaining('credentials refused')]);
    expect(err).toContain('--persona caller=env:');
  });

  test('--max-requests ends the run: nothing failed, but it is inconclusive', { timeout: LONG }, async () => {
    const { url } = await startCommand('syncari');
    const args = ['check', 'syncari', '--target', url, '--max-requests', '20'];
    expect((await desk.run(args)).code).toBe(3);
    expect(desk.report()).toMatchObject({
      run: { complete: false },
      summary: { verdict: 'inconclusive', requests: 20 },
    });
    expect((await desk.run([...args, '--allow-inconclusive'])).code).toBe(0);
  });

  test.each([
    ['SIGINT', 130],
    ['SIGTERM', 143],
  ] as const)('%s writes what is known and ends with %i', { timeout: LONG }, async (signal, expected) => {
    const { url } = await startCommand('syncari');
    const { child, ended } = desk.start(['check', 'syncari', '--target', url, ...ALL]);
    const journal = join(desk.folder, 'doublecheck-report/created.ndjson');
    await expect.poll(() => existsSync(journal), { timeout: 20_000 }).toBe(true);
    child.kill(signal);
    const { code, err } = await ended;
    expect([code, err]).toEqual([expected, expect.stringContaining('Interrupted')]);
    desk.expectReports();
    expect(desk.report()).toMatchObject({ run: { complete: false }, summary: { verdict: 'inconclusive' } });
  });

  test('GITHUB_STEP_SUMMARY gets the page', { timeout: LONG }, async () => {
    const { url } = await startCommand('syncari');
    const file = join(desk.folder, 'summary');
    writeFileSync(file, 'before\n');
    await desk.run(['check', 'syncari', '--target', url, '--only', 'syncari/readable'], { GITHUB_STEP_SUMMARY: file });
    expect(readFileSync(file, 'utf8')).toMatch(/^before\n# ✅ syncari: conformant/);
  });
});

describe('doublecheck check says what it cannot carry out', () => {
  const target = ['--target', 'http://127.0.0.1:9'];
  test.each([
    [['check', 'nobody', ...target], /nobody.*syncplicity/s],
    [['check', ...target], /Which contract\?.*syncplicity/],
    [['check', 'syncari'], /Where is the target\?.*--target URL/],
    [['check', 'syncari', '--target', 'localhost:80'], /expected one such as http.*\[DC_TARGET\]/],
    [
      ['check', 'syncari', ...target, '--only', 'email-in-us'],
      /Nearest are syncari\/email-in-use,.*\[DC_CLAUSE_UNKNOWN\]/,
    ],
    [['check', 'syncari', ...target, '--reporter', 'xml'], /console, json, junit, html, markdown.*\[DC_USAGE\]/],
    [['check', 'syncari', ...target, '--profile', 'all'], /document, vendor, strict/],
    [['check', 'syncari', ...target, '--seed', '-1'], /whole number/],
    [['check', 'syncari', ...target, '--run', 'a b'], /letters and digits/],
    [['check', 'syncari', ...target, '--timeout-ms', '0'], /from 1 on/],
    [['check', 'syncari', ...target, '--yes-create-users', '0'], /from 1 on/],
    [['check', 'syncari', ...target, '--persona', 'caller=secret'], /env:VAR.*\[DC_TARGET\]/],
    [['check', 'syncari', ...target, '--persona', 'caller=env:NOT_SET'], /NOT_SET.*\[DC_TARGET\]/],
    [['check', 'syncari', ...target, '--ca', 'none.pem'], /none\.pem.*PEM/],
    [['check', 'syncari', ...target, '--config', 'none.yaml'], /none\.yaml.*\[DC_TARGET_FILE\]/s],
    [['check', 'syncari', ...target, '--out', 'file/below'], /--out file\/below.*\[DC_USAGE\]/],
    [['cleanup', '--journal', 'none.ndjson'], /none\.ndjson.*\[DC_USAGE\]/],
    [['init', 'target'], /Which contract\?/],
  ])('%j ends with 2', async (args, message) => {
    writeFileSync(join(desk.folder, 'file'), '');
    const { code, out, err } = await desk.run(args);
    expect([code, out, err]).toEqual([2, '', expect.stringMatching(message)]);
  });

  test('an unknown clause leaves reports that say so', async () => {
    const { code } = await desk.run(['check', 'syncari', ...target, '--only', 'email-in-us', ...ALL]);
    expect(code).toBe(2);
    desk.expectReports();
    expect(desk.report().summary.why).toContain('syncari/email-in-use');
  });

  test('a document without promises can be mocked, not checked', async () => {
    const file = join(desk.folder, 'plain.yaml');
    writeFileSync(file, 'openapi: 3.1.0\ninfo: { title: P, version: "1" }\npaths: {}\n');
    expect(await desk.run(['check', file, ...target])).toMatchObject({
      code: 2,
      err: expect.stringContaining('x-clauses'),
    });
  });
});
