import { clauseId } from '../specs/clause-id.ts';
import type { Clause } from '../specs/contract.ts';
import type { Base } from './base.ts';
import { effectMutants } from './clauses/effects.ts';
import { keywordMutants } from './clauses/keywords.ts';
import { responseMutants } from './clauses/response-keywords.ts';
import { ruleMutants } from './clauses/rules.ts';
import { statusMutants } from './clauses/status.ts';
import type { Mutant, MutantDraft } from './deviation.ts';
import { engineMutants } from './engine/index.ts';
import { openPointOf } from './open-points.ts';
import { lowestProfile } from './profile.ts';
import { primaryOf } from './stage.ts';

/** Every mutant of a contract: what it promises, broken in one point each. Points that it leaves open are no mutants. */
export async function mutantsOf(base: Base): Promise<Mutant[]> {
  const candidates = await candidatesOf(base);
  return candidates.filter(({ id }) => openPointOf(id) === undefined);
}

/** The mutants and the changes at open points. Only the create call is judged, so that only its promises can be broken. */
export async function candidatesOf(base: Base): Promise<Mutant[]> {
  const primary = primaryOf(base.contract);
  const drafts: MutantDraft[] = [
    ...keywordMutants(base, primary),
    ...effectMutants(base, primary),
    ...engineMutants(base),
  ];
  drafts.push(...ruleMutants(base, primary), ...(await statusMutants(base, primary)), ...responseMutants(primary));
  return distinct(drafts.flatMap((draft) => toMutant(base, draft)));
}

/** Nothing for a clause that never fails anybody. */
function toMutant({ id: contract, contract: { clauses }, edited }: Base, draft: MutantDraft): Mutant[] {
  const clause = clauseId(contract, draft.clause);
  const profile = draft.profile ?? profileOf(clauses, clause);
  if (profile === undefined) return [];
  const { operator, detail, says, edit, engine } = draft;
  return [
    {
      id: `${clause}:${operator}${detail === undefined ? '' : `:${detail}`}`,
      contract,
      clause,
      operator,
      says,
      profile,
      make: () => edited(edit ?? (() => undefined)),
      ...(engine && { engine }),
    },
  ];
}

function profileOf(clauses: readonly Clause[], id: string): Mutant['profile'] | undefined {
  const clause = clauses.find((each) => each.id === id);
  if (!clause) throw new Error(`${id} is no clause: the gauntlet's table of clauses is out of date`);
  return lowestProfile(clause);
}

/** Several media types of one body have the same clauses. */
function distinct(mutants: readonly Mutant[]): Mutant[] {
  return [...new Map(mutants.map((mutant) => [mutant.id, mutant])).values()];
}
