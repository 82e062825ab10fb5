import { performance } from 'node:perf_hooks';
import { fetchTransport } from '../conformance/target/fetch-transport.ts';
import { detectKitMock } from '../conformance/target/kit-mock.ts';
import type { Target } from '../conformance/target/target.ts';
import type { Contract } from '../specs/contract.ts';

const ORIGIN = 'http://127.0.0.1';

/** Our own mock, or anything that serves its admin API, as a target in this process. */
export async function ownMockTarget(
  serve: (request: Request) => Response | Promise<Response>,
  contract: Contract,
): Promise<Target> {
  const transport = fetchTransport(serve, { timeoutMs: 10_000, now: () => performance.now() });
  const mock = await detectKitMock(ORIGIN, transport, contract);
  if (!mock) throw new Error('This is not our mock.');
  return { ...mock, transport, observesByContract: false, facts: {}, emailDomain: 'example.com', isKitMock: true };
}
