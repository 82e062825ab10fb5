import { burstCases } from './cases/burst-cases.ts';
import type { Case, Phase } from './cases/case.ts';
import { goodCases } from './cases/good-cases.ts';
import { MOST_PAIRS, pairCases } from './cases/pair-cases.ts';
import type { PlanContext } from './cases/plan-context.ts';
import { randomCases } from './cases/random-cases.ts';
import { ruleCases } from './cases/rule-cases.ts';
import { edgeCases, faultCases } from './cases/schema-cases.ts';
import { sequenceCases, trialCases, walkCases } from './cases/sequence-cases.ts';
import { valueCases } from './cases/value-cases.ts';

/** Sequences of a run. */
const SEQUENCES = 5;

/** The cases of each phase, in order. */
export const PLANS: readonly (readonly [phase: Phase, plan: (context: PlanContext) => Iterable<Case>])[] = [
  ['probes', probes],
  ['pairs', (context) => pairCases(context, MOST_PAIRS)],
  ['sequences', (context) => [...sequenceCases(context, SEQUENCES), ...walkCases(context)]],
  ['bursts', burstCases],
  ['random', randomCases],
];

function probes(context: PlanContext): Case[] {
  return [
    ...goodCases(context),
    ...ruleCases(context),
    ...trialCases(context),
    ...faultCases(context),
    ...edgeCases(context),
    ...valueCases(context),
  ];
}
