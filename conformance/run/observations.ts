import type { Phase } from '../cases/case.ts';
import type { DecodedAnswer } from '../judge/decoded-answer.ts';
import type { Expectation, Fault } from '../judge/expectation.ts';
import type { FitsOutcome } from '../judge/outcome.ts';
import type { Verdict } from '../judge/verdict.ts';
import type { Observation } from '../report/report.ts';

/** One request and how it was answered. */
interface Shown {
  readonly answer: DecodedAnswer | undefined;
  readonly expectation: Expectation;
  readonly verdict: Verdict | undefined;
}

interface Question {
  readonly question: string;
  readonly answers: Map<string, number>;
}

/** What a target does on points that are open, counted: its dialect. */
export class Observations {
  readonly #questions = new Map<string, Question>();

  /** Notes what one request shows: how a fault is answered, or which of two comes first. */
  note({ answer, expectation, verdict }: Shown, phase: Phase, fits: FitsOutcome): void {
    if (!answer || !verdict) return;
    const known = expectation.faults.filter(({ isUnknown }) => !isUnknown);
    const clauses = [...new Map(known.map((fault) => [fault.answered.id, fault])).values()];
    const [first, second, third] = clauses;
    if (first && !second) {
      const told = verdict.kind === 'success' ? 'accepted' : `refused with ${answer.status}`;
      this.#count(first.answered.id, `What answers this: ${first.answered.says}`, told);
    }
    if (!first || !second || third || phase !== 'pairs' || verdict.kind === 'success') return;
    const fitting = [first, second].filter(({ accept }) => accept.some((outcome) => fits(outcome, answer)));
    const [winner] = fitting;
    if (winner && fitting.length === 1)
      this.#count(
        pairId(first, second),
        `Which is answered first: ${pairId(first, second).replace(' + ', ' or ')}?`,
        winner.answered.id,
      );
  }

  /** Every point with its commonest answer, sorted by id. */
  list(): Observation[] {
    return [...this.#questions]
      .map(([id, { question, answers }]): Observation => {
        const [answer = '', count = 0] = [...answers].toSorted((a, b) => b[1] - a[1])[0] ?? [];
        return { id, question, answer, count, of: [...answers.values()].reduce((sum, each) => sum + each, 0) };
      })
      .toSorted((a, b) => (a.id < b.id ? -1 : 1));
  }

  #count(id: string, question: string, answer: string): void {
    const known = this.#questions.get(id) ?? { question, answers: new Map<string, number>() };
    this.#questions.set(id, known);
    known.answers.set(answer, (known.answers.get(answer) ?? 0) + 1);
  }
}

function pairId(a: Fault, b: Fault): string {
  return [a.answered.id, b.answered.id].toSorted().join(' + ');
}
