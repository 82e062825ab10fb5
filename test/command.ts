import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

/** The built command; `npm test` builds it first. */
export const MAIN: string = fileURLToPath(new URL('../dist/cli/main.js', import.meta.url));

/** How a command ended. */
export interface Ended {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

/** Runs the built command to its end. */
export function runCommand(...args: string[]): Promise<Ended> {
  return new Promise((resolve) => {
    execFile(process.execPath, [MAIN, ...args], { maxBuffer: 64 * 1024 * 1024 }, (error, out, err) => {
      resolve({ code: error ? Number(error.code ?? 1) : 0, out, err });
    });
  });
}

/** A mock that was started as a command. */
export interface StartedMock {
  readonly child: ChildProcess;
  readonly url: string;
  /** What it has printed so far. */
  readonly text: () => string;
}

const running: ChildProcess[] = [];

/** Starts `doublecheck mock` on a free port and waits until it has printed its banner. */
export async function startCommand(...args: string[]): Promise<StartedMock> {
  const child = spawn(process.execPath, [MAIN, 'mock', ...args, '-p', '0']);
  running.push(child);
  let text = '';
  child.stderr.on('data', (chunk) => {
    text += chunk;
  });
  await new Promise<void>((resolve, reject) => {
    child.stdout.on('data', (chunk) => {
      text += chunk;
      if (text.includes('Stop with Ctrl+C')) resolve();
    });
    child.once('exit', () => reject(new Error(`the mock ended: ${text}`)));
  });
  return { child, url: / at (http:\S+)/.exec(text)?.[1] ?? '', text: () => text };
}

/** Ends every mock that a test has started and not ended itself. */
export async function endCommands(): Promise<void> {
  for (const child of running.splice(0)) {
    if (child.exitCode !== null || child.signalCode !== null) continue;
    child.kill('SIGKILL');
    await once(child, 'exit');
  }
}

/** What a line of shell prints. */
export function shell(line: string): Promise<string> {
  return new Promise((resolve) => execFile('sh', ['-c', line], (_, out) => resolve(out)));
}
