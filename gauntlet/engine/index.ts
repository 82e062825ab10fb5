import type { Base } from '../base.ts';
import type { MutantDraft } from '../deviation.ts';
import { answers } from './answers.ts';
import { batches } from './batches.ts';
import { callers } from './callers.ts';
import { duplicates } from './duplicates.ts';
import { crashes, failures } from './failures.ts';
import { ids } from './ids.ts';
import { mangled } from './mangled.ts';
import { particular } from './particular.ts';
import type { EngineCase } from './passing.ts';
import { refusals } from './refusals.ts';
import { seats } from './seats.ts';
import { traces } from './traces.ts';

const CASES: readonly (readonly [operator: string, cases: readonly EngineCase[]])[] = [
  ['duplicate', duplicates],
  ['seat', seats],
  ['trace', traces],
  ['batch', batches],
  ['id', ids],
  ['failure', failures],
  ['crash', crashes],
  ['caller', callers],
  ['wrong-answer', answers],
  ['mangled', mangled],
  ['refusal', refusals],
  ['particular', particular],
];

/** The hand-made deviations that make sense for a contract. */
export function engineMutants(base: Base): MutantDraft[] {
  return CASES.flatMap(([kind, cases]) =>
    cases.flatMap((entry): MutantDraft[] => {
      const clause = entry.clause ? entry.clause(base) : base.surface.clauses[entry.topic];
      if (clause === undefined || entry.only?.(base) === false) return [];
      return [{ clause, operator: `engine:${kind}`, detail: entry.name, says: entry.says, engine: entry.engine }];
    }),
  );
}
