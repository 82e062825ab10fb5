import { styleText } from 'node:util';

/** Exit code when the output cannot be written. */
const EXIT_FAULT = 6;

/** Where a command writes: results to `out`, progress and errors to `err`. */
export interface Terminal {
  readonly out: (text: string) => void;
  readonly err: (text: string) => void;
  /** True when colours are wanted: a terminal, and NO_COLOR is not set. */
  readonly hasColours: boolean;
}

/** The terminal of this process. */
export function processTerminal(): Terminal {
  process.stdout.on('error', ({ code, message }: NodeJS.ErrnoException) => {
    // A reader that has seen enough, such as `head`, ends the command quietly.
    if (code !== 'EPIPE') process.stderr.write(`doublecheck: the output cannot be written: ${message}\n`);
    process.exit(code === 'EPIPE' ? undefined : EXIT_FAULT);
  });
  return {
    out: (text) => process.stdout.write(`${text}\n`),
    err: (text) => process.stderr.write(`${text}\n`),
    hasColours: process.stdout.isTTY === true && !process.env['NO_COLOR'],
  };
}

/** The text in a style, or as it is where there are no colours. */
export function styled(
  { hasColours }: Terminal,
  style: 'bold' | 'dim' | 'red' | 'green' | 'yellow' | 'cyan',
  text: string,
): string {
  return hasColours ? styleText(style, text) : text;
}
