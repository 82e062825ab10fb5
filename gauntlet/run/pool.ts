import { parentPort, Worker, workerData } from 'node:worker_threads';
import type { GauntletArguments } from './arguments.ts';
import { type Examination, examine } from './examine.ts';
import { type Entry, rosterOf } from './roster.ts';

/** One server under one seed. */
export interface Job {
  readonly id: string;
  readonly seed: number;
}

/** Examines the servers in several threads; `done` hears of each. `script` is the module that runs `serveJobs` in a worker. */
export async function runPool(
  script: URL,
  jobs: readonly Job[],
  args: GauntletArguments,
  done: (examination: Examination) => void,
): Promise<void> {
  const waiting = [...jobs];
  const count = Math.min(args.concurrency, jobs.length);
  await Promise.all(
    Array.from({ length: count }, () => runWorker(new Worker(script, { workerData: args }), waiting, done)),
  );
}

/** Gives a worker one job after the other. The first message of a worker asks for one, every other brings a result. */
function runWorker(worker: Worker, waiting: Job[], done: (examination: Examination) => void): Promise<void> {
  return new Promise((resolve, reject) => {
    worker.on('message', (message: Examination | 'ready') => {
      if (message !== 'ready') done(message);
      const job = waiting.shift();
      if (job) worker.postMessage(job);
      else worker.terminate().then(() => resolve(), reject);
    });
    worker.on('error', reject);
  });
}

/** Does jobs until the thread is ended. */
export async function serveJobs(): Promise<void> {
  const args: GauntletArguments = workerData;
  const roster = await rosterOf(args);
  parentPort?.on('message', async ({ id, seed }: Job) => {
    const entry = roster.get(id);
    if (!entry) throw new Error(`no server ${id}`);
    const options = { seed, isBroken: entry.mutant !== undefined, maxRequests: mostRequests(entry, args) };
    parentPort?.postMessage(await examine(entry.base, entry.deviation, options));
  });
  parentPort?.postMessage('ready');
}

/** Enough for the deterministic phases and some random cases: most legal servers differ in what those look at. */
const REQUESTS_OF_VARIANT = 2500;

function mostRequests({ mutant }: Entry, { maxRequests, isThorough }: GauntletArguments): number {
  return mutant || isThorough ? maxRequests : Math.min(maxRequests, REQUESTS_OF_VARIANT);
}
