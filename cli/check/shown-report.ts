import { curlOf } from '../../conformance/report/curl.ts';
import type { RunEvent } from '../../conformance/report/events.ts';
import { redactEvent, redactReport } from '../../conformance/report/redact-report.ts';
import type { Redactor } from '../../conformance/report/redactor.ts';
import type { Finding, RunReport } from '../../conformance/report/report.ts';

/** The report without secrets, with curl lines in which a shell puts them in again. */
export function shownReport(report: RunReport, redactor: Redactor): RunReport {
  const redacted = redactReport(report, redactor);
  return { ...redacted, findings: redacted.findings.map((finding) => withCurl(finding, redactor)) };
}

/** The event in the same way. */
export function shownEvent(event: RunEvent, redactor: Redactor): RunEvent {
  if (event.type === 'run-ended') return { ...event, report: shownReport(event.report, redactor) };
  const redacted = redactEvent(event, redactor);
  return redacted.type === 'finding' ? { ...redacted, finding: withCurl(redacted.finding, redactor) } : redacted;
}

/** The line is written anew: inside the quotes of the old one no placeholder would be expanded. */
function withCurl(finding: Finding, { names }: Redactor): Finding {
  return { ...finding, curl: curlOf(finding.request, names) };
}
