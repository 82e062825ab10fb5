import type { RunReport } from '../../conformance/report/report.ts';
import type { Budget } from '../../conformance/target/target.ts';
import { countText, durationText, numberText } from '../../reports/describe.ts';
import { openQuestions } from '../../reports/open-questions.ts';
import { safeText } from '../../reports/safe-text.ts';

/** What a plan says besides what the rehearsal found out. */
export interface PlanFacts {
  readonly budget: Budget;
  readonly isTakenForMock: boolean;
  readonly hasArrange: boolean;
  /** What to say about credentials that are missing. */
  readonly missing: string | undefined;
  readonly emailDomain: string;
}

const MAX_NAMES = 8;

/** What a run would send, and which clauses it could not tell; for people. */
export function planText(rehearsed: RunReport, facts: PlanFacts): string {
  const { contract, target, run, summary } = rehearsed;
  const width = Math.max(...summary.phases.map(({ name }) => name.length), 'in all'.length);
  const row = (name: string, cases: number, requests: number): string =>
    `  ${name.padEnd(width)}  ${numberText(cases).padStart(7)}  ${numberText(requests).padStart(8)}`;
  return [
    `Plan of a check of ${contract.id} at ${target.baseUrl}: profile ${run.profile}, seed ${run.seed}, run ${run.tag}`,
    '',
    `  ${''.padEnd(width)}    cases  requests`,
    ...summary.phases.map(({ name, cases, requests }) => row(name, cases, requests)),
    row('in all', summary.cases, summary.requests),
    '',
    ...limitLines(rehearsed, facts),
    ...openLines(rehearsed),
    '',
    ...noteLines(facts),
    'Nothing was sent.',
  ]
    .map((line) => safeText(line))
    .join('\n');
}

function limitLines({ run, summary }: RunReport, { budget, emailDomain }: PlanFacts): string[] {
  const { requests, creates, perSecond } = budget;
  const most = (limit: number, word: string): string =>
    limit === 0 ? `any number of ${word}s` : `at most ${countText(limit, word)}`;
  const pace =
    perSecond === 0
      ? 'no limit of requests a second'
      : `${perSecond} requests a second: about ${durationText((summary.requests / perSecond) * 1000)}`;
  return [
    `Users who would be created: about ${numberText(summary.creates)}, named u1-${run.tag}@${emailDomain} and so on.`,
    `Limits: ${most(requests, 'request')}, ${most(creates, 'create')}, ${pace}.`,
  ];
}

/** Only what a verdict rests on: the rest is in no plan's way. */
function openLines(report: RunReport): string[] {
  const questions = openQuestions(report).filter(({ isDecisive }) => isDecisive);
  if (questions.length === 0) return ['Every must clause that counts could be told.'];
  const lines = questions.flatMap(({ reason, clauses }) => {
    const names = clauses.map(({ id }) => id);
    const rest = names.length > MAX_NAMES ? ` and ${names.length - MAX_NAMES} more` : '';
    return [`- ${reason}`, `  ${countText(names.length, 'clause')}: ${names.slice(0, MAX_NAMES).join(', ')}${rest}`];
  });
  return ['', 'Could not be told:', ...lines];
}

function noteLines({ isTakenForMock, hasArrange, missing }: PlanFacts): string[] {
  if (isTakenForMock)
    return [
      "The target is taken for the kit's own mock, which has credentials and hooks of its own; see --no-detect for the plan of another server.",
    ];
  if (missing !== undefined) return [missing];
  return hasArrange
    ? ['The plan takes it that the hook arrange can bring about every state and answers every persona.']
    : [];
}
