import { check } from '../../conformance/check.ts';
import type { Finding, Verdict } from '../../conformance/report/report.ts';
import type { Base } from '../base.ts';
import type { Deviation } from '../deviation.ts';
import { isGood } from '../engine/passing.ts';
import type { Serve } from '../serve.ts';
import { targetOf } from './target.ts';

/** What became of one deviation under one seed. */
export interface Examination {
  readonly id: string;
  readonly seed: number;
  readonly verdict: Verdict | 'kit-fault';
  readonly why: string;
  /** Ids of the counting clauses that failed. */
  readonly failed: readonly string[];
  /** The first finding that counts, for people. */
  readonly finding: string | null;
  /** False when the server refused every create call: nothing can be told then, and to say so is right. */
  readonly everCreated: boolean;
  readonly requests: number;
  readonly ms: number;
}

/** Creates by default, and time that no run should need (design.md, section 6.1). */
const BUDGET = { creates: 1500, perSecond: 0, timeMs: 120_000 };

/** What an answer with a status of success says when it is a failure all the same, in the contracts that have such answers. */
const FAILURE = /"success":\s*false|ErrorCode(":\s*"|>)[^"<]/;

/** How a server is examined. */
export interface ExamineOptions {
  readonly seed: number;
  /** Ends the run with the first finding that counts. */
  readonly isBroken: boolean;
  readonly maxRequests: number;
}

/** Examines the server of a deviation with the suite, as `doublecheck check` would. A broken one ends with the first finding. */
export async function examine(
  base: Base,
  deviation: Deviation,
  { seed, isBroken, maxRequests }: ExamineOptions,
): Promise<Examination> {
  const started = performance.now();
  let everCreated = false;
  const watch =
    (serve: Serve): Serve =>
    async (request) => {
      const answer = await serve(request);
      if (!everCreated && request.method === 'POST' && isGood(answer) && !FAILURE.test(String(answer.body)))
        everCreated = true;
      return answer;
    };
  const facts = (): Pick<Examination, 'id' | 'seed' | 'everCreated' | 'ms'> => {
    return { id: deviation.id, seed, everCreated, ms: performance.now() - started };
  };
  try {
    const { summary, findings, clauses } = await check({
      contract: base.contract,
      target: await targetOf(base, deviation, () => performance.now(), watch),
      profile: deviation.profile,
      seed,
      tag: `g${seed}`,
      budget: { ...BUDGET, requests: maxRequests },
      now: () => performance.now(),
      stopAtFirstFinding: isBroken,
    });
    const failed = clauses.filter(({ counts, outcome }) => counts && outcome === 'failed').map(({ id }) => id);
    const finding = findings.find(({ counts, flaky }) => counts && !flaky) ?? findings[0];
    const { verdict, why, requests } = summary;
    return { ...facts(), verdict, why, failed, finding: finding ? describe(finding) : null, requests };
  } catch (error) {
    const why = error instanceof Error ? (error.stack ?? error.message) : String(error);
    return { ...facts(), verdict: 'kit-fault', why, failed: [], finding: null, requests: 0 };
  }
}

/** True when a broken server was recognised: found wrong, or never got a pass because it refuses everybody. */
export function isKilled({ verdict, everCreated }: Examination): boolean {
  return verdict === 'nonconformant' || (verdict === 'inconclusive' && !everCreated);
}

function describe({ clause, title, path, expected, actual, request, response }: Finding): string {
  const wanted = expected.anyOf.map(({ status }) => status).join(' or ');
  const shown = `${request.method} ${request.url} ${request.body ?? ''}`.slice(0, 400);
  const answered = `${response?.status ?? response?.failure ?? 'nothing'} ${response?.body ?? ''}`.slice(0, 300);
  return [
    `${clause}: ${title} (${path})`,
    `expected ${wanted} ${expected.state ?? ''}`,
    `actual ${actual.status ?? ''} ${actual.state ?? ''}`,
    shown,
    answered,
  ].join('\n      ');
}
