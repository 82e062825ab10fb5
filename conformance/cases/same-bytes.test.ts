import { describe, expect, test } from 'vitest';
import { builtInIds } from '../../specs/catalog.ts';
import type { Json } from '../../specs/json.ts';
import { loadContract } from '../../specs/load-contract.ts';
import { aPlan, casesOf, plannedRequests } from '../../test/planned-requests.ts';
import { aCheck, aServer, aTarget, NO_LIMIT, recorded, type Sent, textOf } from '../../test/targets.ts';
import { SERVICE } from '../../test/tiny-contract.ts';
import { check } from '../check.ts';
import { toCall } from '../run/send.ts';
import type { WireRequest } from '../target/exchange.ts';

/** A request as one line, its body in hexadecimal digits. */
function bytesOf({ method, path, headers, body }: WireRequest): string {
  return [method, path, JSON.stringify(headers), Buffer.from(body ?? []).toString('hex')].join(' ');
}

describe('a whole run against the same server', () => {
  /** What is sent with a tag and a seed. */
  async function sentWith(tag: string, seed: number): Promise<readonly Sent[]> {
    const transport = recorded(aTarget(SERVICE, await aServer(SERVICE)).transport);
    const budget = { ...NO_LIMIT, requests: 320 };
    await check(aCheck(SERVICE, aTarget(SERVICE, transport), { tag, seed, budget }));
    return transport.sent;
  }

  test('sends the same bytes for the same seed and tag, and others for another seed', async () => {
    const lines = async (seed: number): Promise<string[]> =>
      (await sentWith('t1', seed)).map(({ baseUrl, request }) => `${baseUrl} ${bytesOf(request)}`);
    const first = await lines(1);
    expect(first).toHaveLength(320);
    expect(await lines(1)).toEqual(first);
    expect(await lines(2)).not.toEqual(first);
  });
});

/** The domains that nobody can own. @source RFC 2606, sections 2 and 3; RFC 6761, section 6 */
const RESERVED = /(^|\.)(example\.(com|net|org)|example|test|invalid|localhost)$/i;

/** Everything in a text that looks like a domain behind an @. */
function domainsIn(text: string): string[] {
  return [...text.matchAll(/@([a-z0-9-]+(?:\.[a-z0-9-]+)*\.[a-z]{2,})(?![\w.-])/gi)].map(([, domain]) => domain ?? '');
}

describe.each(builtInIds)('the requests of %s', async (id) => {
  const contract = await loadContract(id);

  /** All planned requests of a tag, some of the random phase among them. */
  async function planned(tag: string, seed: number = 1) {
    const run = await aPlan(contract, { canArrange: true, tag, seed });
    const cases = [...casesOf(run.plan), ...casesOf(run.plan, ['random']).slice(0, 100)];
    return { run, requests: [...plannedRequests(cases, run, { tag, seed })].flatMap(({ requests }) => requests) };
  }

  const [first, again, other] = [await planned('t1'), await planned('t1'), await planned('t2')];
  const { emailOf } = first.run.context;

  /** The addresses that somebody is created with. */
  function addressesOf(requests: readonly WireRequest[]): Set<string> {
    const bodies = requests.map((request): Json | undefined => toCall(request, first.run.plan.operation).body);
    return new Set(
      bodies.flatMap((body) => (Array.isArray(body) ? body : [body])).flatMap((item) => emailOf(item) ?? []),
    );
  }

  test('are the same for the same seed and tag, byte for byte', () => {
    expect(first.requests.length).toBeGreaterThan(300);
    expect(again.requests.map(bytesOf)).toEqual(first.requests.map(bytesOf));
  });

  test('name nobody whom a run with another tag names, but what is no address', () => {
    const known = addressesOf(first.requests);
    const both = [...addressesOf(other.requests)].filter((email) => known.has(email));
    expect(both.filter((email) => /.@./.test(email))).toEqual([]);
  });

  test('go to domains only that nobody can own', () => {
    const domains = new Set(
      first.requests.flatMap((request) => [
        ...domainsIn(textOf(request)),
        ...domainsIn(decodeURIComponent(request.path)),
      ]),
    );
    expect(domains.size).toBeGreaterThan(0);
    expect([...domains].filter((domain) => !RESERVED.test(domain))).toEqual([]);
  });
});
