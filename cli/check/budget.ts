import { isLoopback } from '../../conformance/target/loopback.ts';
import type { Budget } from '../../conformance/target/target.ts';
import type { CheckCommandOptions } from './options.ts';
import type { Subject } from './subject.ts';

const REQUESTS = 3000;
const CREATES = 1500;
/** Requests a second on machines of others. */
const PER_SECOND = 10;

/** Most that the run may do: flags before the target file before the defaults. */
export function budgetOf({ file }: Subject, baseUrl: string, options: CheckCommandOptions): Budget {
  const { maxRequests, maxTime = 0, yesCreateUsers } = options;
  const stated = file?.budget ?? {};
  return {
    requests: maxRequests ?? stated.requests ?? REQUESTS,
    creates: yesCreateUsers ?? stated.creates ?? CREATES,
    perSecond: stated.perSecond ?? (isLoopback(baseUrl) ? 0 : PER_SECOND),
    timeMs: maxTime * 1000,
  };
}

/** True when users may be created there: on this machine, or where somebody has said so. */
export function hasConsent({ file }: Subject, baseUrl: string, { yesCreateUsers }: CheckCommandOptions): boolean {
  return isLoopback(baseUrl) || yesCreateUsers !== undefined || Object.keys(file?.budget ?? {}).length > 0;
}
