import type { RunReport } from '../../conformance/report/report.ts';
import { uncountedFailures } from '../causes.ts';
import { countRows, countTitles } from '../count-rows.ts';
import { countText, durationMs, durationText, numberText } from '../describe.ts';
import { html, type Markup } from './markup.ts';

/** The top of the page: verdict, why, counts, and where the sections are. */
export function headerMarkup(report: RunReport): Markup {
  const { summary, contract, target, run, findings, clauses } = report;
  const notes = [
    ...(run.complete ? [] : ['The run did not come to its end.']),
    ...(run.filter === null ? [] : [`Only ${countText(run.filter.length, 'clause')} asked for.`]),
    ...(target.kitMock ? ["The target is the kit's own mock."] : []),
  ];
  const did = [
    countText(summary.requests, 'request'),
    countText(summary.creates, 'create'),
    countText(summary.cases, 'case'),
    durationText(durationMs(report)),
  ];
  return html`<header class="${summary.verdict}">
<h1>${contract.id}: ${summary.verdict}</h1>
<p class="why">${summary.why}</p>
${notes.map((note) => html`<p><strong>${note}</strong></p>\n`)}
<dl>
<dt>Target</dt><dd>${target.baseUrl}</dd>
<dt>Profile</dt><dd>${run.profile}</dd>
<dt>Done</dt><dd>${did.join(', ')}</dd>
</dl>
</header>
${countsMarkup(summary.byLevel)}
<nav aria-label="Sections"><ul>
<li><a href="#failed">Failed</a></li>
<li><a href="#open">Could not be told</a></li>
${uncountedFailures(report).length === 0 ? undefined : html`<li><a href="#uncounted">Failed without counting</a></li>`}
<li><a href="#observed">Observed</a></li>
<li><a href="#clauses">Clauses (${numberText(clauses.length)})</a></li>
<li><a href="#run">The run</a></li>
</ul></nav>
<p class="dim">${countText(findings.length, 'finding')} in all.</p>
`;
}

function countsMarkup(byLevel: RunReport['summary']['byLevel']): Markup {
  const head = countTitles.map((title) => html`<th scope="col" class="number">${title}</th>`);
  const rows = countRows(byLevel).map(
    ({ level, cells }) =>
      html`<tr><th scope="row">${level}</th>${cells.map((cell) => html`<td class="number">${cell}</td>`)}</tr>\n`,
  );
  return html`<div class="scroll" role="region" tabindex="0" aria-label="Counts"><table>
<caption>Clauses that count, by level</caption>
<thead><tr><th scope="col">Level</th>${head}</tr></thead>
<tbody>
${rows}</tbody>
</table></div>`;
}
