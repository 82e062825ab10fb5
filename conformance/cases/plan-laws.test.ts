import { describe, expect, test } from 'vitest';
import { builtInIds } from '../../specs/catalog.ts';
import type { Clause, Contract, RuleClause } from '../../specs/contract.ts';
import { loadContract } from '../../specs/load-contract.ts';
import { aPlan, casesOf, type Planned, plannedRequests } from '../../test/planned-requests.ts';
import { promiseJudges } from '../promises/index.ts';
import type { PreparedRun } from '../run/prepare-run.ts';
import { countsAt } from '../run/run-context.ts';
import type { Case } from './case.ts';

const counts = countsAt('strict');

/** What shows in no answer and in nothing that can be observed. */
const UNSEEN: readonly string[] = ['addressed-instance'];

/** Clauses of the primary operation that count at the widest profile. */
function countingClauses({ clauses, operations }: Contract): Clause[] {
  const primary = operations.find(({ isPrimary }) => isPrimary)?.id;
  return clauses.filter((clause) => clause.operation === primary && counts(clause));
}

/** True for a clause that every answer shows, or every request that has what it is about. */
function isShownByItself(clause: Clause, contract: Contract): boolean {
  if (clause.kind === 'built-in') return true;
  const rule = contract.operations.flatMap(({ clauses }) => clauses).find(({ id }) => id === clause.id);
  if (rule)
    return (
      rule.rule === 'promise' &&
      aboutsOf(rule).every((about) => Object.hasOwn(promiseJudges, about) || UNSEEN.includes(about))
    );
  const keyword = contract.operations
    .flatMap(({ keywordClauses }) => keywordClauses)
    .find(({ id }) => id === clause.id);
  if (!keyword) return false;
  const isParameter = keyword.where === 'query' || keyword.where === 'header';
  return (
    keyword.where === 'response' ||
    keyword.keyword === 'default' ||
    (isParameter && keyword.keyword === 'type') ||
    keyword.sameAs !== undefined
  );
}

function aboutsOf({ params: { about } }: RuleClause): string[] {
  return (Array.isArray(about) ? about : [about ?? '']).map(String);
}

/** Ids of the clauses that a case of their own is about: of two faults at once, and of what collides, none is proven. */
function aimsOf(planned: readonly Planned[]): Set<string> {
  return new Set(planned.flatMap(({ kase }) => (kase.phase === 'probes' ? kase.aims : [])));
}

/** Ids of the clauses that answer a fault of what is sent. */
function answeredBy(planned: readonly Planned[], { plan }: PreparedRun): Set<string> {
  const faults = planned.flatMap(({ drafts }) => drafts.flatMap((draft) => plan.expect(draft).faults));
  return new Set(faults.filter(({ isCertain }) => isCertain).map(({ answered }) => answered.id));
}

/** The longest list whose values are tried on any target. */
const LONG = 64;

/** The list of values that a case is about; empty when it is about none. */
function listOf({ id }: Case): string {
  return id.startsWith('probes/edge/') ? id.replace(/\/[^/]*$/, '') : '';
}

/** How many values are tried of each list. */
function listsOf(planned: readonly Planned[]): Map<string, number> {
  const sizes = new Map<string, number>();
  for (const name of planned.map(({ kase }) => listOf(kase)).filter((name) => name !== ''))
    sizes.set(name, (sizes.get(name) ?? 0) + 1);
  return sizes;
}

