import type { ClauseResult, RunReport } from '../../conformance/report/report.ts';
import { countText, outcomeWord, sourceText } from '../describe.ts';
import { grouped } from '../grouped.ts';
import type { Anchors } from './anchors.ts';
import { html, type Markup } from './markup.ts';

/** Lines of the vendors' pages by file name, for users who have them. */
export type Pages = ReadonlyMap<string, readonly string[]>;

/** All clauses by source document, in the order of its lines, with filters that need no script. */
export function clausesMarkup({ clauses }: RunReport, anchors: Anchors, pages: Pages): Markup {
  const sources = grouped(clauses, ({ source }) => source.file ?? source.page ?? '');
  const tables = [...sources]
    .toSorted(([left], [right]) => Number(left === '') - Number(right === ''))
    .map(([source, members]) => tableMarkup(source, members.toSorted(byLines), anchors, pages));
  return html`<section aria-labelledby="clauses">
<h2 id="clauses">Clauses</h2>
<fieldset><legend>Show</legend>
${FILTERS.map(
  ([id, label], index) =>
    html`<label><input type="radio" name="show" id="show-${id}"${index === 0 ? html` checked="checked"` : undefined} /> ${label}</label>\n`,
)}<label id="find" hidden="hidden">with text <input type="search" /></label>
</fieldset>
${tables}</section>
`;
}

const FILTERS: readonly (readonly [id: string, label: string])[] = [
  ['all', 'all'],
  ['counting', 'those that count'],
  ['failed', 'failed'],
  ['open', 'could not be told'],
  ['passed', 'passed'],
];

function byLines({ source: left, id }: ClauseResult, { source: right, id: other }: ClauseResult): number {
  const [first = 0, last = 0] = left.lines ?? [];
  const [otherFirst = 0, otherLast = 0] = right.lines ?? [];
  return first - otherFirst || last - otherLast || (id < other ? -1 : 1);
}

function tableMarkup(source: string, clauses: readonly ClauseResult[], anchors: Anchors, pages: Pages): Markup {
  const title = source === '' ? 'Promises of every server' : source;
  return html`<div class="scroll" role="region" tabindex="0" aria-label="${title}">
<table>
<caption>${title}: ${countText(clauses.length, 'clause')}</caption>
<thead><tr><th scope="col" class="number">Lines</th><th scope="col">Clause</th><th scope="col">Promise</th><th scope="col">Level, basis</th>
<th scope="col">Outcome</th><th scope="col" class="number">Cases</th></tr></thead>
<tbody>
${clauses.map((clause) => rowMarkup(clause, anchors, pages))}</tbody>
</table>
</div>
`;
}

function rowMarkup(clause: ClauseResult, anchors: Anchors, pages: Pages): Markup {
  const { id, level, basis, counts, says, reason, cases, source } = clause;
  const kind = outcomeKind(clause);
  return html`<tr id="${anchors.clause(id)}" data-outcome="${kind}" data-counts="${counts ? 'yes' : 'no'}">
<td class="number">${source.lines === undefined ? '' : sourceText({ file: '', lines: source.lines }).slice(1)}</td>
<td class="id">${id}</td>
<td class="says">${says}${pageMarkup(clause, pages)}</td>
<td>${level}, ${basis}${counts ? undefined : html`<br /><span class="dim">does not count</span>`}</td>
<td><strong class="${kind}">${outcomeWord(clause)}</strong>${findingLinks(clause, anchors)}
${reason === null ? undefined : html`<br /><span class="dim">${reason}</span>`}</td>
<td class="number">${cases}</td></tr>
`;
}

function outcomeKind({ outcome }: ClauseResult): string {
  return outcome === 'cantTell' || outcome === 'untested' ? 'open' : outcome;
}

function findingLinks({ findings }: ClauseResult, anchors: Anchors): Markup[] {
  return findings.map((id) => html` <a href="#${anchors.finding(id)}">${id}</a>`);
}

/** The vendor's own words, which the report does not hold: only where the user has the page. */
function pageMarkup({ source: { file, lines } }: ClauseResult, pages: Pages): Markup | undefined {
  const page = file === undefined ? undefined : pages.get(file);
  if (page === undefined || lines === undefined) return undefined;
  const text = page.slice(lines[0] - 1, lines[1]).join('\n');
  return html`<details><summary>the page's own words</summary><pre tabindex="0"><code>${text}</code></pre></details>`;
}
