import type { Draft } from '../../rules/draft.ts';
import type { Json } from '../../specs/json.ts';
import type { Case, Fresh } from './case.ts';
import { setAt } from './graft.ts';
import { creationClause, type PlanContext } from './plan-context.ts';
import { givenFor } from './schema-cases.ts';

type Make = (fresh: Fresh) => Draft;

/** A case of one request with a single value of its own; `member` is the one that it is about. */
export function valueCase(
  context: PlanContext,
  id: string,
  note: string,
  aims: readonly string[],
  make: Make,
  member?: string,
): Case {
  const creation = creationClause(context);
  return {
    id: `probes/value/${id}`,
    phase: 'probes',
    aims: aims.length > 0 ? aims : creation ? [creation.id] : [],
    note,
    personas: [context.persona],
    make: (fresh) => {
      const draft = make(fresh);
      return {
        given: member === undefined ? undefined : givenFor(pointerTo(member, context), draft, context),
        steps: [{ note, draft }],
      };
    },
  };
}

/** A good request with another value of one member. */
export function withMember(name: string, value: Json, { good, persona, operation }: PlanContext, fresh: Fresh): Draft {
  const draft = good.draft(persona, fresh.email());
  return { ...draft, body: setAt(draft.body, pointerTo(name, { operation }), value) };
}

/** Pointer of a member of the body, or of the first element of its batch. */
export function pointerTo(name: string, { operation }: Pick<PlanContext, 'operation'>): string {
  return operation.effect?.each === 'item' ? `/0/${name}` : `/${name}`;
}

/** Ids of the clauses of a keyword of a member. */
export function aimsAt(name: string, keyword: string, { operation }: PlanContext): string[] {
  return operation.keywordClauses
    .filter((clause) => clause.where === 'body' && clause.path[0] === name && clause.keyword === keyword)
    .map(({ id }) => id);
}
