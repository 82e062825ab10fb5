import type { Terminal } from '../terminal.ts';

/** How a command is ended from outside. */
export type EndSignal = 'SIGINT' | 'SIGTERM';

/** Exit codes of interrupted commands. @source POSIX.1-2017, XCU section 2.8.2: 128 and the number of the signal */
export const SIGNAL_CODES: Readonly<Record<EndSignal, 130 | 143>> = { SIGINT: 130, SIGTERM: 143 };

/** What a command knows of being interrupted. */
export interface Interruption {
  /** Aborted by the first SIGINT or SIGTERM. */
  readonly signal: AbortSignal;
  readonly cause: () => EndSignal | undefined;
  /** Signals act as ever again. */
  readonly release: () => void;
}

/** Takes the first signal as a wish to end in order; the second ends the process at once. */
export function catchInterruption(terminal: Terminal): Interruption {
  const controller = new AbortController();
  let cause: EndSignal | undefined;
  const onSignal = (signal: EndSignal): void => {
    if (cause !== undefined) {
      terminal.live?.write('');
      process.exit(SIGNAL_CODES[signal]);
    }
    cause = signal;
    terminal.live?.write('');
    terminal.err('Interrupted: what is known so far is written down. The same again ends at once.');
    controller.abort();
  };
  process.on('SIGINT', onSignal);
  process.on('SIGTERM', onSignal);
  return {
    signal: controller.signal,
    cause: () => cause,
    release: () => {
      process.off('SIGINT', onSignal);
      process.off('SIGTERM', onSignal);
    },
  };
}
