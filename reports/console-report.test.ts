import { describe, expect, test } from 'vitest';
import type { RunReport } from '../conformance/report/report.ts';
import { conformantRun, inconclusiveRun, interruptedRun, nonconformantRun } from '../test/report-runs.ts';
import { aClauseResult, aFinding, anAnswer, aReport } from '../test/report-samples.ts';
import { consoleReport } from './console-report.ts';

const shown = (report: RunReport, width = 100): string => consoleReport(report, { hasColours: false, width });

test('the first line is the verdict, with the why', () => {
  const firstLine = (report: RunReport): string | undefined => shown(report).split('\n')[0];
  expect(firstLine(conformantRun())).toBe('CONFORMANT: Every clause that counts was tested and passed.');
  expect(firstLine(nonconformantRun())).toMatch(/^NONCONFORMANT: 3 clauses failed\./);
  expect(firstLine(interruptedRun())).toMatch(/^INCONCLUSIVE: The run was interrupted/);
});

test('a failure is told with promise, source, expected, actual, confirmations and curl', () => {
  expect(shown(nonconformantRun())).toContain(`
3. acme/email-in-use (must, document)
   A second user with a taken e-mail address was created
   promise   An e-mail address that another user already has is refused.
   source    acme-users.txt:65
   sent      POST http://127.0.0.1:8080/users?notify=false
   expected  400 "EmailInUse", blaming email; one user has the address
   actual    201; two users have the address
   seen      confirmed 3 of 3 times
   curl -sS -i -X POST 'http://127.0.0.1:8080/users' -H 'Authorization: Bearer '"$`);
});

test('what could not be told is grouped by reason, with the clauses', () => {
  expect(shown(inconclusiveRun())).toContain(`COULD NOT BE TOLD
- No restricted domain is known; set facts.restrictedDomains in the target file, or offer arrange.
  2 clauses: acme/restricted-domain, acme/restricted-subdomain
- A disagreement was seen once and could not be repeated.
  1 clause: acme/email-in-use
`);
});

test('a clause that passed, but not always, could not be told', () => {
  const clauses = [aClauseResult({ findings: ['F-0001'] })];
  const text = shown(aReport({ clauses, findings: [aFinding({ flaky: true })] }));
  expect(text).toContain('- A disagreement came and went.\n  1 clause: acme/email-in-use');
});

test('observations, counts, seed and files close it', () => {
  const text = consoleReport(conformantRun(), { hasColours: false, files: ['out/report.json'] });
  expect(text).toContain('- Which status does a created user have? 201 (300 of 310)');
  expect(text).toMatch(/passed {2}failed .*\nmust {9}3 {7}0 /);
  expect(text).toMatch(/1,204 requests, 310 creates, 890 cases, 4\.3 s, seed 42, run dc7f3a\nout\/report\.json$/);
});

describe('many failures', () => {
  const failing = (index: number, status: number): RunReport['findings'][number] =>
    aFinding({
      id: `F-${index}`,
      clause: `acme/c-${index}`,
      actual: { status, reason: null, fields: [], state: null },
    });
  const reportOf = (findings: RunReport['findings']): RunReport =>
    aReport({
      clauses: findings.map(({ id, clause }) => aClauseResult({ id: clause, outcome: 'failed', findings: [id] })),
      findings,
    });

  test('with one symptom are one group', () => {
    const text = shown(reportOf(Array.from({ length: 9 }, (_, index) => failing(index, 200))));
    expect(text.match(/^\d+\. /gm)).toHaveLength(1);
    expect(text.match(/^ {3}also {6}acme/gm)).toHaveLength(5);
    expect(text).toContain('3 more in report.html');
  });
  test('with many symptoms are ten groups and a count', () => {
    const text = shown(reportOf(Array.from({ length: 13 }, (_, index) => failing(index, 200 + index))));
    expect(text.match(/^\d+\. /gm)).toHaveLength(10);
    expect(text).toContain('... and 3 more in report.html');
  });
  test('the worst come first: no answer, broken, wrong state, wrong answer, waived', () => {
    const text = shown(
      aReport({
        clauses: ['a-waived', 'b-answer', 'c-state', 'd-broken', 'e-should'].map((name, index) =>
          aClauseResult({
            id: `acme/${name}`,
            outcome: 'failed',
            findings: [`F-${index}`],
            waived: name === 'a-waived',
            level: name === 'e-should' ? 'should' : 'must',
          }),
        ),
        findings: [
          { ...failing(0, 500), clause: 'acme/a-waived' },
          { ...failing(1, 200), clause: 'acme/b-answer' },
          aFinding({ id: 'F-2', clause: 'acme/c-state' }),
          { ...failing(3, 503), clause: 'acme/d-broken' },
          { ...failing(4, 500), clause: 'acme/e-should' },
        ],
      }),
    );
    const order = [...text.matchAll(/^\d+\. acme\/(\S+)/gm)].map(([, name]) => name);
    expect(order).toEqual(['d-broken', 'c-state', 'b-answer', 'e-should', 'a-waived']);
  });
});

test('a failure that cannot fail anybody is mentioned apart', () => {
  const clauses = [
    aClauseResult(),
    aClauseResult({ id: 'acme/b', counts: false, outcome: 'failed', findings: ['F-0001'] }),
  ];
  const text = shown(aReport({ clauses, findings: [aFinding({ clause: 'acme/b', counts: false })] }));
  expect(text).toMatch(/^CONFORMANT/);
  expect(text).toContain('1 clause failed that cannot fail anybody at this profile');
  expect(text).not.toContain('FAILED');
});

describe('whatever the target sends', () => {
  test('without colours all is ASCII in lines', () => {
    expect(shown(nonconformantRun())).toMatch(/^[\n\x20-\x7e]+$/);
  });
  test('with colours the only controls are our own colours', () => {
    const text = consoleReport(nonconformantRun(), { hasColours: true });
    const ours = new RegExp(`${String.fromCharCode(27)}\\[(1|2|22|31|32|33|39)m`, 'g');
    expect(text).toMatch(ours);
    expect(text.replace(ours, '').replaceAll('\n', '')).not.toMatch(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u);
  });
  test('it stays short', () => {
    const huge = 'word '.repeat(100_000);
    const finding = aFinding({ title: huge, curl: huge, response: anAnswer({ body: huge }), path: huge });
    const clauses = [aClauseResult({ outcome: 'failed', findings: ['F-0001'], says: huge })];
    const text = shown(aReport({ clauses, findings: [finding], summary: { why: huge } }));
    expect(text.length).toBeLessThan(4000);
    expect(text).toContain('The curl line is long, see report.json');
  });
  test.each([40, 80, 120])('lines of words fit %i columns', (width) => {
    const lines = shown(inconclusiveRun(), width)
      .split('\n')
      .filter((line) => !/^(must|\s+passed)/.test(line));
    expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(width);
  });
});
