import type { Holds } from '../specs/condition.ts';
import type { RuleClause } from '../specs/contract.ts';
import type { AnswerWriter } from './answer.ts';
import type { CompiledRule } from './rule.ts';

/** A clause with its rule bound to it. */
export interface CompiledClause {
  readonly clause: RuleClause;
  readonly holds: Holds;
  readonly rule: CompiledRule;
  readonly answer: AnswerWriter;
  readonly say: string;
}

/** A run of clauses that are judged together: for the request, or for every element of the batch. */
export interface Stage {
  readonly each: 'request' | 'item';
  readonly clauses: readonly CompiledClause[];
  /** True when an earlier answer may be sent again once this stage is passed. */
  readonly endsWithReplay: boolean;
}

/**
 * Neighbouring clauses about the same thing form one stage: an element's first fault is found before the next element is judged. The clause
 * after which an answer may be replayed ends its stage.
 */
export function toStages(clauses: readonly CompiledClause[], replayAfter: string | undefined): Stage[] {
  const stages: { each: 'request' | 'item'; clauses: CompiledClause[]; endsWithReplay: boolean }[] = [];
  for (const compiled of clauses) {
    const { each, id } = compiled.clause;
    const last = stages.at(-1);
    const stage = last?.each === each && !last.endsWithReplay ? last : undefined;
    if (stage) stage.clauses.push(compiled);
    else stages.push({ each, clauses: [compiled], endsWithReplay: false });
    const current = stages.at(-1);
    if (current && id === replayAfter) current.endsWithReplay = true;
  }
  return stages;
}
