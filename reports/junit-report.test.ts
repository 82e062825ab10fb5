import { XMLParser } from 'fast-xml-parser';
import fc from 'fast-check';
import { SaxesParser } from 'saxes';
import { describe, expect, test } from 'vitest';
import { exitCodeOf } from '../conformance/report/exit-code.ts';
import type { ClauseResult, RunReport } from '../conformance/report/report.ts';
import { conformantRun, inconclusiveRun, interruptedRun, nonconformantRun } from '../test/report-runs.ts';
import { aClauseResult, aFinding, aReport, HOSTILE } from '../test/report-samples.ts';
import { junitReport } from './junit-report.ts';
import { safeText } from './safe-text.ts';
import { countElements } from './xml.ts';

/** Names and attributes of all elements, as a parser reads them. */
function elements(text: string): { name: string; attributes: Record<string, string> }[] {
  const found: { name: string; attributes: Record<string, string> }[] = [];
  const parser = new SaxesParser();
  parser.on('opentag', ({ name, attributes }) => found.push({ name, attributes }));
  parser.write(text).close();
  return found;
}
const attributesOf = (text: string, name: string): Record<string, string>[] =>
  elements(text).flatMap((element) => (element.name === name ? [element.attributes] : []));
const withClause = (members: Partial<ClauseResult>, findings: RunReport['findings'] = []): RunReport =>
  aReport({ clauses: [aClauseResult({ id: 'acme/other' }), aClauseResult(members)], findings });

test('each clause is a test case with its place in the page', () => {
  const [first, second] = attributesOf(junitReport(conformantRun()), 'testcase');
  expect(first).toEqual({ classname: 'acme.must', name: 'acme/answers', time: '0' });
  expect(second).toMatchObject({ name: 'acme/email-in-use', file: 'acme-users.txt', line: '65' });
});

test.each([conformantRun, nonconformantRun, inconclusiveRun, interruptedRun])('the totals are right: %o', (run) => {
  const text = junitReport(run());
  const all = elements(text).map(({ name }) => name);
  const count = (name: string): string => String(all.filter((other) => other === name).length);
  for (const [totals = {}] of [attributesOf(text, 'testsuites'), attributesOf(text, 'testsuite')])
    expect(totals).toMatchObject({
      tests: count('testcase'),
      failures: count('failure'),
      errors: count('error'),
      skipped: count('skipped'),
      time: '4.250',
    });
  expect(count('testcase')).toBe(String(run().clauses.length));
});

const finding = [aFinding()];
describe('what becomes of a clause', () => {
  test.each<[string, string, Partial<ClauseResult>, RunReport['findings']]>([
    ['failure', 'A second user', { outcome: 'failed', findings: ['F-0001'] }, finding],
    ['skipped', 'is waived', { outcome: 'failed', findings: ['F-0001'], waived: true }, finding],
    ['skipped', 'does not count', { outcome: 'failed', findings: ['F-0001'], counts: false }, finding],
    ['error', 'Cannot tell: Why.', { outcome: 'cantTell', reason: 'Why.' }, []],
    ['error', 'Not tested: Why.', { outcome: 'untested', reason: 'Why.' }, []],
    ['error', 'Cannot tell: A second user', { findings: ['F-0001'] }, [aFinding({ flaky: true })]],
    ['skipped', 'does not rest on it', { outcome: 'cantTell', reason: 'Why.', counts: false }, []],
    ['skipped', 'does not rest on it', { outcome: 'cantTell', reason: 'Why.', level: 'should' }, []],
    ['skipped', 'Does not apply: Why.', { outcome: 'inapplicable', reason: 'Why.' }, []],
  ])('%s: %s', (name, message, members, findings) => {
    const text = junitReport(withClause(members, findings));
    expect(attributesOf(text, name)[0]?.['message']).toContain(message);
    expect(attributesOf(text, 'testcase')).toHaveLength(2);
  });
  test('the details of a failure are its text', () => {
    const read = new XMLParser().parse(junitReport(withClause({ outcome: 'failed', findings: ['F-0001'] }, finding)));
    const { failure } = read.testsuites.testsuite.testcase[1];
    expect(failure).toContain('expected: 400 "EmailInUse", blaming email');
    expect(failure).toContain('curl -sS -i');
  });
});

describe('a file with neither failure nor error is green exactly when the exit code is 0', () => {
  const lost = { summary: { verdict: 'inconclusive', why: 'The target was lost.' } } as const;
  const runs: [string, RunReport][] = [
    ['conformant', conformantRun()],
    ['nonconformant', nonconformantRun()],
    ['inconclusive', inconclusiveRun()],
    ['interrupted', interruptedRun()],
    ['empty', aReport()],
    ['inapplicable only', aReport({ clauses: [aClauseResult({ outcome: 'inapplicable', reason: 'Why.' })] })],
    ['nothing counts', aReport({ clauses: [aClauseResult({ counts: false })] })],
    ['lost', aReport({ clauses: [aClauseResult()], ...lost })],
    ['waived', withClause({ outcome: 'failed', findings: ['F-0001'], waived: true }, finding)],
    ['should failed', withClause({ outcome: 'failed', findings: ['F-0001'], level: 'should' }, finding)],
    ['should cannot be told', withClause({ outcome: 'cantTell', reason: 'Why.', level: 'should' })],
  ];
  test.each(runs)('%s', (_, report) => {
    const text = junitReport(report);
    const isGreen = attributesOf(text, 'failure').length + attributesOf(text, 'error').length === 0;
    expect(isGreen).toBe(exitCodeOf(report) === 0);
  });
});

describe('hostile text', () => {
  test('comes back as what a person may see of it', () => {
    const text = junitReport(withClause({ outcome: 'failed', findings: ['F-0001'] }, [aFinding({ title: HOSTILE })]));
    expect(attributesOf(text, 'failure')[0]?.['message']).toBe(safeText(HOSTILE, { isMultiline: true }));
    expect(text).not.toMatch(/\]\]>/);
  });
  test('of any kind leaves the document well-formed', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 40 }), (title) => {
        const noisy = `${title}\ud800`;
        const report = withClause({ outcome: 'failed', findings: ['F-0001'], says: noisy, source: { file: noisy } }, [
          aFinding({ title: noisy }),
        ]);
        expect(attributesOf(junitReport(report), 'testcase')).toHaveLength(2);
      }),
    );
  });
});

test('a document that is not well-formed is a fault of the kit', () => {
  expect(() => countElements('<a>&</a>')).toThrow(expect.objectContaining({ code: 'DC_REPORT' }));
  expect(() => countElements('<a>\u0000</a>')).toThrow('not well-formed');
});
