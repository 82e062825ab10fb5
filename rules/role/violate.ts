import type { Persona, RuleClause } from '../../specs/contract.ts';
import { asArray } from '../../specs/json.ts';
import { blankDraft, compileIsAsked } from '../asked.ts';
import { slotsOf } from '../credentials.ts';
import type { Draft } from '../draft.ts';
import { lastOfBatch } from '../last-of-batch.ts';
import { leaveToCaller } from '../present.ts';
import type { Violate, ViolateContext, Violator } from '../violate.ts';
import { waysToHold } from '../ways-to-hold.ts';

/** Every caller whose role is another, in each of the cases in which the clause asks for one. */
export const violateRole: Violate = (clause, context) => {
  const { contract, operation } = context;
  const slots = slotsOf(contract, operation.id);
  const isAsked = compileIsAsked(clause, context);
  const violators = callersFor(clause, context).flatMap(({ name }) =>
    waysToHold(clause, context).map((way): Violator => {
      const alter = (draft: Draft): Draft => way.alter({ ...leaveToCaller(draft, slots), persona: name });
      const note = way.note === '' ? `by ${name}` : `${way.note} by ${name}`;
      return { note, ...(way.isGrey && { isGrey: true }), alter };
    }),
  );
  const asked = violators.filter(({ alter }) => isAsked(alter(blankDraft(context))));
  return [...asked, ...lastOfBatch(asked, clause, context)];
};

/** Active personas without the role, who have those that the operation asks of every caller. */
function callersFor(clause: RuleClause, { contract, operation }: ViolateContext): Persona[] {
  const demands = operation.clauses.filter(
    (other) => other.rule === 'role' && !other.off && other.id !== clause.id && other.each === 'request',
  );
  const isAbout = (other: RuleClause): boolean => other.when.every(({ the }) => the.startsWith('{$caller'));
  return contract.personas.filter(
    (persona) =>
      persona.attributes['active'] !== false &&
      !hasRole(persona, clause) &&
      demands.filter(isAbout).every((other) => hasRole(persona, other)),
  );
}

function hasRole({ attributes }: Persona, { params }: RuleClause): boolean {
  const { role } = attributes;
  return role !== undefined && asArray(params['anyOf']).includes(role);
}
