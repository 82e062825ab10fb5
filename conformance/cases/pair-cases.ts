import type { Violator } from '../../rules/violate.ts';
import type { RuleClause } from '../../specs/contract.ts';
import type { JsonObject } from '../../specs/json.ts';
import type { Case, Fresh } from './case.ts';
import type { PlanContext } from './plan-context.ts';
import { violatorsOf } from './rule-cases.ts';
import { draw } from './schema-cases.ts';

/** Requests with two faults of different clauses: any of the documented answers is right, and which one it is tells the order of precedence. */
export function pairCases(context: PlanContext, most: number): Case[] {
  const { operation, planning } = context;
  const single = operation.clauses.filter((clause) => first(clause, context, planning) !== undefined);
  const pairs = single.flatMap((one, index) => single.slice(index + 1).map((other) => [one, other] as const));
  return draw(pairs, most, planning).map(([one, other]): Case => {
    const callers = [one, other].map((clause) => callerOf(clause, context));
    return {
      id: `pairs/${nameOf(one)}+${nameOf(other)}`,
      phase: 'pairs',
      aims: [one.id, other.id],
      note: `${one.says} ${other.says}`,
      personas: [...new Set([context.persona, ...callers])],
      make: (fresh) => {
        const [a, b] = [first(one, context, fresh), first(other, context, fresh)];
        if (!a || !b) return { steps: [] };
        const draft = b.alter(a.alter(context.good.draft(context.persona, fresh.email())));
        return { given: mergeGiven([a, b]), steps: [{ note: `${a.note}, and ${b.note}`, draft }] };
      },
    };
  });
}

/** The number of pairs that are tried: the deterministic phases stay below 600 requests. */
export const MOST_PAIRS = 40;

function first(clause: RuleClause, context: PlanContext, fresh: Fresh): Violator | undefined {
  return violatorsOf(clause, context, fresh).find(
    ({ given, isGrey }) => !isGrey && (given === undefined || context.canArrange),
  );
}

/** Who sends the request that breaks a clause. */
function callerOf(clause: RuleClause, context: PlanContext): string {
  const { good, persona, planning } = context;
  const violator = first(clause, context, planning);
  return violator?.alter(good.draft(persona, planning.email())).persona ?? persona;
}

function mergeGiven(violators: readonly Violator[]): Violator['given'] {
  const given = violators.flatMap((violator) => (violator.given ? [violator.given] : []));
  if (given.length === 0) return undefined;
  const records: Record<string, JsonObject[]> = {};
  for (const { records: own } of given)
    for (const [name, list] of Object.entries(own)) records[name] = [...(records[name] ?? []), ...list];
  return { facts: Object.assign({}, ...given.map(({ facts }) => facts)), records };
}

function nameOf({ id }: RuleClause): string {
  return id.slice(id.indexOf('/') + 1);
}
