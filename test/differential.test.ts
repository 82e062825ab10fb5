import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { PlainRequest } from '../mock/plain.ts';
import { builtInIds } from '../specs/catalog.ts';
import type { Contract, Operation } from '../specs/contract.ts';
import { loadContract } from '../specs/load-contract.ts';
import { isXmlType, parseMediaType } from '../wire/media-type.ts';
import { changedRequests, withEachChange } from './differential-changes.ts';
import { exceptions } from './differential-exceptions.ts';
import { type Comparison, createJudges } from './differential-judges.ts';
import { handMadeRequests } from './differential-requests.ts';

/** Generated requests for each operation. */
const RUNS = 300;
/** The largest part of all requests about which our validation and Prism's may differ: nearly all of them are XML. */
const MAX_SHARE = 0.1;

type Judge = Awaited<ReturnType<typeof createJudges>>;

const tally = { compared: 0, differing: 0, hits: new Map<string, number>() };

/**
 * Asks both about a request. Where they differ an exception must hold, and without all that is exceptional they must agree.
 * @throws Error with the request and what each has against it.
 */
async function compare(judge: Judge, request: PlainRequest): Promise<Comparison> {
  const comparison = await judge(request);
  if (!comparison) throw new Error(`${request.method} ${request.target} leads to no operation with clauses`);
  tally.compared += 1;
  if (agree(comparison)) return comparison;
  tally.differing += 1;
  const restated = await restate(judge, comparison);
  if (restated === comparison || !agree(restated)) throw new Error(describeDifference(comparison, restated));
  return comparison;
}

/** Takes away everything exceptional, one after the other; notes the exception that made the two agree. */
async function restate(judge: Judge, comparison: Comparison): Promise<Comparison> {
  let current = comparison;
  for (const { name, holds, restate: change } of exceptions) {
    if (!holds(current)) continue;
    const next = await judge(change(current));
    if (!next) throw new Error(`the request restated without "${name}" leads to no operation`);
    if (!agree(current) && agree(next)) tally.hits.set(name, (tally.hits.get(name) ?? 0) + 1);
    current = next;
  }
  return current;
}

function agree({ ours, prism }: Comparison): boolean {
  return (ours.length === 0) === (prism.length === 0);
}

function describeDifference(comparison: Comparison, restated: Comparison): string {
  return [comparison, ...(restated === comparison ? [] : [restated])]
    .flatMap(({ request: { method, target, headers, body }, ours, prism }) => [
      `${method} ${target}`,
      ...Object.entries(headers).map(([name, value]) => `${name}: ${value}`),
      new TextDecoder().decode(body),
      `we ${ours.length === 0 ? 'accept' : `refuse: ${ours.join('; ')}`}`,
      `Prism ${prism.length === 0 ? 'accepts' : `refuses: ${prism.join('; ')}`}`,
      '',
    ])
    .join('\n');
}

/** True when no request that is routed to the operation can be refused: it reads nothing but text in its path. */
function takesEverything({ body, parameters }: Operation): boolean {
  return !body && parameters.every(({ in: place, schema }) => place === 'path' && isAnyText(schema));
}

function isAnyText({ type, ...others }: Operation['parameters'][number]['schema']): boolean {
  return (
    type === 'string' && Object.keys(others).every((word) => ['examples', 'example', 'description'].includes(word))
  );
}

/** True for what the changes of bodies can read: XML is left as it is. */
function isReadable({ headers }: PlainRequest): boolean {
  return !isXmlType(parseMediaType(headers['content-type'] ?? 'text/xml')?.type ?? '');
}

/** The hand-made requests by operation. */
async function seedsOf(contract: Contract, judge: Judge): Promise<Map<string, PlainRequest[]>> {
  const seeds = new Map<string, PlainRequest[]>();
  for (const request of handMadeRequests(contract)) {
    const operation = (await judge(request))?.operation.id;
    if (operation !== undefined) seeds.set(operation, [...(seeds.get(operation) ?? []), request]);
  }
  return seeds;
}

describe.each(builtInIds)('%s', async (id) => {
  const contract = await loadContract(id);
  const judge = await createJudges(contract);
  const seeds = await seedsOf(contract, judge);
  const operations = contract.operations.filter(({ clauses }) => clauses.length > 0);

  test.each(operations.map((operation) => [operation.id, operation] as const))(
    '%s accepts a request exactly when Prism does',
    async (name, operation) => {
      const own = seeds.get(name) ?? [];
      const good: PlainRequest[] = [];
      const bad: PlainRequest[] = [];
      const check = async (request: PlainRequest): Promise<void> => {
        const { ours } = await compare(judge, request);
        (ours.length === 0 ? good : bad).push(request);
      };
      for (const request of own) await check(request);
      const example = good.find(isReadable) ?? good[0];
      const changed = example ? withEachChange(operation, example) : [];
      for (const request of changed) await check(request);
      await fc.assert(fc.asyncProperty(changedRequests(operation, own), check), { seed: 20, numRuns: RUNS });
      expect(good).not.toEqual([]);
      expect(bad.length > 0).toBe(!takesEverything(operation));
    },
  );
});

test('the exceptions are needed, every one, and few requests fall under them', () => {
  const share = tally.differing / tally.compared;
  const lines = exceptions.map(
    ({ name, reason }) => `${String(tally.hits.get(name) ?? 0).padStart(5)}  ${name}: ${reason}`,
  );
  console.log(
    [`${tally.compared} requests compared, exceptions cover ${(100 * share).toFixed(1)} %:`, ...lines].join('\n'),
  );
  expect(exceptions.filter(({ name }) => !tally.hits.has(name)).map(({ name }) => name)).toEqual([]);
  expect(share).toBeLessThan(MAX_SHARE);
});
