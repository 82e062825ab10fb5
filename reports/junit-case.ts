import type { ClauseResult, Finding } from '../conformance/report/report.ts';
import { openClauses } from '../conformance/report/verdict.ts';
import { actualText, confirmedText, countText, expectedText, sourceText, statusText } from './describe.ts';
import type { XmlNode } from './xml.ts';

/** What JUnit calls what became of a test case. */
export type JunitOutcome = 'passed' | 'failure' | 'error' | 'skipped';

/** A clause as a test case. */
export interface JunitCase {
  readonly outcome: JunitOutcome;
  readonly node: XmlNode;
}

/** Longest text of one element, in characters. */
const MAX_TEXT = 20_000;

/**
 * The test case of a clause. `failure`: it counts and failed. `error`: it is why the run is inconclusive. `skipped`: it can fail nobody here,
 * does not apply, or a waiver covers its failure. So a CI server that reads only this file agrees with the exit code.
 */
export function junitCase(clause: ClauseResult, findings: readonly Finding[], contract: string): JunitCase {
  const own = findings.filter((finding) => finding.clause === clause.id);
  const { outcome, message } = junitOutcome(clause, own);
  const text = own.map(findingText).join('\n\n').slice(0, MAX_TEXT);
  const { id, level, basis, counts, waived, says, source, cases } = clause;
  const properties = { level, basis, counts, waived, outcome: clause.outcome, cases, source: sourceText(source), says };
  const result: XmlNode = {
    name: outcome,
    attributes: { message, type: clause.outcome },
    text: outcome === 'skipped' ? '' : text,
  };
  return {
    outcome,
    node: {
      name: 'testcase',
      attributes: { classname: `${contract}.${level}`, name: id, time: 0, file: source.file, line: source.lines?.[0] },
      children: [
        {
          name: 'properties',
          attributes: {},
          children: Object.entries(properties).map(([name, value]) => ({
            name: 'property',
            attributes: { name, value: String(value) },
          })),
        },
        ...(outcome === 'passed' ? [] : [result]),
      ],
    },
  };
}

function junitOutcome(
  clause: ClauseResult,
  findings: readonly Finding[],
): { readonly outcome: JunitOutcome; readonly message: string } {
  const [first] = findings;
  const title = first === undefined ? clause.says : first.title;
  const reason = clause.reason ?? title;
  if (openClauses([clause], findings).length > 0)
    return { outcome: 'error', message: `${clause.outcome === 'untested' ? 'Not tested' : 'Cannot tell'}: ${reason}` };
  switch (clause.outcome) {
    case 'passed':
      return { outcome: 'passed', message: '' };
    case 'failed':
      if (!clause.counts)
        return { outcome: 'skipped', message: `Failed, but does not count at this profile: ${title}` };
      if (clause.waived) return { outcome: 'skipped', message: `Failed, but is waived: ${title}` };
      return { outcome: 'failure', message: title };
    case 'inapplicable':
      return { outcome: 'skipped', message: `Does not apply: ${reason}` };
    default:
      return { outcome: 'skipped', message: `Cannot tell, but the verdict does not rest on it: ${reason}` };
  }
}

function findingText(finding: Finding): string {
  const { title, request, response, curl, seed, path, trace } = finding;
  return [
    title,
    `expected: ${expectedText(finding)}`,
    `actual: ${actualText(finding)}`,
    `request: ${request.method} ${request.url}`,
    ...(request.body === null ? [] : [`body: ${request.body.slice(0, 4096)}`]),
    `answer: ${statusText(response)}`,
    ...(response === null || response.body === null ? [] : [`answered: ${response.body}`]),
    `${confirmedText(finding)}; seed ${seed}, ${path}; ${countText(trace.length, 'request')} before it`,
    curl,
  ].join('\n');
}
