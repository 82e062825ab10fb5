import { type ChildProcess, spawn } from 'node:child_process';
import { type Ask, HOOK_TIMEOUT_MS, parseHookAnswer } from './ask.ts';
import { messageOf, printableLine } from './printable-line.ts';

/** Where and how long a command runs. */
export interface CommandSetup {
  /** Folder in which it runs: that of the target file. */
  readonly folder: string;
  readonly timeoutMs?: number;
}

/** Most that a command may write, in bytes. */
const MAX_BYTES = 10 * 1024 * 1024;

/**
 * The hook as a command: the object on standard input, the answer on standard output, exit code 0. It runs without a shell; with
 * all that it has started it is killed when its time is over or when it writes too much.
 */
export function commandHook(command: readonly string[], { folder, timeoutMs = HOOK_TIMEOUT_MS }: CommandSetup): Ask {
  const [file = '', ...parameters] = command;
  return (input) =>
    new Promise((resolve, reject) => {
      // A group of its own, so that what it starts can be ended with it.
      const child = spawn(file, parameters, { cwd: folder, detached: process.platform !== 'win32', windowsHide: true });
      const fail = (reason: string): void => {
        clearTimeout(timer);
        kill(child);
        reject(new Error(reason));
      };
      const timer = setTimeout(() => fail(`it did not end within ${timeoutMs} ms`), timeoutMs);
      const output = collect(child, () => fail(`it wrote more than ${MAX_BYTES} bytes`));
      child.on('error', (error) => fail(`it cannot be started: ${messageOf(error)}`));
      child.on('close', (code, signal) => {
        clearTimeout(timer);
        if (code !== 0)
          return reject(new Error(`it ended with ${code ?? signal}; expected 0${lastLine(output.errors())}`));
        try {
          resolve(parseHookAnswer(output.bytes()));
        } catch (error) {
          reject(error);
        }
      });
      // A command need not read what it is given.
      child.stdin.on('error', () => undefined);
      child.stdin.end(JSON.stringify(input));
    });
}

interface Output {
  readonly bytes: () => Uint8Array;
  readonly errors: () => string;
}

function collect(child: ReturnType<typeof spawn>, onTooMuch: () => void): Output {
  const chunks: Buffer[] = [];
  let size = 0;
  let errors = '';
  child.stdout?.on('data', (chunk: Buffer) => {
    size += chunk.length;
    if (size > MAX_BYTES) onTooMuch();
    else chunks.push(chunk);
  });
  child.stderr?.on('data', (chunk: Buffer) => {
    errors = (errors + chunk.toString()).slice(-2_000);
  });
  return { bytes: () => Buffer.concat(chunks), errors: () => errors };
}

function lastLine(text: string): string {
  const line = text.trim().split('\n').at(-1) ?? '';
  return line === '' ? '' : `. It says: ${printableLine(line)}`;
}

function kill(child: ChildProcess): void {
  child.stdout?.destroy();
  child.stderr?.destroy();
  if (child.pid === undefined) return;
  try {
    if (process.platform === 'win32') child.kill('SIGKILL');
    else process.kill(-child.pid, 'SIGKILL');
  } catch {
    // It has ended in the meantime.
  }
}
