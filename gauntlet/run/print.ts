import type { Result, Score, Tally } from './score.ts';

/** The score for people: what got away, who was accused, then the tables. */
export function printScore(score: Score, print: (line: string) => void): void {
  const { mutants, killed, variants, falseAlarms, undecided, requests, ms } = score;
  for (const [title, results] of [
    ['survived', score.survivors],
    ['false alarm', falseAlarms],
    ['undecided', undecided],
    ['fault of the kit', score.faults],
  ] as const)
    for (const result of results) printResult(title, result, print);
  for (const problem of score.staleEquivalents) print(`equivalents.json: ${problem}`);
  print('\nby operator');
  printTallies(score.byOperator, print);
  print('\nby clause');
  printTallies(score.byClause, print);
  print('');
  print(`mutants   ${killed} of ${mutants} killed (${percent(killed, mutants)})`);
  print(
    `variants  ${variants - falseAlarms.length - undecided.length} of ${variants} green, ${falseAlarms.length} false alarms, ${undecided.length} undecided`,
  );
  print(
    `kills     ${requests[0]} requests (p95 ${requests[1]}), ${Math.round(ms[0])} ms (p95 ${Math.round(ms[1])}) to the first finding`,
  );
}

function printResult(title: string, { deviation, examination }: Result, print: (line: string) => void): void {
  const { id, says, profile } = deviation;
  const { seed, verdict, why, failed, finding, requests } = examination;
  print(`${title}: ${id}  (${profile}, seed ${seed}, ${verdict}, ${requests} requests)`);
  print(`    ${says}`);
  print(`    ${why}${failed.length > 0 ? ` Failed: ${failed.join(', ')}.` : ''}`);
  if (finding !== null) print(`    ${finding}`);
}

/** Rows that are full stand together in one line. */
function printTallies(tallies: readonly Tally[], print: (line: string) => void): void {
  const open = tallies.filter(({ killed, of }) => killed < of);
  for (const { name, killed, of } of open)
    print(`  ${String(killed).padStart(4)} of ${String(of).padStart(4)}  ${name}`);
  const full = tallies.length - open.length;
  if (full > 0) print(`  all of the other ${full}`);
}

function percent(part: number, whole: number): string {
  return whole === 0 ? 'none' : `${((100 * part) / whole).toFixed(1)} %`;
}
