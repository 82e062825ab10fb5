import { expect, test } from 'vitest';
import { toHooks } from '../conformance/target/hooks.ts';
import { loadContract } from '../specs/load-contract.ts';
import { LONG } from './check-desk.ts';
import { anHonest, overFetch } from './cheaters.ts';
import { checked, tinyContract } from './false-green-stage.ts';

// How other suites accuse servers that did nothing wrong, one test for each way; the mirror of false-green.test.ts.

const tiny = tinyContract();

test('what a target did not declare is open, not failed', { timeout: LONG }, async () => {
  const contract = await loadContract('syncplicity');
  const { target } = await anHonest(contract);
  const { 'global-admin': admin } = target.personas;
  const personas = admin ? { 'global-admin': admin } : {};
  const { report, code } = await checked(contract, { ...target, personas, facts: {} });
  expect([code, report.findings.filter(({ counts }) => counts)]).toEqual([3, []]);
  for (const { id, reason, outcome } of report.clauses)
    if (outcome === 'cantTell' || outcome === 'untested') expect(reason, id).toMatch(/\w{4}/);
  expect(report.clauses.find(({ id }) => id === 'syncplicity/user-inactive')?.reason).toMatch(/persona inactive/);
});

test.each([
  ['legalesign', { groups: ['/api/v1/group/other/'] }],
  ['syncari', { instanceIds: ['ZZ1'], roles: ['Keeper of the Keys'] }],
  ['syncplicity', { passwordPolicy: { minLength: 15, classes: 4 }, restrictedDomains: ['example.net'] }],
  ['syncplicity', { restrictedDomains: ['example.com'] }],
])('inputs that this %s cannot use (%j) are no failure', { timeout: LONG }, async (id, facts) => {
  const contract = await loadContract(id);
  const { target } = await anHonest(contract, facts);
  const { report, code } = await checked(contract, { ...target, facts: {} });
  expect(report.findings.filter(({ counts }) => counts).map(({ title }) => title)).toEqual([]);
  expect(code).toBe(3);
});

test.each(['answers', 'readable', 'schema', 'unique', 'created', 'name-type'])(
  '--only %s is enough to test it, also where it only shows in answers to cases about others',
  { timeout: LONG },
  async (name) => {
    const { report, code } = await checked(tiny, (await anHonest(tiny)).target, { only: [`tiny/${name}`] });
    expect(report.clauses.find(({ counts }) => counts)).toMatchObject({ id: `tiny/${name}`, outcome: 'passed' });
    expect(code).toBe(0);
  },
);

test('a hook that is down is no fault of the target', { timeout: LONG }, async () => {
  const down = (): Promise<never> => Promise.reject(new Error('down'));
  for (const hook of ['arrange', 'observe']) {
    const hooks = toHooks({ [hook]: down }, tiny);
    const { target } = await anHonest(tiny);
    const { report, code } = await checked(tiny, { ...target, hooks });
    expect([report.findings, code]).toEqual([[], 3]);
    expect(report.clauses.find(({ id }) => id === 'tiny/created')?.reason).toContain(`The hook ${hook} failed twice`);
  }
});

test('one bad header neither ends the run nor fails a clause', { timeout: LONG }, async () => {
  const { target, serve } = await anHonest(tiny);
  let answered = 0;
  const transport = overFetch(async (request) => {
    const answer = await serve(request);
    const headers = new Headers(answer.headers);
    headers.set('X-Odd', ';;;=",\\');
    headers.set('Date', 'yesterday');
    headers.append('Set-Cookie', '=;;');
    if (++answered % 10 === 0) headers.set('Retry-After', 'soon');
    return new Response(answer.body, { status: answer.status, headers });
  });
  const { report, code } = await checked(tiny, { ...target, transport });
  expect([report.run.complete, report.findings, code]).toEqual([true, [], 0]);
});

test('a wrong Content-Type now and then fails what it touches, and the run goes on to its end', {
  timeout: LONG,
}, async () => {
  const { target, serve } = await anHonest(tiny);
  let answered = 0;
  const transport = overFetch(async (request) => {
    const answer = await serve(request);
    const headers = new Headers(answer.headers);
    if (++answered % 50 === 0) headers.set('Content-Type', ';;;');
    return new Response(answer.body, { status: answer.status, headers });
  });
  const { report } = await checked(tiny, { ...target, transport });
  expect(report.run.complete).toBe(true);
  expect(report.summary.phases.map(({ name }) => name)).toEqual(['probes', 'pairs', 'sequences', 'bursts', 'random']);
});

test('a target that only creates, and knows no DELETE and no GET, passes', { timeout: LONG }, async () => {
  const contract = await loadContract('syncari');
  const { target, serve, hooks } = await anHonest(contract);
  const path = contract.operations.find(({ isPrimary }) => isPrimary)?.path ?? '';
  const transport = overFetch((request) =>
    request.method === 'POST' && new URL(request.url).pathname.endsWith(path)
      ? serve(request)
      : new Response(null, { status: 405 }),
  );
  const { report, code } = await checked(contract, { ...target, hooks, transport });
  expect([report.findings.filter(({ counts }) => counts), code]).toEqual([[], 0]);
});
