/** One choice of a level for every factor. */
export type Row<Factors extends Readonly<Record<string, readonly unknown[]>>> = {
  readonly [Name in keyof Factors]: Factors[Name][number];
};

/** A level of one factor, by the places of both. */
type Level = readonly [factor: number, level: number];

/**
 * Rows in which every pair of levels of two factors occurs at least once: few of them, the same ones every time. A
 * factor without levels makes rows impossible: there are none. Of one factor every level is a row.
 */
export function pairwise<const Factors extends Readonly<Record<string, readonly unknown[]>>>(
  factors: Factors,
): readonly Row<Factors>[] {
  const names = Object.keys(factors);
  const counts = names.map((name) => factors[name]?.length ?? 0);
  if (counts.includes(0) || names.length === 0) return [];
  const open = openPairs(counts);
  const rows: number[][] = [];
  while (open.size > 0) {
    const row = nextRow(counts, open);
    for (const key of pairsOf(row)) open.delete(key);
    rows.push(row);
  }
  return rows.map(
    (row) =>
      Object.fromEntries(
        row.map((level, index) => [names[index], factors[names[index] ?? '']?.[level]]),
      ) as Row<Factors>,
  );
}

/** Pairs that no row holds yet. A single factor is paired with itself. */
function openPairs(counts: readonly number[]): Set<string> {
  const open = new Set<string>();
  counts.forEach((count, factor) => {
    for (let level = 0; level < count; level += 1) {
      if (counts.length === 1) open.add(keyOf([factor, level], [factor, level]));
      for (let other = factor + 1; other < counts.length; other += 1)
        for (let second = 0; second < (counts[other] ?? 0); second += 1)
          open.add(keyOf([factor, level], [other, second]));
    }
  });
  return open;
}

/** Begins with the first open pair, then gives each factor the level that closes the most. */
function nextRow(counts: readonly number[], open: ReadonlySet<string>): number[] {
  const [seed = ''] = open;
  const row: (number | undefined)[] = counts.map(() => undefined);
  for (const part of seed.split(' ')) {
    const [factor = 0, level = 0] = part.split(':').map(Number);
    row[factor] = level;
  }
  counts.forEach((count, factor) => {
    if (row[factor] !== undefined) return;
    let best = 0;
    let bestGain = -1;
    for (let level = 0; level < count; level += 1) {
      const gain = gainOf([factor, level], row, open);
      if (gain > bestGain) [best, bestGain] = [level, gain];
    }
    row[factor] = best;
  });
  return row.map((level) => level ?? 0);
}

function gainOf(level: Level, row: readonly (number | undefined)[], open: ReadonlySet<string>): number {
  return row.filter((other, factor) => other !== undefined && open.has(keyOf(level, [factor, other]))).length;
}

function pairsOf(row: readonly number[]): string[] {
  return row.flatMap((level, factor) =>
    row.slice(factor).map((other, offset) => keyOf([factor, level], [factor + offset, other])),
  );
}

function keyOf(first: Level, second: Level): string {
  const [low, high] = first[0] <= second[0] ? [first, second] : [second, first];
  return `${low.join(':')} ${high.join(':')}`;
}
