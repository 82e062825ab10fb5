import { curlOf } from '../report/curl.ts';
import type { Finding } from '../report/report.ts';
import type { Problem, Traced } from './judgement.ts';
import { reportAnswer, reportRequest } from './reported.ts';

/** What a finding is made of. */
export interface FindingFacts {
  readonly number: number;
  readonly clause: string;
  readonly counts: boolean;
  readonly problem: Problem;
  readonly trace: readonly Traced[];
  readonly seed: number;
  readonly path: string;
  readonly confirmations: Finding['confirmations'];
  readonly flaky: boolean;
  readonly historyDependent: boolean;
}

/** The finding that a confirmed disagreement amounts to. */
export function toFinding({ number, clause, counts, problem, trace, ...rest }: FindingFacts): Finding {
  const culprit = trace[problem.at];
  if (!culprit) throw new Error(`There is no request ${problem.at} in the trace of ${rest.path}.`);
  const request = reportRequest(culprit.baseUrl, culprit.request);
  const response = reportAnswer(culprit.exchange);
  const { title, expected, expectedState, actualState } = problem;
  return {
    id: `F${number}`,
    clause,
    counts,
    title,
    expected: {
      anyOf: expected.map(({ status, reason, fields }) => ({ status, reason: reason ?? null, fields })),
      state: expectedState ?? null,
    },
    actual: { status: response.status, reason: response.reasonPhrase || null, fields: [], state: actualState ?? null },
    request,
    response,
    trace: trace.slice(0, problem.at).map((each) => {
      return { request: reportRequest(each.baseUrl, each.request), response: reportAnswer(each.exchange) };
    }),
    curl: curlOf(request),
    ...rest,
  };
}
