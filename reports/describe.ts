import type { ClauseResult, Finding, OutcomeFacts, ReportedAnswer, RunReport } from '../conformance/report/report.ts';

/** A documented answer in words: `400 "EmailInUse", blaming email`. */
function outcomeText({ status, reason, fields }: OutcomeFacts): string {
  const answer = status === null ? 'no complete answer' : String(status);
  const told = reason === null ? answer : `${answer} "${reason}"`;
  return fields.length === 0 ? told : `${told}, blaming ${fields.join(', ')}`;
}

/** What a finding's clause asks for, in words. */
export function expectedText({ expected: { anyOf, state } }: Finding): string {
  return joined([[...new Set(anyOf.map(outcomeText))].join(' or '), state]);
}

/** What the target did, in words. */
export function actualText({ actual, response }: Finding): string {
  const failure = actual.status === null ? (response?.failure ?? null) : null;
  return joined([outcomeText(actual), failure, actual.state]);
}

function joined(parts: readonly (string | null)[]): string {
  return parts.filter((part) => part !== null && part !== '').join('; ') || 'nothing in particular';
}

/** Where a clause comes from: `file.txt:65`, `file.txt:70-71`, a page; empty for what the kit itself promises. */
export function sourceText({ file, lines, page }: ClauseResult['source']): string {
  if (file === undefined) return page ?? '';
  if (lines === undefined) return file;
  const [first, last] = lines;
  return first === last ? `${file}:${first}` : `${file}:${first}-${last}`;
}

/** How often a finding was repeated, and what follows. */
export function confirmedText({ confirmations: { confirmed, tried }, flaky, historyDependent }: Finding): string {
  const often = `confirmed ${confirmed} of ${tried} times`;
  if (flaky) return `${often}: comes and goes`;
  return historyDependent ? `${often}, with the requests before it` : often;
}

/** The first line of an answer: `201 Created`. */
export function statusText(answer: ReportedAnswer | null): string {
  if (answer === null) return 'no answer';
  if (answer.status === null) return answer.failure ?? 'no complete answer';
  return `${answer.status} ${answer.reasonPhrase}`.trimEnd();
}

/** A count with its word: `1 clause`, `1,204 requests`. */
export function countText(count: number, word: string): string {
  return `${numberText(count)} ${count === 1 ? word : `${word}s`}`;
}

/** A whole number with commas between thousands. */
export function numberText(value: number): string {
  return String(value).replace(/\B(?=(\d{3})+$)/g, ',');
}

/** Milliseconds from start to end of a run; 0 when the instants cannot be read. */
export function durationMs({ run }: RunReport): number {
  const ms = Date.parse(run.endedAt) - Date.parse(run.startedAt);
  return Number.isFinite(ms) && ms > 0 ? ms : 0;
}

/** Milliseconds for people: `850 ms`, `4.3 s`, `2 min 5 s`. */
export function durationText(ms: number): string {
  if (ms < 1000) return `${Math.round(ms)} ms`;
  if (ms < 59_950) return `${(ms / 1000).toFixed(1)} s`;
  const seconds = Math.round(ms / 1000);
  return `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
}

/** Words of a clause's outcome, for people. */
export function outcomeWord({ outcome, waived }: ClauseResult): string {
  if (outcome === 'failed') return waived ? 'failed (waived)' : 'failed';
  return outcome === 'cantTell' ? 'cannot tell' : outcome === 'inapplicable' ? 'not applicable' : outcome;
}
