import type { Draft } from '../../rules/draft.ts';
import type { Case, Scenario, Step } from './case.ts';
import { creationClause, type PlanContext } from './plan-context.ts';

/** Requests that are sent at once. */
const COPIES = 6;

/** The same create several times at once, and several creates for the last place: whoever checks first and acts later lets two win. */
export function burstCases(context: PlanContext): Case[] {
  const { operation, good, persona, canArrange } = context;
  const counted = Object.entries(operation.effect?.uses ?? {});
  const unique = operation.clauses.filter(({ rule, off }) => rule === 'unique' && !off);
  const quota = operation.clauses.filter(({ rule }) => rule === 'quota');
  const creation = creationClause(context);
  const aim = creation ? [creation.id] : [];
  const same = (index: number): Case => ({
    id: `bursts/same/${index}`,
    phase: 'bursts',
    aims: [...unique.map(({ id }) => id), ...aim],
    note: `${COPIES} identical creates at once`,
    personas: [persona],
    make: (fresh) => {
      const email = fresh.email();
      return { steps: together(() => good.draft(persona, email)) };
    },
  });
  const last = (index: number): Case => ({
    id: `bursts/last/${index}`,
    phase: 'bursts',
    aims: [...quota.map(({ id }) => id), ...aim],
    note: `${COPIES} creates at once for one place`,
    personas: [persona],
    make: (fresh): Scenario => {
      const facts = Object.fromEntries(counted.map(([fact, by]) => [fact, by]));
      return { given: { facts, records: {} }, steps: together(() => good.draft(persona, fresh.email())) };
    },
  });
  const different = (index: number): Case => ({
    id: `bursts/different/${index}`,
    phase: 'bursts',
    aims: aim,
    note: `${COPIES} creates at once for different addresses`,
    personas: [persona],
    make: (fresh) => {
      return { steps: together(() => good.draft(persona, fresh.email())) };
    },
  });
  const rounds = [0, 1, 2];
  return [...rounds.map(same), different(0), ...(canArrange && counted.length > 0 ? rounds.map(last) : [])];
}

/** One step of several requests at once. */
function together(make: () => Draft): Step[] {
  const draft = make();
  return [{ note: 'create', draft, beside: Array.from({ length: COPIES - 1 }, make) }];
}
