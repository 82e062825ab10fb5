import { describe, expect, test } from 'vitest';
import type { JsonObject } from '../../specs/json.ts';
import { aContract, aDocument } from '../../test/builders.ts';
import { aBody, aCountingClause, aSchema, DOCUMENTED } from '../../test/oracle.ts';
import { aFinding } from '../../test/report-samples.ts';
import type { ClauseResult } from '../report/report.ts';
import type { Judgement } from './judgement.ts';
import { Ledger } from './ledger.ts';
import { countsAt } from './run-context.ts';

const parts = {
  lower: { pattern: '[a-z]', ...DOCUMENTED },
  upper: { pattern: '[A-Z]', ...DOCUMENTED },
  length: { pattern: '^.{3,}$', sameAs: 'tiny/at-min-length', ...DOCUMENTED },
};
const at: JsonObject = {
  pattern: '^(?=.*[a-z])(?=.*[A-Z]).{3,}$',
  minLength: 3,
  'x-clause': { default: DOCUMENTED, pattern: { parts } },
};
const document = aDocument({
  requestBody: aBody(aSchema({ type: 'object', properties: { at } })),
  'x-clauses': [
    aCountingClause('schema', {}, { source: { file: 'page.txt', lines: [3, 4], sha256: 'abc' } }),
    aCountingClause('unique', { collection: 'users', at: '/email' }, { off: true }),
    aCountingClause('readable', {}, { level: 'should' }),
  ],
});
const read = {
  operationId: 'listUsers',
  'x-clauses': [aCountingClause('schema', {}, { id: 'elsewhere' })],
  responses: {},
};
const contract = aContract({ ...document, paths: { ...(document['paths'] as JsonObject), '/all': { get: read } } });

type Told = readonly [outcome: string, reason: string | null];

interface Choices {
  readonly only?: readonly string[];
  readonly openReason?: string;
}

/** The result of a clause after these cases. */
function resultOf(id: string, ledger: Ledger, { only, openReason }: Choices = {}): ClauseResult {
  const results = ledger.results(contract, countsAt('document'), only && new Set(only), openReason);
  return results.find((result) => result.id === `tiny/${id}`) ?? expect.fail(`there is no clause ${id}`);
}

function told(id: string, ledger: Ledger, choices: Choices = {}): Told {
  const { outcome, reason } = resultOf(id, ledger, choices);
  return [outcome, reason];
}

function aLedger(...cases: readonly (readonly Judgement[])[]): Ledger {
  const ledger = new Ledger();
  for (const judgements of cases) ledger.record(judgements);
  return ledger;
}

const clause = 'tiny/schema';
const passed: Judgement = { clause, outcome: 'passed' };
const absent: Judgement = { clause, outcome: 'absent' };
const cantTell = (reason: string): Judgement => ({ clause, outcome: 'cantTell', reason });

describe('the outcome of a clause', () => {
  test.each<readonly [string, Judgement[], Told]>([
    ['no case', [], ['untested', 'no case of this run shows it']],
    ['passed', [passed], ['passed', null]],
    ['passed once, and once not told', [cantTell('no hook'), passed], ['passed', null]],
    ['not told', [cantTell('no hook'), cantTell('no hook'), cantTell('no key')], ['cantTell', 'no hook; no key']],
    ['absent', [absent], ['inapplicable', 'no answer has this member, which may be left out']],
    ['absent once, and once passed', [absent, passed], ['passed', null]],
    ['absent once, and once not told', [absent, cantTell('no hook')], ['cantTell', 'no hook']],
  ])('%s', (_, judgements, expected) => {
    expect(told('schema', aLedger(judgements))).toEqual(expected);
  });

  test('is failed once a failure was confirmed, whatever else passed', () => {
    const ledger = aLedger([passed]);
    ledger.add(aFinding({ id: 'F1', clause }));
    expect(told('schema', ledger)).toEqual(['failed', null]);
    expect(resultOf('schema', ledger).findings).toEqual(['F1']);
    expect(ledger.countOf(clause)).toBe(1);
    expect(ledger.findings.map(({ id }) => id)).toEqual(['F1']);
  });

  test('is open after a failure that did not come again', () => {
    const ledger = aLedger([passed]);
    ledger.add(aFinding({ clause, flaky: true }));
    expect(told('schema', ledger)).toEqual(['cantTell', 'it was broken once and not again']);
    ledger.add(aFinding({ clause }));
    expect(told('schema', ledger)).toEqual(['failed', null]);
  });

  test('is open for all clauses when nothing could be told at all, but for those that failed', () => {
    const ledger = aLedger([passed]);
    expect(told('schema', ledger, { openReason: 'nobody answers' })).toEqual(['cantTell', 'nobody answers']);
    expect(told('at-min-length', ledger, { openReason: 'nobody answers' })).toEqual(['cantTell', 'nobody answers']);
    ledger.add(aFinding({ clause }));
    expect(told('schema', ledger, { openReason: 'nobody answers' })).toEqual(['failed', null]);
  });

  test('is a failure no pass by itself: it is written down as a finding once it is confirmed', () => {
    const problem = { title: 'no', expected: [], expectedState: undefined, actualState: undefined, at: 0 };
    expect(told('schema', aLedger([{ clause, outcome: 'failed', problem }]))[0]).toBe('untested');
  });

  test('is inapplicable for a clause that is switched off, and for one about another call', () => {
    expect(told('unique', aLedger())).toEqual(['inapplicable', 'it only says how the contract is written']);
    expect(told('elsewhere', aLedger())).toEqual([
      'inapplicable',
      'it is about another call than the one that is checked',
    ]);
  });
});

