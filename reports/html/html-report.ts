import { createHash } from 'node:crypto';
import type { RunReport } from '../../conformance/report/report.ts';
import { causesOf, type FailedClause, uncountedFailures } from '../causes.ts';
import { countText } from '../describe.ts';
import { openQuestions } from '../open-questions.ts';
import { type Anchors, anchorsOf } from './anchors.ts';
import { clausesMarkup, type Pages } from './clauses.ts';
import { findingMarkup } from './finding.ts';
import { headerMarkup } from './header.ts';
import { html, type Markup, markupText, ownSource } from './markup.ts';
import { runMarkup } from './run.ts';
import { pageScript } from './script.ts';
import { pageStyle } from './style.ts';

/** What the page may hold besides the report. */
export interface HtmlOptions {
  readonly pages?: Pages;
}

/** Findings of one clause that are shown, and findings that are open from the start. */
const MAX_FINDINGS = 5;
const MAX_OPEN = 10;

/** The report as one HTML file: nothing is loaded, all is readable without script, and the content security policy allows no other. */
export function htmlReport(report: RunReport, { pages = new Map() }: HtmlOptions = {}): string {
  const anchors = anchorsOf(report);
  const style = pageStyle();
  const sections = [
    failedMarkup(report, anchors),
    openMarkup(report, anchors),
    uncountedMarkup(report, anchors),
    observedMarkup(report),
    clausesMarkup(report, anchors, pages),
    runMarkup(report),
  ];
  const page = html`<html lang="en">
<head>
<meta charset="utf-8" />
<meta http-equiv="Content-Security-Policy" content="${policyOf(style)}" />
<meta name="viewport" content="width=device-width, initial-scale=1" />
<meta name="color-scheme" content="light dark" />
<meta name="referrer" content="no-referrer" />
<title>${report.contract.id}: ${report.summary.verdict}</title>
<style>${ownSource(style)}</style>
</head>
<body>
<a class="skip" href="#main">Skip to the findings</a>
${headerMarkup(report)}
<main id="main">
${sections}</main>
<script>${ownSource(pageScript)}</script>
</body>
</html>
`;
  return `<!DOCTYPE html>\n${markupText(page)}`;
}

/** @source CSP Level 3, section 2.3.1 (hash sources) */
function policyOf(style: string): string {
  const hash = (source: string): string => `'sha256-${createHash('sha256').update(source).digest('base64')}'`;
  return `default-src 'none'; style-src ${hash(style)}; script-src ${hash(pageScript)}; base-uri 'none'; form-action 'none'`;
}

function failedMarkup(report: RunReport, anchors: Anchors): Markup {
  const causes = causesOf(report);
  const clauses = causes.flatMap(({ first, others }) => [first, ...others]);
  if (clauses.length === 0)
    return html`<section aria-labelledby="failed"><h2 id="failed">Failed</h2><p>Nothing.</p></section>\n`;
  return html`<section aria-labelledby="failed">
<h2 id="failed">Failed: ${countText(clauses.length, 'clause')}, ${countText(causes.length, 'symptom')}</h2>
${clauses.map((failed, index) => findingsMarkup(failed, anchors, index < MAX_OPEN))}</section>
`;
}

function findingsMarkup({ clause, findings }: FailedClause, anchors: Anchors, isOpen: boolean): Markup {
  const rest = findings.length - MAX_FINDINGS;
  const more = rest > 0 ? html`<p>${countText(rest, 'more finding')} of ${clause.id} in report.json.</p>\n` : undefined;
  return html`${findings.slice(0, MAX_FINDINGS).map((finding, index) => findingMarkup(clause, finding, anchors, isOpen && index === 0))}${more}`;
}

function uncountedMarkup(report: RunReport, anchors: Anchors): Markup | undefined {
  const failed = uncountedFailures(report);
  if (failed.length === 0) return undefined;
  return html`<section aria-labelledby="uncounted">
<h2 id="uncounted">Failed, but cannot fail anybody at this profile: ${countText(failed.length, 'clause')}</h2>
${failed.map((each) => findingsMarkup(each, anchors, false))}</section>
`;
}

function openMarkup(report: RunReport, anchors: Anchors): Markup {
  const questions = openQuestions(report).map(
    ({
      reason,
      clauses,
      isDecisive,
    }) => html`<li>${isDecisive ? html`<strong class="open">Decisive.</strong> ` : undefined}${reason}
<br /><span class="dim">${countText(clauses.length, 'clause')}:</span> ${clauses.map(
      ({ id }) => html`<a class="id" href="#${anchors.clause(id)}">${id}</a> `,
    )}</li>
`,
  );
  const flaky = report.findings.filter((finding) => finding.flaky);
  const shown = flaky.flatMap((finding) => {
    const clause = report.clauses.find(({ id }) => id === finding.clause);
    return clause === undefined ? [] : [findingMarkup(clause, finding, anchors, false)];
  });
  return html`<section aria-labelledby="open">
<h2 id="open">Could not be told</h2>
${questions.length === 0 ? html`<p>Everything could be told.</p>` : html`<ul>${questions}</ul>`}
${shown}</section>
`;
}

function observedMarkup({ observations }: RunReport): Markup {
  const rows = observations.map(
    ({ question, answer, count, of }) =>
      html`<tr><td class="says">${question}</td><td>${answer}</td><td class="number">${count} of ${of}</td></tr>\n`,
  );
  const table = html`<div class="scroll" role="region" tabindex="0" aria-label="Observations"><table>
<caption>What this server does where the contract leaves it open; nobody fails for it</caption>
<thead><tr><th scope="col">Question</th><th scope="col">Answer</th><th scope="col" class="number">Cases</th></tr></thead>
<tbody>
${rows}</tbody>
</table></div>`;
  return html`<section aria-labelledby="observed">
<h2 id="observed">Observed</h2>
${observations.length === 0 ? html`<p>Nothing.</p>` : table}
</section>
`;
}
