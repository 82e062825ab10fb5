import type { AcceptedOutcome, Clause, Contract } from '../../specs/contract.ts';
import type { DecodedAnswer } from './decoded-answer.ts';
import { isSuccessStatus } from './decoded-answer.ts';
import type { Expectation, Fault } from './expectation.ts';
import { type FitsOutcome, isOpenStatus } from './outcome.ts';

/** What an answer says, and what is wrong with it. */
export interface Verdict {
  readonly kind: 'success' | 'refusal';
  /** Undefined when a fair judge accepts the answer. */
  readonly fault: VerdictFault | undefined;
}

/** Why an answer is not accepted. */
export interface VerdictFault {
  /** `accepted`: what must be refused was accepted; `refused`: the other way round; `status`: refused in another way than documented; `failed`: a server error. */
  readonly kind: 'accepted' | 'refused' | 'status' | 'failed';
  /** The faults that must have been refused, or whose answer is documented otherwise. */
  readonly faults: readonly Fault[];
}

/** Tells a success from a refusal: some vendors refuse with 2xx and say so in the body. */
export type IsSuccess = (answer: DecodedAnswer) => boolean;

/** The distinction for one contract: a 2xx whose body is one that the contract documents for refusals is a refusal. */
export function createIsSuccess({ clauses }: Contract, fits: FitsOutcome): IsSuccess {
  const accepted = clauses.flatMap((clause) => clause.accept ?? []);
  const refusals = accepted.filter(
    ({ status, body }) =>
      body !== undefined && (status === '2XX' || (typeof status === 'number' && isSuccessStatus(status))),
  );
  return (answer) => isSuccessStatus(answer.status) && !refusals.some((outcome) => fits(outcome, answer));
}

/**
 * Judges status and kind of one answer. Shape, promises and state are judged apart.
 * `shown` are the places of the elements that a list in it shows.
 */
export function verdictOf(
  expectation: Expectation,
  answer: DecodedAnswer,
  isSuccess: IsSuccess,
  fits: FitsOutcome,
  shown: ReadonlySet<number> | undefined,
): Verdict {
  const { success, faults, doubts } = expectation;
  const certain = faults.filter(({ isCertain }) => isCertain);
  if (isSuccess(answer)) {
    const taken =
      success === 'never' ? certain : certain.filter(({ index }) => index !== undefined && shown?.has(index));
    return { kind: 'success', fault: taken.length > 0 ? { kind: 'accepted', faults: taken } : undefined };
  }
  const refusal = (fault: VerdictFault | undefined): Verdict => ({ kind: 'refusal', fault });
  if (success === 'must') return refusal({ kind: answer.status >= 500 ? 'failed' : 'refused', faults: [] });
  const documented = faults.flatMap(({ accept }) => accept);
  if (documented.some((outcome) => fitsRefusal(outcome, answer, fits))) return refusal(undefined);
  if (answer.status >= 500) return refusal({ kind: 'failed', faults: closed(certain, faults, doubts) });
  // What is unknown may be answered as it is documented, and not otherwise.
  const isOpen = doubts.length > 0 || faults.some(({ isCertain, isUnknown }) => !isCertain && !isUnknown);
  if (isOpen && answer.status >= 400) return refusal(undefined);
  return refusal({ kind: certain.length > 0 || isOpen ? 'status' : 'refused', faults: certain });
}

/** What documents no status does not document 5xx. */
function fitsRefusal(outcome: AcceptedOutcome, answer: DecodedAnswer, fits: FitsOutcome): boolean {
  return !(answer.status >= 500 && isOpenStatus(outcome)) && fits(outcome, answer);
}

/** The faults whose documented answer a server error breaks; none when something else may have caused it. */
function closed(certain: readonly Fault[], faults: readonly Fault[], doubts: readonly string[]): readonly Fault[] {
  if (doubts.length > 0 || certain.length < faults.length) return [];
  return certain.filter(({ accept }) => accept.every((outcome) => !isOpenStatus(outcome)));
}

/** The clauses that a fault is about: the keyword's and the rule's. */
export function clausesOf({ clause, answered }: Fault): readonly Clause[] {
  return clause === answered ? [answered] : [clause, answered];
}
