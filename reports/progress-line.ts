import { countText, durationText, numberText } from './describe.ts';
import { painter } from './paint.ts';
import type { Progress } from './progress.ts';
import { safeText } from './safe-text.ts';

/** How the line is shown. */
export interface ProgressLineOptions {
  /** Columns; the line is never longer. */
  readonly width: number;
  readonly hasColours: boolean;
  /** Milliseconds of the clock that the progress was folded with. */
  readonly nowMs: number;
}

const BAR = 16;

/**
 * One line for a terminal, to be written over itself: phase, cases, findings, requests a second, time left in the phase. What does not fit is
 * left out from the end.
 */
export function progressLine(progress: Progress, { width, hasColours, nowMs }: ProgressLineOptions): string {
  const paint = painter(hasColours);
  const { findings, failures } = progress;
  const found = countText(findings.length, 'finding');
  const parts: readonly (readonly [text: string, shown: string])[] = [
    ...phaseParts(progress).map((text): [string, string] => [text, text]),
    [found, paint(failures.length > 0 ? 'bad' : findings.length > 0 ? 'unsure' : 'good', found)],
    ...[rateText(progress, nowMs), leftText(progress, nowMs)]
      .filter((text) => text !== '')
      .map((text): [string, string] => [text, text]),
  ];
  let line = '';
  let columns = 0;
  for (const [text, shown] of parts) {
    const gap = line === '' ? '' : '  ';
    if (line === '' && text.length > width) return text.slice(0, width);
    if (columns + gap.length + text.length > width) break;
    line += gap + shown;
    columns += gap.length + text.length;
  }
  return line;
}

/** One line for a log, every 10 seconds and at the end: the same, in words and without colours. */
export function heartbeatLine(progress: Progress, nowMs: number): string {
  const { phase, cases, requests, findings, contract, startedAtMs, isEnded } = progress;
  const of = phase === undefined ? [] : [`phase ${ascii(phase.name)}`, doneText(phase)];
  const parts = [
    ...(isEnded ? ['done'] : of),
    `${countText(cases, 'case')} in all`,
    countText(requests, 'request'),
    countText(findings.length, 'finding'),
    ...[rateText(progress, nowMs), leftText(progress, nowMs)].filter((text) => text !== ''),
    `${durationText(nowMs - startedAtMs)} so far`,
  ];
  return `${contract === '' ? '' : `${ascii(contract)}: `}${parts.join(', ')}`;
}

function phaseParts({ phase, shrinking, isEnded }: Progress): string[] {
  if (shrinking !== undefined) return [`shrinking ${shrinking.tried}/${shrinking.budget} ${ascii(shrinking.clause)}`];
  if (phase === undefined) return [isEnded ? 'done' : 'preparing'];
  const { planned, cases } = phase;
  const filled = planned > 0 ? Math.round((BAR * Math.min(cases, planned)) / planned) : 0;
  const bar = planned > 0 ? [`[${'#'.repeat(filled)}${'.'.repeat(BAR - filled)}]`] : [];
  return [ascii(phase.name), ...bar, doneText(phase)];
}

function doneText({ planned, cases }: { readonly planned: number; readonly cases: number }): string {
  return planned > 0 ? `${numberText(cases)}/${numberText(planned)} cases` : countText(cases, 'case');
}

/** Requests a second over the phase that runs, else over the run. */
function rateText({ phase, requests, startedAtMs }: Progress, nowMs: number): string {
  const from = phase ?? { requests, startedAtMs };
  const seconds = (nowMs - from.startedAtMs) / 1000;
  return seconds <= 0 || from.requests === 0 ? '' : `${numberText(Math.round(from.requests / seconds))} requests/s`;
}

/** Time until the phase has done what it planned, at the pace so far. */
function leftText({ phase }: Progress, nowMs: number): string {
  if (phase === undefined || phase.cases === 0 || phase.cases >= phase.planned) return '';
  const perCase = (nowMs - phase.startedAtMs) / phase.cases;
  return `about ${durationText(Math.max(1000, perCase * (phase.planned - phase.cases)))} left`;
}

function ascii(text: string): string {
  return safeText(text, { isAscii: true, maxLength: 60 });
}
