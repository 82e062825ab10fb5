import type { Draft } from '../../rules/draft.ts';
import { ruleOf } from '../../rules/index.ts';
import type { ViolateContext, Violator } from '../../rules/violate.ts';
import type { CompileFits } from '../../specs/condition.ts';
import type { RuleClause } from '../../specs/contract.ts';
import { atPointer } from '../../specs/json.ts';
import { fits as testOf } from '../promises/claims.ts';
import type { Case, Fresh, Step } from './case.ts';
import type { PlanContext } from './plan-context.ts';

const compileFits: CompileFits = (schema) => testOf(schema);

/** What the violators of rules may use, for one run of one case. */
function violateContext(context: PlanContext, { email, random }: Fresh): ViolateContext {
  const { contract, operation, fact, canArrange, encode } = context;
  return { contract, operation, fits: compileFits, random, fact, canArrange, email, schemaFaults: [], encode };
}

/** The ways to break one clause; schema clauses are broken by the faults of values instead. */
export function violatorsOf(clause: RuleClause, context: PlanContext, fresh: Fresh): readonly Violator[] {
  if (clause.off || clause.rule === 'schema') return [];
  return ruleOf(clause.rule)?.violate(clause, violateContext(context, fresh)) ?? [];
}

/** One case for every way to break a clause about more than the form of the request. */
export function ruleCases(context: PlanContext): Case[] {
  const { operation, planning } = context;
  return operation.clauses.flatMap((clause) =>
    violatorsOf(clause, context, planning).map((violator, index) => ruleCase(clause, violator, index, context)),
  );
}

/** The violators are made anew for every run of the case, because their addresses must be new. */
function ruleCase(clause: RuleClause, violator: Violator, index: number, context: PlanContext): Case {
  const { canArrange, persona, good, planning } = context;
  const { note, given, before, alter } = violator;
  const isArranged = given !== undefined && canArrange;
  const caller = alter(good.draft(persona, planning.email())).persona;
  return {
    id: `probes/rule/${clause.id.split('/')[1]}/${index}`,
    phase: 'probes',
    aims: [clause.id],
    note,
    personas: [...new Set([persona, caller])],
    ...(given !== undefined && !isArranged && !before && { missing: NOT_ARRANGED }),
    make: (fresh) => {
      const again = violatorsOf(clause, context, fresh)[index];
      if (!again) return { steps: [] };
      const steps = stepsOf(again, isArranged, index === 0, context, fresh);
      return { given: isArranged ? again.given : undefined, steps };
    },
  };
}

const NOT_ARRANGED = 'it shows in a state that must be arranged: the target file would have to give the hook arrange';

function stepsOf(
  violator: Violator,
  isArranged: boolean,
  isFirst: boolean,
  context: PlanContext,
  fresh: Fresh,
): Step[] {
  const { good, persona } = context;
  const email = fresh.email();
  const base = good.draft(persona, email);
  const before =
    !isArranged && violator.before ? [{ note: 'what must be there first', draft: violator.before(base) }] : [];
  const draft = violator.alter(base);
  // A refused address is still free: seen from outside, this is what "nothing was created" means. It is another request, with its own id.
  const after =
    isFirst && keepsEmail(draft, email, context)
      ? [{ note: 'the same address in a good request', draft: good.draft(persona, email) }]
      : [];
  const probe = { note: violator.note, draft, isGrey: violator.isGrey === true };
  return [...before, probe, ...(violator.isGrey ? [] : after)];
}

function keepsEmail({ body, raw }: Draft, email: string, { emailAt }: PlanContext): boolean {
  const item = Array.isArray(body) ? body[0] : body;
  return raw === undefined && emailAt !== undefined && atPointer(item, emailAt) === email;
}
