import type { RunReport, Verdict } from '../conformance/report/report.ts';
import { isCountingMust } from '../conformance/report/verdict.ts';
import { causesOf, uncountedFailures } from './causes.ts';
import { type ConsolePage, causeLines } from './console-cause.ts';
import { countRows, countTitles } from './count-rows.ts';
import { countText, durationMs, durationText } from './describe.ts';
import { openQuestions } from './open-questions.ts';
import { painter, type Style } from './paint.ts';
import { type SafeTextOptions, safeText } from './safe-text.ts';
import { wrapped } from './wrapped.ts';

/** How the summary is shown. */
export interface ConsoleOptions {
  readonly hasColours: boolean;
  /** Columns; 100 by default. */
  readonly width?: number;
  /** Where the reports were written. */
  readonly files?: readonly string[];
}

const MAX_CAUSES = 10;
const MAX_QUESTIONS = 8;
const MAX_OBSERVATIONS = 8;
const MAX_NAMES = 6;

const VERDICTS: Readonly<Record<Verdict, Style>> = { conformant: 'good', nonconformant: 'bad', inconclusive: 'unsure' };

/**
 * What a person understands in ten seconds: the verdict and why, what failed, what could not be told, what was observed, counts and files.
 * Nothing that the target sent reaches the terminal raw; without colours all of it is ASCII.
 */
export function consoleReport(report: RunReport, { hasColours, width = 100, files = [] }: ConsoleOptions): string {
  const show = (text: string, options?: SafeTextOptions): string =>
    safeText(text, { ...options, isAscii: !hasColours });
  const page: ConsolePage = { show, paint: painter(hasColours), width: Math.max(40, width) };
  const sections = [
    verdictLines(report, page),
    failedLines(report, page),
    openLines(report, page),
    observationLines(report, page),
    [...countLines(report, page), ...runLines(report, page), ...files.map((file) => page.paint('dim', show(file)))],
  ];
  return sections
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join('\n'))
    .join('\n\n');
}

function verdictLines({ summary, contract, target, run }: RunReport, { show, paint, width }: ConsolePage): string[] {
  const { verdict, why } = summary;
  const whose = target.kitMock ? `${target.baseUrl} (the kit's own mock)` : target.baseUrl;
  const notes = [
    ...(run.complete ? [] : ['The run did not come to its end.']),
    ...(run.filter === null ? [] : [`Only ${countText(run.filter.length, 'clause')} asked for.`]),
  ];
  return [
    wrapped(show(why, { maxLength: 300 }), {
      width,
      lead: `${paint(VERDICTS[verdict], paint('bold', verdict.toUpperCase()))}: `,
      indent: '  ',
    }),
    wrapped(show(`${contract.id} at ${whose}, profile ${run.profile}`, { maxLength: 300 }), {
      width,
      lead: '',
      indent: '  ',
    }),
    ...notes.map((note) => paint('unsure', note)),
  ];
}

function failedLines(report: RunReport, page: ConsolePage): string[] {
  const causes = causesOf(report);
  const uncounted = uncountedFailures(report);
  const clauses = causes.reduce((sum, { others }) => sum + 1 + others.length, 0);
  const shown = causes.slice(0, MAX_CAUSES).flatMap((cause, index) => causeLines(cause, index + 1, page));
  const rest = causes.length - MAX_CAUSES;
  const more = rest > 0 ? [`... and ${rest} more in report.html`] : [];
  const aside =
    uncounted.length === 0
      ? []
      : [
          page.paint(
            'dim',
            `${countText(uncounted.length, 'clause')} failed that cannot fail anybody at this profile; see report.html`,
          ),
        ];
  if (clauses === 0) return aside;
  return [page.paint('bold', `FAILED: ${countText(clauses, 'clause')}`), ...shown, ...more, ...aside];
}

function openLines(report: RunReport, { show, paint, width }: ConsolePage): string[] {
  const questions = openQuestions(report);
  const decisive = questions.filter(({ isDecisive }) => isDecisive);
  const others = questions.filter(({ isDecisive }) => !isDecisive).flatMap(({ clauses }) => clauses);
  const lines = decisive.slice(0, MAX_QUESTIONS).flatMap(({ reason, clauses }) => {
    const names = clauses.filter(isCountingMust).map(({ id }) => show(id, { maxLength: 80 }));
    const rest = names.length - MAX_NAMES;
    const list = `${names.slice(0, MAX_NAMES).join(', ')}${rest > 0 ? ` and ${rest} more` : ''}`;
    return [
      wrapped(show(reason, { maxLength: 300 }), { width, lead: '- ', indent: '  ' }),
      paint('dim', wrapped(list, { width, lead: `  ${countText(names.length, 'clause')}: `, indent: '    ' })),
    ];
  });
  const rest = decisive.length - MAX_QUESTIONS;
  const more = rest > 0 ? [`... and ${countText(rest, 'more reason')} in report.html`] : [];
  const aside =
    others.length === 0
      ? []
      : [
          paint(
            'dim',
            `${countText(others.length, 'clause')} that the verdict does not rest on could not be told; see report.html`,
          ),
        ];
  const title = decisive.length === 0 ? [] : [paint('bold', 'COULD NOT BE TOLD')];
  return [...title, ...lines, ...more, ...aside];
}

function observationLines({ observations }: RunReport, { show, paint, width }: ConsolePage): string[] {
  if (observations.length === 0) return [];
  const lines = observations.slice(0, MAX_OBSERVATIONS).map(({ question, answer, count, of }) => {
    const told = `${show(question, { maxLength: 120 })} ${show(answer, { maxLength: 120 })}`;
    return wrapped(`${told} (${count} of ${of})`, { width, lead: '- ', indent: '  ' });
  });
  const rest = observations.length - MAX_OBSERVATIONS;
  return [paint('bold', 'OBSERVED'), ...lines, ...(rest > 0 ? [`... and ${rest} more in report.html`] : [])];
}

/** Columns are as wide as their titles. */
function countLines({ summary: { byLevel } }: RunReport, { paint }: ConsolePage): string[] {
  const rows = countRows(byLevel).map(({ level, cells }) =>
    [level.padEnd(6), ...cells.map((cell, index) => cell.padStart(countTitles[index]?.length ?? 0))].join('  '),
  );
  return [paint('dim', [' '.repeat(6), ...countTitles].join('  ')), ...rows];
}

function runLines(report: RunReport, { show, paint, width }: ConsolePage): string[] {
  const { summary, run } = report;
  const did = [
    countText(summary.requests, 'request'),
    countText(summary.creates, 'create'),
    countText(summary.cases, 'case'),
    durationText(durationMs(report)),
    `seed ${run.seed}`,
    `run ${run.tag}`,
  ];
  return [paint('dim', wrapped(show(did.join(', '), { maxLength: 300 }), { width, lead: '', indent: '  ' }))];
}
