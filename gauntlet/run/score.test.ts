import { expect, test } from 'vitest';
import type { Base } from '../base.ts';
import type { Mutant } from '../deviation.ts';
import type { Examination } from './examine.ts';
import type { Entry } from './roster.ts';
import { isPassed, scoreOf } from './score.ts';

const base = {} as Base;
const server = { contract: 'tiny', says: '', profile: 'document', make: () => ({}) as never } as const;

function aMutant(id: string): [string, Entry] {
  const mutant: Mutant = { ...server, id, operator: id.split(':')[1] ?? '', clause: id.split(':')[0] ?? '' };
  return [id, { base, deviation: mutant, mutant }];
}

function aVariant(id: string): [string, Entry] {
  return [id, { base, deviation: { ...server, id, operator: 'reading' }, mutant: undefined }];
}

function examined(id: string, verdict: Examination['verdict'], more: Partial<Examination> = {}): Examination {
  return { id, seed: 1, verdict, why: '', failed: [], finding: null, everCreated: true, requests: 10, ms: 1, ...more };
}

const roster = new Map([
  aMutant('tiny/a:dropped'),
  aMutant('tiny/b:dropped'),
  aMutant('tiny/b:status'),
  aVariant('tiny/x'),
]);
const good = [
  examined('tiny/a:dropped', 'nonconformant'),
  examined('tiny/b:dropped', 'nonconformant'),
  examined('tiny/b:status', 'nonconformant', { requests: 30 }),
  examined('tiny/x', 'conformant'),
];

test('all killed and all green passes, with what it cost', () => {
  const score = scoreOf(roster, good, [], true);
  expect(isPassed(score)).toBe(true);
  expect([score.killed, score.mutants, score.variants]).toEqual([3, 3, 1]);
  expect(score.requests).toEqual([10, 30]);
});

test('a mutant that got a pass survives and is counted with its clause', () => {
  const score = scoreOf(roster, [...good.slice(1), examined('tiny/a:dropped', 'conformant')], [], true);
  expect(isPassed(score)).toBe(false);
  expect(score.survivors.map(({ deviation }) => deviation.id)).toEqual(['tiny/a:dropped']);
  expect(score.byClause[0]).toEqual({ name: 'tiny/a', killed: 0, of: 1 });
});

test('a server that refuses every user is recognised without a verdict; one that took some is not', () => {
  const blocked = examined('tiny/a:dropped', 'inconclusive', { everCreated: false });
  expect(scoreOf(roster, [blocked], [], false).killed).toBe(1);
  expect(scoreOf(roster, [{ ...blocked, everCreated: true }], [], false).killed).toBe(0);
});

test('a legal server that is accused, or gets no verdict, fails the gauntlet', () => {
  expect(isPassed(scoreOf(roster, [examined('tiny/x', 'nonconformant')], [], false))).toBe(false);
  expect(isPassed(scoreOf(roster, [examined('tiny/x', 'inconclusive')], [], false))).toBe(false);
});

test('an equivalent is excused until it is killed, is no mutant any more, or is one of too many', () => {
  const survived = [...good.slice(1), examined('tiny/a:dropped', 'conformant')];
  const equivalent = (id: string) => [{ id, reason: 'Checked by hand.' }];
  expect(scoreOf(roster, survived, equivalent('tiny/a:dropped'), false).survivors).toEqual([]);
  expect(scoreOf(roster, good, equivalent('tiny/a:dropped'), false).staleEquivalents).toEqual([
    'tiny/a:dropped was killed',
  ]);
  expect(scoreOf(roster, good, equivalent('tiny/gone'), true).staleEquivalents).toEqual(['tiny/gone is no mutant']);
  expect(scoreOf(roster, survived, equivalent('tiny/a:dropped'), true).staleEquivalents).toEqual([
    '33.3 % of the mutants are called equivalent',
  ]);
});