test('cases are counted, however often one of them says something about a clause', () => {
  expect(resultOf('schema', aLedger([passed, passed, absent], [cantTell('x')], [])).cases).toBe(2);
});

describe('a clause counts', () => {
  test('when its level and basis do, and it is about the call that is checked', () => {
    const ids = ['schema', 'readable', 'elsewhere', 'answers'];
    expect(ids.map((id) => resultOf(id, aLedger()).counts)).toEqual([true, false, false, true]);
  });

  test('when it is asked for, where some are', () => {
    const only = ['tiny/schema'];
    expect(['schema', 'answers'].map((id) => resultOf(id, aLedger(), { only }).counts)).toEqual([true, false]);
  });
});

describe('clauses that say the same', () => {
  test('a clause that another one stands for has passed when that has, and says where to look when that failed', () => {
    const ledger = aLedger([{ clause: 'tiny/at-min-length', outcome: 'passed' }]);
    expect(told('at-pattern-length', ledger)).toEqual(['passed', null]);
    ledger.add(aFinding({ id: 'F1', clause: 'tiny/at-min-length' }));
    expect(told('at-pattern-length', ledger)).toEqual(['cantTell', 'it says the same as tiny/at-min-length']);
    expect(resultOf('at-pattern-length', ledger).findings).toEqual([]);
    expect(told('at-min-length', ledger)[0]).toBe('failed');
  });

  test('unless it was judged itself', () => {
    const ledger = aLedger([
      { clause: 'tiny/at-min-length', outcome: 'passed' },
      { clause: 'tiny/at-pattern-length', outcome: 'cantTell', reason: 'no' },
    ]);
    expect(told('at-pattern-length', ledger)).toEqual(['cantTell', 'no']);
  });

  test('a keyword that is split has passed when a part of it has, and has no findings of the part', () => {
    expect(told('at-pattern', aLedger())[0]).toBe('untested');
    const ledger = aLedger([{ clause: 'tiny/at-pattern-upper', outcome: 'passed' }]);
    ledger.add(aFinding({ clause: 'tiny/at-pattern-upper' }));
    expect(told('at-pattern', ledger)).toEqual(['passed', null]);
    expect(resultOf('at-pattern', ledger).findings).toEqual([]);
  });

  test('a part has not passed because another one has', () => {
    expect(told('at-pattern-lower', aLedger([{ clause: 'tiny/at-pattern-upper', outcome: 'passed' }]))[0]).toBe(
      'untested',
    );
  });
});

test('the results are those of all clauses, in the order of the contract, with what they say and where', () => {
  const results = aLedger().results(contract, countsAt('document'), undefined, undefined);
  expect(results.map(({ id }) => id)).toEqual(contract.clauses.map(({ id }) => id));
  expect(resultOf('schema', aLedger())).toMatchObject({
    says: 'schema holds.',
    level: 'must',
    basis: 'document',
    source: { file: 'page.txt', lines: [3, 4] },
    waived: false,
  });
  expect(resultOf('schema', aLedger()).source).not.toHaveProperty('sha256');
});
