import type { Deviation, Mutant } from '../deviation.ts';
import { type Equivalent, MOST_EQUIVALENT } from '../equivalents.ts';
import { type Examination, isKilled } from './examine.ts';
import type { Entry } from './roster.ts';

/** Mutants of one clause or operator: how many there are, and how many were killed. */
export interface Tally {
  readonly name: string;
  readonly killed: number;
  readonly of: number;
}

/** A server with what was found out about it. */
export interface Result<D extends Deviation = Deviation> {
  readonly deviation: D;
  readonly examination: Examination;
}

/** The outcome of the gauntlet. */
export interface Score {
  readonly mutants: number;
  readonly killed: number;
  /** Broken servers that got away, and are not known to be equivalent. */
  readonly survivors: readonly Result<Mutant>[];
  /** Legal servers that were found wrong. */
  readonly falseAlarms: readonly Result[];
  /** Legal servers that got no verdict. */
  readonly undecided: readonly Result[];
  readonly faults: readonly Result[];
  /** What is wrong with the list of equivalents. */
  readonly staleEquivalents: readonly string[];
  readonly variants: number;
  readonly byClause: readonly Tally[];
  readonly byOperator: readonly Tally[];
  /** Of the kills: median and 95th percentile. */
  readonly requests: readonly [median: number, p95: number];
  readonly ms: readonly [median: number, p95: number];
}

/** Counts everything up. An equivalent is stale when it was killed under some seed, or is no mutant any more. */
export function scoreOf(
  roster: ReadonlyMap<string, Entry>,
  examinations: readonly Examination[],
  equivalents: readonly Equivalent[],
  isWhole: boolean,
): Score {
  const mutants: Result<Mutant>[] = [];
  const variants: Result[] = [];
  for (const examination of examinations) {
    const entry = roster.get(examination.id);
    if (entry?.mutant) mutants.push({ deviation: entry.mutant, examination });
    else if (entry) variants.push({ deviation: entry.deviation, examination });
  }
  const excused = new Set(equivalents.map(({ id }) => id));
  const judged = mutants.filter(({ deviation }) => !excused.has(deviation.id));
  const kills = judged.filter(({ examination }) => isKilled(examination));
  const faults = [...judged, ...variants].filter(({ examination }) => examination.verdict === 'kit-fault');
  return {
    mutants: judged.length,
    killed: kills.length,
    survivors: judged.filter((result) => !isKilled(result.examination) && !faults.includes(result)),
    falseAlarms: variants.filter(({ examination }) => examination.verdict === 'nonconformant'),
    undecided: variants.filter(({ examination }) => examination.verdict === 'inconclusive'),
    faults,
    staleEquivalents: stale(equivalents, mutants, isWhole),
    variants: variants.length,
    byClause: tally(judged, ({ clause }) => clause),
    byOperator: tally(judged, ({ operator }) => operator),
    requests: spread(kills.map(({ examination }) => examination.requests)),
    ms: spread(kills.map(({ examination }) => examination.ms)),
  };
}

function stale(equivalents: readonly Equivalent[], mutants: readonly Result<Mutant>[], isWhole: boolean): string[] {
  const ids = new Set(mutants.map(({ deviation }) => deviation.id));
  const killed = new Set(
    mutants.filter(({ examination }) => isKilled(examination)).map(({ deviation }) => deviation.id),
  );
  const share = ids.size === 0 ? 0 : equivalents.filter(({ id }) => ids.has(id)).length / ids.size;
  return [
    ...equivalents.filter(({ id }) => killed.has(id)).map(({ id }) => `${id} was killed`),
    ...(isWhole ? equivalents.filter(({ id }) => !ids.has(id)).map(({ id }) => `${id} is no mutant`) : []),
    ...(isWhole && share > MOST_EQUIVALENT
      ? [`${(share * 100).toFixed(1)} % of the mutants are called equivalent`]
      : []),
  ];
}

/** By name; the worst first. */
function tally(results: readonly Result<Mutant>[], nameOf: (mutant: Mutant) => string): Tally[] {
  const byName = new Map<string, { killed: number; of: number }>();
  for (const { deviation, examination } of results) {
    const name = nameOf(deviation);
    const known = byName.get(name) ?? { killed: 0, of: 0 };
    byName.set(name, { killed: known.killed + (isKilled(examination) ? 1 : 0), of: known.of + 1 });
  }
  return [...byName]
    .map(([name, counts]) => ({ name, ...counts }))
    .toSorted((a, b) => a.killed / a.of - b.killed / b.of || (a.name < b.name ? -1 : 1));
}

function spread(values: readonly number[]): [median: number, p95: number] {
  const sorted = values.toSorted((a, b) => a - b);
  const at = (part: number): number => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? 0;
  return [at(0.5), at(0.95)];
}

/** True when nothing broken got away and nobody legal was accused. */
export function isPassed({ survivors, falseAlarms, undecided, faults, staleEquivalents }: Score): boolean {
  return [survivors, falseAlarms, undecided, faults, staleEquivalents].every((list) => list.length === 0);
}
