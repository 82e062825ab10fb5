import type { ClauseResult, Finding, RunReport } from '../conformance/report/report.ts';
import { type Cause, causesOf, type FailedClause, uncountedFailures } from './causes.ts';
import { countRows, countTitles } from './count-rows.ts';
import {
  actualText,
  confirmedText,
  countText,
  durationMs,
  durationText,
  expectedText,
  numberText,
  outcomeWord,
  sourceText,
  statusText,
} from './describe.ts';
import { withinBudget } from './markdown-budget.ts';
import { markdownBlock, markdownCode, markdownTable, markdownText } from './markdown-text.ts';
import { openQuestions } from './open-questions.ts';

/** How large the page may get. */
export interface MarkdownOptions {
  /** Bytes in UTF-8; 921,600 (900 KiB) by default: a summary of a GitHub job may have 1 MiB. */
  readonly maxBytes?: number;
}

const MAX_BODY = 4096;
const MARKS = { conformant: '✅', nonconformant: '❌', inconclusive: '❔' } as const;

/** The report as Markdown for the summary of a CI job, the worst first; what does not fit the budget is named at the end. */
export function markdownReport(report: RunReport, { maxBytes = 900 * 1024 }: MarkdownOptions = {}): string {
  const failed = causesOf(report).flatMap((cause) => causePieces(cause));
  const uncounted = uncountedFailures(report).map((clause) => failedPiece(clause));
  const questions = openQuestions(report).map(questionPiece);
  const observed = report.observations.map(
    ({ question, answer, count, of }) => `- ${markdownText(question)} **${markdownText(answer)}** (${count} of ${of})`,
  );
  const parts = [
    { what: 'failed clauses', title: `## Failed: ${countText(failed.length, 'clause')}`, pieces: failed },
    { what: 'open questions', title: '## Could not be told', pieces: questions, between: '\n' },
    { what: 'observations', title: '## Observed', pieces: observed, between: '\n' },
    {
      what: 'failures that do not count',
      title: '## Failed, but cannot fail anybody at this profile',
      pieces: uncounted,
    },
    { what: 'rows of clauses', title: clausesTitle(report), pieces: report.clauses.map(clauseRow), between: '\n' },
  ];
  return withinBudget(headOf(report), parts, maxBytes);
}

function headOf(report: RunReport): string {
  const { summary, contract, target, run } = report;
  const facts = [
    countText(summary.requests, 'request'),
    countText(summary.creates, 'create'),
    countText(summary.cases, 'case'),
    durationText(durationMs(report)),
    `profile ${run.profile}`,
    `seed ${run.seed}`,
    `run ${markdownText(run.tag)}`,
  ];
  return [
    `# ${MARKS[summary.verdict]} ${markdownText(contract.id)}: ${summary.verdict}`,
    markdownText(summary.why, 600),
    ...(run.complete ? [] : ['**The run did not come to its end.**']),
    `Target ${markdownCode(target.baseUrl)}${target.kitMock ? " (the kit's own mock)" : ''}`,
    markdownTable(
      ['', ...countTitles],
      countRows(summary.byLevel).map(({ level, cells }) => [level, ...cells]),
    ),
    facts.join(', '),
  ].join('\n\n');
}

/** The first clause of a symptom in full, the others folded. */
function causePieces({ first, others }: Cause): string[] {
  return [
    failedPiece(first),
    ...others.map((other) => folded(`${titleOf(other.clause)} (the same symptom)`, failedPiece(other))),
  ];
}

function failedPiece({ clause, findings: [finding, ...more] }: FailedClause): string {
  const rest = more.length === 0 ? [] : [`${countText(more.length, 'more finding')} of this clause in report.html.`];
  return [
    `### ${titleOf(clause)}`,
    `**${markdownText(finding.title)}**`,
    findingTable(clause, finding),
    exchange(finding),
    ...rest,
  ].join('\n\n');
}

function titleOf(clause: ClauseResult): string {
  return `${markdownText(clause.id)} (${clause.level}, ${clause.basis}${clause.waived ? ', waived' : ''})`;
}

function findingTable({ says, source }: ClauseResult, finding: Finding): string {
  const rows: readonly (readonly [string, string])[] = [
    ['promise', says],
    ['source', sourceText(source)],
    ['expected', expectedText(finding)],
    ['actual', actualText(finding)],
    ['seen', `${confirmedText(finding)}; seed ${finding.seed}, ${finding.path}`],
  ];
  return markdownTable(
    ['', ''],
    rows.filter(([, text]) => text !== '').map(([name, text]) => [name, markdownText(text, 600)]),
  );
}

function exchange({ request, response, curl, trace }: Finding): string {
  const body = request.body ?? (request.bodyBase64 === null ? null : `base64: ${request.bodyBase64}`);
  const answer = response?.body ?? (response?.bodyBase64 ? `base64: ${response.bodyBase64}` : null);
  const inner = [
    `Sent ${markdownCode(`${request.method} ${request.url}`)} and got ${markdownCode(statusText(response))}`,
    ...(body === null ? [] : ['Body:', markdownBlock(body, '', MAX_BODY)]),
    ...(answer === null ? [] : ['Answer:', markdownBlock(answer, '', MAX_BODY)]),
    ...(trace.length === 0 ? [] : [`${countText(trace.length, 'request')} went before it, see report.html.`]),
    curl.length > MAX_BODY ? 'The curl line is long, see report.json.' : markdownBlock(curl, 'sh', MAX_BODY),
  ];
  return folded('Request, answer, curl', inner.join('\n\n'));
}

/** Both are Markdown; HTML of the page is only this. */
function folded(summary: string, inner: string): string {
  return `<details><summary>\n\n${summary}\n\n</summary>\n\n${inner}\n\n</details>`;
}

function questionPiece({ reason, clauses, isDecisive }: ReturnType<typeof openQuestions>[number]): string {
  const names = clauses.map(({ id }) => markdownText(id)).join(', ');
  return `- ${isDecisive ? '**decisive:** ' : ''}${markdownText(reason, 600)} (${countText(clauses.length, 'clause')}: ${names})`;
}

/** The head of the table is the title's end, so that rows may be cut. */
function clausesTitle({ clauses }: RunReport): string {
  return `## All ${countText(clauses.length, 'clause')}\n\n${markdownTable(['clause', 'level', 'basis', 'counts', 'outcome', 'cases', 'source'], [])}`;
}

function clauseRow(clause: ClauseResult): string {
  const { id, level, basis, counts, cases, source } = clause;
  const cells = [id, level, basis, counts ? 'yes' : 'no', outcomeWord(clause), numberText(cases), sourceText(source)];
  return `| ${cells.map((cell) => markdownText(cell)).join(' | ')} |`;
}
