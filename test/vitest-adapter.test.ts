import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { type ExamineOptions, examine, exitCodeOf, loadContract, type TargetSubject } from '../conformance/index.ts';
import { runOutcomeOf, testOutcomeOf } from '../conformance/report/test-outcome.ts';
import { conformance } from '../conformance/vitest.ts';
import { createMock } from '../mock/index.ts';
import { fastifyApp, honoApp } from './adapter-apps.ts';
import { tinyContract } from './false-green-stage.ts';
import { inconclusiveRun, interruptedRun, nonconformantRun } from './report-runs.ts';

const LONG = 120_000;
const contract = tinyContract();
const key = 'key-of-the-caller';
const tiny: ExamineOptions = { contract, personas: { caller: { headers: { 'X-Key': key } } } };

// Our own mock passes: it is found by itself, with its hooks and credentials.
const mock = await createMock({ contracts: [{ contract: 'syncari' }] });
conformance(mock, { contract: 'syncari', name: 'our own mock', seed: 3 });
conformance(createServer(mock.handler), { contract: 'syncari', name: 'its handler', only: ['creates-user'] });

describe('the adapter in a vitest of its own', () => {
  test('has a test for every clause that counts, and one for the run', { timeout: LONG }, async () => {
    const tests = await runFixture();
    expect(Object.fromEntries(tests.map(({ name, status }) => [name, status]))).toEqual({
      'hono > tiny/authenticated': 'failed',
      'hono > tiny/unique': 'passed',
      'hono > tiny/created': 'passed',
      'hono > tiny/mailed': 'failed',
      'hono > tiny/mailed-soon': 'skipped',
      'hono > tiny/name-max-length': 'failed',
      'hono > the run as a whole': 'passed',
      'fastify > tiny/authenticated': 'failed',
      'fastify > tiny/unique': 'passed',
      'fastify > the run as a whole': 'passed',
      'nothing > tiny/unique': 'failed',
      'nothing > the run as a whole': 'passed',
    });
    const messageOf = (name: string): string => tests.find((each) => each.name === name)?.message ?? '';
    expect(messageOf('hono > tiny/name-max-length')).toMatch(
      /accepted with 200.*\n {2}expected: 400 about name\n {2}actual: {3}200\n {2}curl -sS .*'X-Key: '"\$\{CALLER_X_KEY\}"/,
    );
    expect(messageOf('hono > tiny/mailed')).toContain('the hook observe would have to answer "mails"');
    expect(messageOf('nothing > tiny/unique')).toContain('no good request succeeds (answered with 404)');
    expect(tests.map(({ message }) => message).join()).not.toContain(key);
  });
});

describe('examine', () => {
  test.each<[string, TargetSubject, string[]]>([
    ['a Hono app', honoApp({ isOpen: true }), ['tiny/authenticated']],
    ['a Fastify instance', fastifyApp({ mostName: 19 }), ['tiny/name-max-length']],
    ['{ fetch }', { fetch: (request: Request) => right.fetch(request) }, []],
  ])('%s fails in what it does wrong, and in nothing else', { timeout: LONG }, async (_, subject, wrong) => {
    const report = await examine(subject, tiny);
    const failed = report.clauses.filter(({ outcome, counts }) => counts && outcome !== 'passed').map(({ id }) => id);
    expect([failed, exitCodeOf(report)]).toEqual([wrong, wrong.length === 0 ? 0 : 1]);
    expect(JSON.stringify(report)).not.toContain(`"${key}"`);
  });
  const right = honoApp();

  test('a URL is a target too', { timeout: LONG }, async () => {
    const app = fastifyApp({ mostName: 21 });
    const url = await app.listen({ host: '127.0.0.1', port: 0 });
    const report = await examine(url, { ...tiny, only: ['name-max-length'] });
    await app.close();
    expect([report.target.baseUrl, exitCodeOf(report)]).toEqual([url, 1]);
  });

  test('a rerun on the same server has addresses of its own', { timeout: LONG }, async () => {
    const only = ['tiny/unique'];
    const reports = [await examine(right, { ...tiny, only }), await examine(right, { ...tiny, only })];
    expect(reports.map(({ summary }) => summary.verdict)).toEqual(['conformant', 'conformant']);
    expect(new Set(reports.map(({ run }) => run.tag)).size).toBe(2);
  });

  test('hooks are functions; arrange may hand out credentials, which no report shows', { timeout: LONG }, async () => {
    const { personas, ...rest } = tiny;
    const seen: string[] = [];
    const report = await examine(honoApp({ mostName: 21 }), {
      ...rest,
      hooks: {
        arrange: ({ run }) => {
          seen.push(String(run));
          return { personas: { ...personas } as never };
        },
      },
      tag: 'abc',
      only: ['name-max-length'],
    });
    expect(new Set(seen)).toEqual(new Set(['abc']));
    expect(exitCodeOf(report)).toBe(1);
    expect(JSON.stringify(report)).not.toContain(key);
  });

  test.each<[string, TargetSubject, Partial<ExamineOptions>, RegExp]>([
    ['a clause that there is not', right, { only: ['uniq'] }, /tiny has no clause uniq/],
    ['a persona that there is not', right, { personas: { boss: {} } }, /persona "boss".*expected one of caller/],
    ['a fact that there is not', right, { facts: { seats: 1 } }, /fact "seats"/],
    ['a domain that can receive mail', right, { emailDomain: 'gmail.com' }, /can receive mail/],
    ['a server elsewhere without a budget', 'https://api.example.com', {}, /budget\.creates/],
    ['no target at all', {} as never, {}, /nothing that can be tested/],
  ])('refuses %s', async (_, subject, more, message) => {
    await expect(examine(subject, { ...tiny, ...more })).rejects.toThrow(message);
  });

  test('a contract is named, a file, or loaded before', async () => {
    await expect(examine(right, { contract: 'nobody' })).rejects.toThrow(/nobody/);
    const loaded = await loadContract('syncari');
    const report = await examine(right, { contract: loaded });
    expect([report.contract.id, report.summary.verdict]).toEqual(['syncari', 'inconclusive']);
  });
});

