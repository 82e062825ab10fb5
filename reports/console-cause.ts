import type { Cause, FailedClause } from './causes.ts';
import { actualText, confirmedText, expectedText, sourceText } from './describe.ts';
import type { Paint } from './paint.ts';
import type { SafeTextOptions } from './safe-text.ts';
import { wrapped } from './wrapped.ts';

/** What every part of the console summary needs. */
export interface ConsolePage {
  /** Text of anybody, made safe for this terminal. */
  readonly show: (text: string, options?: SafeTextOptions) => string;
  readonly paint: Paint;
  readonly width: number;
}

const MAX_OTHERS = 5;
/** Longer lines of curl are for report.json. */
const MAX_CURL = 1500;
const INDENT = ' '.repeat(13);

/** One symptom: its first clause in full, the others in a line each. */
export function causeLines({ first, others }: Cause, number: number, page: ConsolePage): string[] {
  const rest = others.length - MAX_OTHERS;
  return [
    '',
    ...clauseLines(first, number, page),
    curlLine(first.findings[0].curl, page),
    ...others.slice(0, MAX_OTHERS).map((other) => `   also      ${titleOf(other, page)}`),
    ...(rest > 0 ? [`   also      ${rest} more in report.html`] : []),
  ];
}

/** Never wrapped, so that it can be copied. */
function curlLine(curl: string, { show, paint }: ConsolePage): string {
  return paint('dim', `   ${curl.length > MAX_CURL ? 'The curl line is long, see report.json' : show(curl)}`);
}

function clauseLines(failed: FailedClause, number: number, page: ConsolePage): string[] {
  const { show, paint, width } = page;
  const { clause, findings } = failed;
  const [finding, ...more] = findings;
  const row = (name: string, text: string): string =>
    wrapped(show(text, { maxLength: 240 }), { width, lead: `   ${name.padEnd(10)}`, indent: INDENT });
  const source = sourceText(clause.source);
  const { method, url } = finding.request;
  return [
    `${number}. ${titleOf(failed, page)}`,
    paint('bold', wrapped(show(finding.title, { maxLength: 160 }), { width, lead: '   ', indent: '   ' })),
    row('promise', clause.says),
    ...(source === '' ? [] : [row('source', source)]),
    row('sent', `${method} ${url}`),
    row('expected', expectedText(finding)),
    paint('bad', row('actual', actualText(finding))),
    row('seen', `${confirmedText(finding)}${more.length > 0 ? `; ${more.length} more findings of this clause` : ''}`),
  ];
}

function titleOf({ clause }: FailedClause, { show, paint }: ConsolePage): string {
  const marks = `${clause.level}, ${clause.basis}${clause.waived ? ', waived' : ''}`;
  return `${paint('bad', show(clause.id, { maxLength: 120 }))} (${marks})`;
}
