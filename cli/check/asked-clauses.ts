import type { Profile } from '../../conformance/report/report.ts';
import { countsAt } from '../../conformance/run/run-context.ts';
import type { Contract } from '../../specs/contract.ts';
import { UsageError } from '../usage-error.ts';

const MOST_NAMED = 5;

/**
 * Ids of the clauses that `--only` asks for; undefined for all. The contract's own name may be left out.
 * @throws UsageError with the nearest ids that there are.
 */
export function askedClauses(asked: readonly string[], { id, clauses }: Contract): readonly string[] | undefined {
  if (asked.length === 0) return undefined;
  const known = clauses.map((clause) => clause.id);
  return asked.map((text) => {
    const found = known.find((each) => each === text) ?? known.find((each) => nameOf(each) === text);
    if (found !== undefined) return found;
    throw new UsageError(
      `--only ${text}: ${id} has no such clause. Nearest are ${nearest(text, known).join(', ')}. All: doublecheck list ${id}.`,
      'DC_CLAUSE_UNKNOWN',
    );
  });
}

/** What to say about clauses that were asked for and cannot fail anybody at the profile; a line for each. */
export function uncountedLines(asked: readonly string[], { clauses }: Contract, profile: Profile): string[] {
  const counts = countsAt(profile);
  return clauses
    .filter((clause) => asked.includes(clause.id) && !counts(clause))
    .map(
      ({ id, level, basis }) =>
        `${id} (${level}, basis ${basis}) cannot fail anybody at the profile ${profile}, so that no verdict can rest on it.`,
    );
}

function nameOf(clause: string): string {
  return clause.slice(clause.lastIndexOf('/') + 1);
}

function nearest(text: string, known: readonly string[]): string[] {
  const wanted = nameOf(text).toLowerCase();
  const ranked = known.map((clause) => {
    const name = nameOf(clause).toLowerCase();
    const words = wanted.split(/[^a-z0-9]+/).filter((word) => word !== '' && name.includes(word)).length;
    return { clause, rank: editDistance(wanted, name) - 4 * words };
  });
  return ranked
    .toSorted((a, b) => a.rank - b.rank)
    .slice(0, MOST_NAMED)
    .map(({ clause }) => clause);
}

/** Levenshtein distance of two short texts. */
function editDistance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (const [line, character] of [...a].entries()) {
    const next = [line + 1];
    for (let column = 1; column <= b.length; column++) {
      const swap = (row[column - 1] ?? 0) + (b[column - 1] === character ? 0 : 1);
      next.push(Math.min(swap, (row[column] ?? 0) + 1, (next[column - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row[b.length] ?? 0;
}
