import type { RunEvent } from '../../conformance/report/events.ts';
import { foldProgress, type Progress, startProgress } from '../../reports/progress.ts';
import { heartbeatLine, progressLine } from '../../reports/progress-line.ts';
import type { Terminal } from '../terminal.ts';

const REDRAW_MS = 100;
const HEARTBEAT_MS = 10_000;

/** Shows how far a run is. */
export interface ProgressTeller {
  readonly tell: (event: RunEvent) => void;
  /** Says a line of its own, above the one that shows the progress. */
  readonly say: (text: string) => void;
  readonly end: () => void;
}

/** One line that is written over on a terminal, else a line every 10 seconds and one at the end; all on stderr. */
export function tellProgress(terminal: Terminal, now: () => number): ProgressTeller {
  const { live } = terminal;
  let progress: Progress = startProgress(now());
  const show = (): void => {
    if (live) live.write(progressLine(progress, { width: live.columns(), hasColours: live.hasColours, nowMs: now() }));
    else terminal.err(heartbeatLine(progress, now()));
  };
  const timer = setInterval(show, live ? REDRAW_MS : HEARTBEAT_MS);
  // Only the run itself keeps the process alive.
  timer.unref();
  return {
    tell: (event) => {
      progress = foldProgress(progress, event, now());
    },
    say: (text) => {
      live?.write('');
      terminal.err(text);
    },
    end: () => {
      clearInterval(timer);
      if (live) live.write('');
      else show();
    },
  };
}
