import { isMainThread } from 'node:worker_threads';
import { equivalents } from './equivalents.ts';
import { readArguments } from './run/arguments.ts';
import type { Examination } from './run/examine.ts';
import { runPool, serveJobs } from './run/pool.ts';
import { printScore } from './run/print.ts';
import { idsUnder, rosterOf } from './run/roster.ts';
import { isPassed, scoreOf } from './run/score.ts';

/** How many examinations there are between two lines of progress. */
const STEP = 100;

if (isMainThread) await runGauntlet();
else await serveJobs();

/** Examines every server, prints the score, and sets the exit code: 1 when the suite missed one or accused one. */
async function runGauntlet(): Promise<void> {
  const args = readArguments(process.argv.slice(2));
  const started = performance.now();
  const roster = await rosterOf(args);
  if (roster.size === 0) throw new Error('nothing fits --contract and --only');
  const isEveryRow = args.isThorough || args.only !== undefined;
  const jobs = args.seeds.flatMap((seed) => idsUnder(seed, roster, isEveryRow).map((id) => ({ id, seed })));
  const examinations: Examination[] = [];
  await runPool(new URL(import.meta.url), jobs, args, (examination) => {
    examinations.push(examination);
    const seconds = Math.round((performance.now() - started) / 1000);
    if (examinations.length % STEP === 0) console.error(`${examinations.length} of ${jobs.length}, ${seconds} s`);
  });
  const isWhole = args.contract === undefined && args.only === undefined && args.what !== 'variants';
  const score = scoreOf(roster, examinations, equivalents, isWhole);
  printScore(score, (line) => console.log(line));
  console.log(`time      ${Math.round((performance.now() - started) / 1000)} s, seeds ${args.seeds.join(', ')}`);
  process.exitCode = isPassed(score) ? 0 : 1;
}