describe('what a report is as tests', () => {
  test('a failed clause fails, whatever its texts are, in printable lines', () => {
    const outcome = testOutcomeOf(nonconformantRun(), 'acme/no-seat-left');
    expect(outcome.kind).toBe('failed');
    const text = outcome.kind === 'failed' ? outcome.message : '';
    expect(text).toContain('4XX');
    expect(text).not.toMatch(/[^\n\P{C}]/u);
  });

  test('a must that cannot be told fails; a clause that the report does not know fails too', () => {
    expect(testOutcomeOf(inconclusiveRun(), 'acme/restricted-domain')).toMatchObject({
      kind: 'failed',
      message: expect.stringContaining('set facts.restrictedDomains'),
    });
    expect(testOutcomeOf(inconclusiveRun(), 'acme/nobody').kind).toBe('failed');
    expect(testOutcomeOf(inconclusiveRun(), 'acme/answers')).toEqual({ kind: 'passed' });
  });

  test('a run that is inconclusive fails as a whole where no clause shows it', () => {
    expect(runOutcomeOf(interruptedRun())).toEqual({ kind: 'passed' });
    const { summary, ...rest } = interruptedRun();
    const clauses = rest.clauses.filter(({ outcome }) => outcome === 'passed');
    const lost = { ...rest, clauses, summary: { ...summary, verdict: 'inconclusive' as const, why: 'It was lost.' } };
    expect(runOutcomeOf(lost)).toEqual({ kind: 'failed', message: 'inconclusive: It was lost.' });
  });
});

interface FixtureTest {
  readonly name: string;
  readonly status: string;
  readonly message: string;
}

/** What vitest says about the fixture: the clause ids of its tests, and how they ended. */
async function runFixture(): Promise<FixtureTest[]> {
  const root = fileURLToPath(new URL('../', import.meta.url));
  const folder = mkdtempSync(join(tmpdir(), 'doublecheck-'));
  const config = join(folder, 'vitest.config.mjs');
  const output = join(folder, 'results.json');
  const settings = { root, cacheDir: join(folder, 'cache'), test: { include: ['test/vitest-adapter.fixture.ts'] } };
  writeFileSync(config, `export default ${JSON.stringify(settings)};\n`);
  const vitest = join(root, 'node_modules/vitest/vitest.mjs');
  const args = [vitest, 'run', '--config', config, '--reporter=json', `--outputFile=${output}`];
  try {
    await new Promise<void>((resolve) => execFile(process.execPath, args, { cwd: root }, () => resolve()));
    const [file] = JSON.parse(readFileSync(output, 'utf8')).testResults;
    return file.assertionResults.map(
      (each: { ancestorTitles: string[]; title: string; status: string; failureMessages: string[] }) => ({
        name: `${each.ancestorTitles.join(' > ')} > ${each.title.split(':')[0]}`,
        status: each.status,
        message: each.failureMessages.join('\n'),
      }),
    );
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
