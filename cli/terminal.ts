import { styleText } from 'node:util';

/** Where a command writes: results to `out`, progress and errors to `err`. */
export interface Terminal {
  readonly out: (text: string) => void;
  readonly err: (text: string) => void;
  /** True when colours are wanted: a terminal, and NO_COLOR is not set. */
  readonly hasColours: boolean;
}

/** The terminal of this process. */
export function processTerminal(): Terminal {
  // A reader that has seen enough, such as `head`, ends the command quietly.
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
    process.exit();
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
