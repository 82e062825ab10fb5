import type { RunReport } from '../../conformance/report/report.ts';
import { durationText, numberText } from '../describe.ts';
import { html, type Markup } from './markup.ts';

/** What was run against what: enough to repeat it. */
export function runMarkup({ run, contract, target, summary }: RunReport): Markup {
  const { arrange, observe, outbox } = target.capabilities;
  const hooks = [arrange ? 'arrange' : '', observe ? 'observe' : '', outbox ? 'outbox' : ''].filter(
    (name) => name !== '',
  );
  return html`<section aria-labelledby="run">
<h2 id="run">The run</h2>
<dl>
<dt>Contract</dt><dd>${contract.title} (${contract.id}), <span class="id">${contract.sha256}</span></dd>
${contract.documents.map(({ file, sha256 }) => html`<dt>Page</dt><dd>${file}, <span class="id">${sha256}</span></dd>\n`)}
${contract.premises.map((premise) => html`<dt>Premise</dt><dd>${premise}</dd>\n`)}
<dt>Personas</dt><dd>${target.personas.join(', ') || 'none'}</dd>
<dt>Hooks</dt><dd>${hooks.join(', ') || 'none'}</dd>
<dt>Started</dt><dd>${run.startedAt}</dd>
<dt>Ended</dt><dd>${run.endedAt}</dd>
<dt>Seed, run</dt><dd>${run.seed}, ${run.tag} (${run.id})</dd>
${run.filter === null ? undefined : html`<dt>Asked for</dt><dd>${run.filter.join(', ')}</dd>`}
<dt>Kit</dt><dd>doublecheck ${run.kit.version}, Node.js ${run.kit.node}</dd>
</dl>
<table>
<caption>Phases</caption>
<thead><tr><th scope="col">Phase</th><th scope="col" class="number">Cases</th><th scope="col" class="number">Requests</th>
<th scope="col" class="number">Time</th></tr></thead>
<tbody>
${summary.phases.map(
  ({ name, cases, requests, ms }) =>
    html`<tr><td>${name}</td><td class="number">${numberText(cases)}</td><td class="number">${numberText(requests)}</td><td class="number">${durationText(ms)}</td></tr>\n`,
)}</tbody>
</table>
</section>
`;
}