describe.each(builtInIds)('the cases of %s', async (id) => {
  const contract = await loadContract(id);
  const run = await aPlan(contract, { canArrange: true });
  const planned = [...plannedRequests(casesOf(run.plan), run)];
  const cases = planned.map(({ kase }) => kase);

  test('are about every clause that counts and does not show by itself', () => {
    const aims = aimsOf(planned);
    const schemas = answeredBy(
      planned.filter(({ kase }) => kase.id.startsWith('probes/fault/')),
      run,
    );
    const forgotten = countingClauses(contract).filter(
      (clause) => !aims.has(clause.id) && !schemas.has(clause.id) && !isShownByItself(clause, contract),
    );
    expect(forgotten.map((clause) => clause.id)).toEqual([]);
  });

  test('are about clauses of the contract, and about one at least', () => {
    const known = new Set(contract.clauses.map((clause) => clause.id));
    expect(cases.filter(({ aims }) => aims.length === 0 || aims.some((aim) => !known.has(aim)))).toEqual([]);
  });

  test('each have an id of their own', () => {
    const ids = cases.map((kase) => kase.id);
    expect(ids.filter((one, index) => ids.indexOf(one) !== index)).toEqual([]);
  });

  test('each send something', () => {
    expect(planned.filter(({ requests }) => requests.length === 0).map(({ kase }) => kase.id)).toEqual([]);
  });

  test('send a body of the wrong type in JSON, too, where that is not the first format', () => {
    const others = planned
      .filter(({ kase }) => kase.id.startsWith('probes/fault//type/'))
      .flatMap(({ drafts }) => drafts)
      .filter(({ mediaType }) => mediaType === 'application/json');
    const isBatch = run.plan.operation.effect?.each === 'item';
    expect(others.filter(({ body }) => typeof body === 'object' && Array.isArray(body) !== isBatch)).not.toEqual([]);
  });

  test('send a good request after a bad one as a request of its own', () => {
    const { good, persona } = run.plan;
    const [one, two] = ['a@example.com', 'b@example.com'].map((email) => good.draft(persona, email).headers);
    const ids = Object.keys(one ?? {}).filter((name) => one?.[name] !== two?.[name]);
    const pairs = planned
      .filter(({ kase, drafts }) => kase.id.startsWith('probes/rule/') && drafts.length > 1)
      .map(({ drafts }) => drafts.slice(-2).map(({ headers }) => headers));
    const shared = pairs.flatMap(([bad, next]) => ids.filter((name) => bad?.[name] && bad[name] === next?.[name]));
    expect(shared).toEqual([]);
  });

  test('are fewer than 600 requests, long lists of values apart', () => {
    const lists = listsOf(planned);
    const short = planned.filter(({ kase }) => (lists.get(listOf(kase)) ?? 0) <= LONG);
    expect(short.flatMap(({ requests }) => requests).length).toBeLessThan(600);
  });

  test('name all personas that they send, but for sequences, which choose among those that are known', () => {
    const declared = contract.personas.map(({ name }) => name);
    const named = planned.filter(({ kase }) => kase.phase !== 'sequences');
    const silent = named.filter(({ kase, drafts }) =>
      drafts.some(({ persona }) => declared.includes(persona) && !kase.personas.includes(persona)),
    );
    expect(silent.map(({ kase }) => kase.id)).toEqual([]);
  });
});

describe.each(builtInIds)(
  'where nothing can be arranged and only one persona is known, the cases of %s',
  async (id) => {
    const contract = await loadContract(id);
    const [first] = contract.personas.map(({ name }) => name);
    const known = first === undefined ? [] : [first];
    const run = await aPlan(contract, { canArrange: false, baseUrl: 'https://far.example', personas: known });
    const planned = [...plannedRequests(casesOf(run.plan), run)];

    test('need no state, or say what is missing', () => {
      const needy = planned.filter(
        ({ kase }) => kase.missing === undefined && kase.make(run.plan.planning).given !== undefined,
      );
      expect(needy.map(({ kase }) => kase.id)).toEqual([]);
    });

    test('send nobody else unless they name the persona, so that they cannot be told', () => {
      const wrong = planned.filter(({ kase, drafts }) => {
        const others = drafts.map(({ persona }) => persona).filter((name) => !known.includes(name));
        return others.some(
          (name) => contract.personas.some((persona) => persona.name === name) && !kase.personas.includes(name),
        );
      });
      expect(wrong.map(({ kase }) => kase.id)).toEqual([]);
    });

    test('have at most 40 values of a list that is longer than 64', () => {
      expect(Math.max(...listsOf(planned).values())).toBeLessThanOrEqual(LONG);
    });

    test('are about every clause that counts, too', () => {
      const aims = aimsOf(planned);
      const schemas = answeredBy(
        planned.filter(({ kase }) => kase.id.startsWith('probes/fault/')),
        run,
      );
      const forgotten = countingClauses(contract).filter(
        (clause) => !aims.has(clause.id) && !schemas.has(clause.id) && !isShownByItself(clause, contract),
      );
      expect(forgotten.map((clause) => clause.id)).toEqual([]);
    });
  },
);
