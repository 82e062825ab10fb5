import { styleText } from 'node:util';

/** Exit code when the output cannot be written. */
const EXIT_FAULT = 6;

/** Where a command writes: results to `out`, progress and errors to `err`. */
export interface Terminal {
  readonly out: (text: string) => void;
  readonly err: (text: string) => void;
  /** True when colours are wanted: a terminal, and NO_COLOR is not set. */
  readonly hasColours: boolean;
  /** Columns of `out`. */
  readonly columns: number;
  /** Undefined where nobody watches: stderr is no terminal, or this is CI. */
  readonly live: LiveLine | undefined;
}

/** The last line of stderr, on a terminal. */
export interface LiveLine {
  /** Writes a line over the one before; an empty one takes it away. */
  readonly write: (line: string) => void;
  readonly columns: () => number;
  readonly hasColours: boolean;
}

const COLUMNS = 100;

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
    columns: process.stdout.columns || COLUMNS,
    live: liveLine(process.env),
  };
}

/** CI systems keep every version of a line that is written over, and a dumb terminal cannot erase one. */
function liveLine({ CI, TERM, NO_COLOR }: Readonly<Record<string, string | undefined>>): LiveLine | undefined {
  const isCi = CI !== undefined && CI !== '' && CI !== 'false';
  if (process.stderr.isTTY !== true || isCi || TERM === 'dumb') return undefined;
  return {
    // Carriage return, then erase in line. @source ECMA-48 sections 8.3.15 and 8.3.41
    write: (line) => process.stderr.write(`\r\u001b[2K${line}`),
    columns: () => (process.stderr.columns || COLUMNS) - 1,
    hasColours: !NO_COLOR,
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
