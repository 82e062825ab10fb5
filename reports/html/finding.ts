import type { ClauseResult, Finding, ReportedAnswer, ReportedRequest } from '../../conformance/report/report.ts';
import { actualText, confirmedText, countText, expectedText, sourceText, statusText } from '../describe.ts';
import { safeText } from '../safe-text.ts';
import type { Anchors } from './anchors.ts';
import { html, type Markup } from './markup.ts';

/** Longest body that is shown, in characters. */
const MAX_BODY = 10_000;

/** A finding with all that a person needs to see and repeat it. */
export function findingMarkup(clause: ClauseResult, finding: Finding, anchors: Anchors, isOpen: boolean): Markup {
  const { id, title, request, response, trace, curl, seed, path } = finding;
  const source = sourceText(clause.source);
  return html`<details class="finding" id="${anchors.finding(id)}"${isOpen ? html` open="open"` : undefined}>
<summary><h3>${title}</h3> <span class="dim">${clause.level}, ${clause.basis}${clause.waived ? ', waived' : ''}</span></summary>
<div class="inner">
<dl>
<dt>Clause</dt><dd><a class="id" href="#${anchors.clause(clause.id)}">${clause.id}</a></dd>
<dt>Promise</dt><dd>${clause.says}</dd>
${source === '' ? undefined : html`<dt>Source</dt><dd>${source}</dd>`}
<dt>Expected</dt><dd>${expectedText(finding)}</dd>
<dt>Actual</dt><dd class="failed">${actualText(finding)}</dd>
<dt>Seen</dt><dd>${confirmedText(finding)}</dd>
<dt>Where</dt><dd>finding ${id}, seed ${seed}, ${path}</dd>
</dl>
${exchangeMarkup(request, response)}
<h4>Again with curl</h4>
<pre class="copyable" tabindex="0"><code>${curl}</code></pre>
${trace.length === 0 ? undefined : traceMarkup(trace)}
</div>
</details>
`;
}

function traceMarkup(trace: Finding['trace']): Markup {
  return html`<details><summary>${countText(trace.length, 'request')} before it</summary>
<ol>${trace.map(({ request, response }) => html`<li>${exchangeMarkup(request, response)}</li>\n`)}</ol>
</details>`;
}

function exchangeMarkup(request: ReportedRequest, response: ReportedAnswer | null): Markup {
  const answerLines = response === null ? [] : fieldLines(response.headers);
  return html`<div class="exchange">
<div><h4>Request</h4><pre tabindex="0"><code>${`${request.method} ${request.url}`}
${fieldLines(request.headers)}
${bodyText(request)}</code></pre></div>
<div><h4>Answer</h4><pre tabindex="0"><code>${statusText(response)}
${answerLines}
${response === null ? undefined : bodyText(response)}</code></pre></div>
</div>`;
}

/** One field a line; what a name or value holds of lines stays in its own. */
function fieldLines(headers: ReportedRequest['headers']): string[] {
  return headers.map(([name, value]) => `${safeText(name)}: ${safeText(value)}\n`);
}

function bodyText({ body, bodyBase64 }: Pick<ReportedRequest, 'body' | 'bodyBase64'>): string | undefined {
  const text = body ?? (bodyBase64 === null ? undefined : `${bodyBase64} (base64)`);
  return text === undefined || text.length <= MAX_BODY
    ? text
    : `${text.slice(0, MAX_BODY)}… (${text.length - MAX_BODY} more characters in report.json)`;
}
