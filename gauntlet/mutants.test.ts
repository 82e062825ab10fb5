import { beforeAll, describe, expect, test } from 'vitest';
import { builtInIds } from '../specs/catalog.ts';
import { type Base, loadBase } from './base.ts';
import type { Deviation, Mutant } from './deviation.ts';
import { equivalents, MOST_EQUIVALENT } from './equivalents.ts';
import { candidatesOf, mutantsOf } from './mutants.ts';
import { covers, OPEN_POINTS } from './open-points.ts';
import { createServer } from './stage.ts';
import { variantsOf } from './variants.ts';

interface Made {
  readonly base: Base;
  readonly candidates: readonly Mutant[];
  readonly mutants: readonly Mutant[];
  readonly variants: readonly Deviation[];
}

const made = new Map<string, Made>();

beforeAll(async () => {
  for (const id of builtInIds) {
    const base = await loadBase(id);
    const [candidates, mutants, variants] = [await candidatesOf(base), await mutantsOf(base), await variantsOf(base)];
    made.set(id, { base, candidates, mutants, variants });
  }
}, 60_000);

function all<T>(pick: (each: Made) => readonly T[]): T[] {
  return [...made.values()].flatMap(pick);
}

test('there are enough mutants, and their ids are their own', () => {
  const ids = all(({ mutants }) => mutants).map(({ id }) => id);
  expect(ids.length).toBeGreaterThanOrEqual(400);
  expect(new Set(ids).size).toBe(ids.length);
});

describe.each(builtInIds)('%s', (id) => {
  const own = (): Made => {
    const found = made.get(id);
    if (!found) throw new Error(id);
    return found;
  };

  test('has at least 20 legal variants with ids of their own', () => {
    const ids = own().variants.map((variant) => variant.id);
    expect(ids.length).toBeGreaterThanOrEqual(20);
    expect(new Set(ids).size).toBe(ids.length);
  });

  test('every choice of every ambiguity is a variant', () => {
    const ids = new Set(own().variants.map((variant) => variant.id));
    const choices = own().base.contract.ambiguities.flatMap((ambiguity) =>
      Object.keys(ambiguity.choices)
        .filter((choice) => choice !== ambiguity.default)
        .map((choice) => `${id}/${ambiguity.id}=${choice}`),
    );
    expect(choices.filter((name) => !ids.has(name))).toEqual([]);
  });

  test('every mutant breaks a clause that counts at its profile', () => {
    const clauses = new Map(own().base.contract.clauses.map((clause) => [clause.id, clause]));
    const idle = own().mutants.filter(
      ({ clause }) =>
        ['may', undefined].includes(clauses.get(clause)?.level) || clauses.get(clause)?.basis === 'assumed',
    );
    expect(idle.map((mutant) => mutant.id)).toEqual([]);
  });

  test('every mutant without an engine of its own has another document', async () => {
    const { base, mutants } = own();
    const text = JSON.stringify(base.contract.document);
    const same: string[] = [];
    for (const mutant of mutants.filter(({ engine }) => engine === undefined))
      if (JSON.stringify((await mutant.make()).document) === text) same.push(mutant.id);
    expect(same).toEqual([]);
  }, 60_000);

  test('the mock serves the first mutant of every operator', async () => {
    const firsts = new Map(own().mutants.map((mutant) => [mutant.operator, mutant]));
    for (const mutant of firsts.values()) {
      const { serve, stage } = createServer(await mutant.make());
      const engine = mutant.engine ? mutant.engine(serve, stage) : serve;
      const answer = await engine({
        method: 'GET',
        target: '/',
        headers: { host: 'mock.test' },
        origin: 'http://mock.test',
        body: new Uint8Array(),
      });
      expect(answer.status, mutant.id).toBe(200);
    }
  }, 60_000);
});

test('every open point is one of some contract', () => {
  const ids = all(({ candidates }) => candidates).map(({ id }) => id);
  expect(Object.keys(OPEN_POINTS).filter((pattern) => !ids.some((id) => covers(pattern, id)))).toEqual([]);
});

test('equivalents are mutants, have reasons, and are few', () => {
  const ids = new Set(all(({ mutants }) => mutants).map(({ id }) => id));
  expect(equivalents.filter(({ id, reason }) => !ids.has(id) || reason.length < 20)).toEqual([]);
  expect(equivalents.length / ids.size).toBeLessThanOrEqual(MOST_EQUIVALENT);
});
