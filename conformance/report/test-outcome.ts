import type { Clause, Contract } from '../../specs/contract.ts';
import { countsAt } from '../run/run-context.ts';
import { printableLine } from '../target/printable-line.ts';
import type { ClauseResult, Finding, OutcomeFacts, Profile, RunReport } from './report.ts';
import { isCountingMust } from './verdict.ts';

/** How a test of one clause ends in a test runner. */
export type TestOutcome =
  | { readonly kind: 'passed' }
  | { readonly kind: 'failed'; readonly message: string }
  | { readonly kind: 'skipped'; readonly note: string };

/** Longest line of a message, in UTF-16 code units. */
const MOST = 600;

/** The clauses that can fail a target in a run: a test runner has a test for each. */
export function countingClauses(
  contract: Contract,
  profile: Profile = 'document',
  only?: readonly string[],
): readonly Clause[] {
  const counts = countsAt(profile);
  const primary = contract.operations.find(({ isPrimary }) => isPrimary)?.id;
  return contract.clauses.filter(
    (clause) => clause.operation === primary && counts(clause) && (only === undefined || only.includes(clause.id)),
  );
}

/**
 * How the test of a clause ends: a failed clause fails, and so does a must that cannot be told, with what would unlock it; what else was not
 * shown is skipped. All texts are printable.
 */
export function testOutcomeOf({ clauses, findings }: RunReport, id: string): TestOutcome {
  const clause = clauses.find((each) => each.id === id);
  if (!clause) return { kind: 'failed', message: `The report says nothing about ${id}.` };
  const { outcome, reason } = clause;
  if (outcome === 'passed') return { kind: 'passed' };
  if (outcome === 'failed') return { kind: 'failed', message: failureOf(clause, findings) };
  const note = `${outcome}: ${printableLine(reason ?? 'no reason is known', MOST)}`;
  const isOpen = outcome === 'cantTell' || outcome === 'untested';
  return isOpen && isCountingMust(clause) ? { kind: 'failed', message: note } : { kind: 'skipped', note };
}

/** How the run as a whole ends: it fails when it is inconclusive for a reason that no clause shows. */
export function runOutcomeOf(report: RunReport): TestOutcome {
  const { summary, clauses } = report;
  const isShown = clauses.some(({ id, counts }) => counts && testOutcomeOf(report, id).kind === 'failed');
  if (summary.verdict === 'conformant' || isShown) return { kind: 'passed' };
  return { kind: 'failed', message: `${summary.verdict}: ${printableLine(summary.why, MOST)}` };
}

function failureOf({ id, says, source, findings: ids }: ClauseResult, findings: readonly Finding[]): string {
  const [first, ...others] = findings.filter((finding) => ids.includes(finding.id) && !finding.flaky);
  const { file, lines, page } = source;
  const place = file === undefined ? page : `${file}${lines ? `, lines ${lines[0]} to ${lines[1]}` : ''}`;
  return [
    `${id}: ${printableLine(says, MOST)}${place === undefined ? '' : ` (${printableLine(place)})`}`,
    ...(first ? findingLines(first) : []),
    ...(others.length > 0 ? [`  and ${others.length} more like it`] : []),
  ].join('\n');
}

function findingLines({ title, expected, actual, response, curl, seed, path, confirmations }: Finding): string[] {
  const got = response?.failure ?? outcomeText(actual);
  const wanted = [...new Set(expected.anyOf.map(outcomeText))].join(' or ');
  return [
    printableLine(title, MOST),
    ...(wanted === '' && expected.state === null ? [] : [`  expected: ${withState(wanted, expected.state)}`]),
    `  actual:   ${withState(got, actual.state)}`,
    // It must stay whole, to be pasted.
    `  ${printableLine(curl, Number.POSITIVE_INFINITY)}`,
    `  seed ${seed}, ${printableLine(path)}, seen ${confirmations.confirmed} of ${confirmations.tried} times`,
  ];
}

function outcomeText({ status, reason, fields }: OutcomeFacts): string {
  const about = fields.length === 0 ? '' : ` about ${fields.join(', ')}`;
  return `${status ?? 'no answer'}${reason === null ? '' : ` ${reason}`}${about}`;
}

function withState(outcome: string, state: string | null): string {
  return printableLine([outcome, state ?? ''].filter((text) => text !== '').join('; '), MOST);
}
