import { describe, expect, test } from 'vitest';
import type { Contract } from '../../specs/contract.ts';
import type { Json, JsonObject } from '../../specs/json.ts';
import { aContract } from '../../test/builders.ts';
import { aCase, aRunContext, aStep } from '../../test/case-runs.ts';
import { aBody, aCountingClause, aSchema } from '../../test/oracle.ts';
import { aTarget } from '../../test/targets.ts';
import { aPromise, aServiceDocument, SERVICE } from '../../test/tiny-contract.ts';
import type { Profile } from '../report/report.ts';
import type { Observed } from '../target/target.ts';
import { runCase } from './case-run.ts';
import type { Judgement } from './judgement.ts';

const GOOD = { email: 'ada@example.com' };
const BAD = { email: 'ada@example.com', name: 'Ada Lovelace' };

interface Choices {
  readonly contract?: Contract;
  readonly aims?: readonly string[];
  readonly profile?: Profile;
  readonly observed?: Observed;
  /** Bytes that are sent in place of the body. */
  readonly raw?: string;
}

/** What is said of this answer to this body; a status alone is an answer with an empty list. */
async function judged(body: Json, answer: number | Response, choices: Choices = {}): Promise<readonly Judgement[]> {
  const { contract = SERVICE, aims = ['tiny/created'], profile = 'document', observed, raw } = choices;
  let isFirst = true;
  const serve = (): Response => {
    const isProbe = isFirst;
    isFirst = false;
    if (isProbe) return Response.json([GOOD]);
    return typeof answer === 'number' ? Response.json([], { status: answer }) : answer;
  };
  const hooks = observed === undefined ? {} : { observe: async () => observed };
  const context = await aRunContext(contract, aTarget(contract, serve, { hooks }), { profile });
  const step = aStep(body);
  const draft = { ...step.draft, ...(raw === undefined ? {} : { raw: new TextEncoder().encode(raw) }) };
  const kase = aCase(() => ({ steps: [{ ...step, draft }] }), { aims });
  const { judgements } = await runCase(kase, 0, context);
  return judgements;
}

/** Ids of the clauses with an outcome. */
function withOutcome(outcome: Judgement['outcome'], judgements: readonly Judgement[]): string[] {
  return judgements.filter((each) => each.outcome === outcome).map(({ clause }) => clause);
}

async function failedBy(...args: Parameters<typeof judged>): Promise<string[]> {
  return withOutcome('failed', await judged(...args));
}

describe('a good request that is refused', () => {
  test('is blamed on what the case is about, as far as it counts', async () => {
    expect(await failedBy(GOOD, 400, { aims: ['tiny/email-format'] })).toEqual(['tiny/email-format']);
    expect(await failedBy(GOOD, 400, { aims: ['tiny/nothing', 'tiny/name-type'] })).toEqual(['tiny/name-type']);
  });

  test('is blamed on the promise that good requests create, where nothing counts that the case is about', async () => {
    expect(await failedBy(GOOD, 400, { aims: [] })).toEqual(['tiny/created']);
  });

  test('with a server error breaks the promise to answer', async () => {
    expect(await failedBy(GOOD, 500)).toEqual(['tiny/answers']);
  });
});

describe('a faulty request', () => {
  test('that is accepted is blamed on the keyword, and on the promise that what must fail fails', async () => {
    expect(await failedBy(BAD, 200)).toEqual(['tiny/name-max-length', 'tiny/refusal']);
  });

  test('that is answered otherwise than documented is blamed on the clause that answers', async () => {
    expect(await failedBy(BAD, 409)).toEqual(['tiny/schema']);
  });

  test('that makes the server fail is blamed on the clause that answers', async () => {
    expect(await failedBy(BAD, 500)).toEqual(['tiny/schema']);
  });

  test('proves keyword and clause when it is refused as documented', async () => {
    const passed = withOutcome('passed', await judged(BAD, 400));
    expect(passed).toEqual(
      expect.arrayContaining(['tiny/name-max-length', 'tiny/schema', 'tiny/refusal', 'tiny/answers']),
    );
    expect(passed).not.toContain('tiny/email-format');
  });

  test('with two faults proves neither: one may hide the other', async () => {
    const passed = withOutcome('passed', await judged({ email: 1, name: 'Ada Lovelace' }, 400));
    expect(passed).not.toContain('tiny/name-max-length');
    expect(passed).not.toContain('tiny/email-type');
  });
});

describe('a faulty request whose answer leaves the status open', () => {
  const open = aContract(
    aServiceDocument({
      'x-clauses': [aCountingClause('schema', {}, { accept: [{ status: 'not-2XX' }] }), aPromise('created')],
    }),
  );

  test('may be answered with any refusal', async () => {
    expect(await failedBy(BAD, 418, { contract: open })).toEqual([]);
  });

  test('makes the server fail only at the profile at which that should not be', async () => {
    expect(await failedBy(BAD, 500, { contract: open })).toEqual([]);
    expect(await failedBy(BAD, 500, { contract: open, profile: 'strict' })).toEqual(['tiny/answers']);
  });
});

describe('a success', () => {
  test('proves what it shows, and the keywords that the case is about', async () => {
    const judgements = await judged(GOOD, Response.json([GOOD]), { aims: ['tiny/name-type', 'tiny/unique'] });
    const passed = withOutcome('passed', judgements);
    expect(passed).toEqual(
      expect.arrayContaining(['tiny/created', 'tiny/success-status', 'tiny/name-type', 'tiny/answers']),
    );
    expect(passed).not.toContain('tiny/unique');
    expect(withOutcome('absent', judgements)).toContain('tiny/response.name-type');
    expect(withOutcome('failed', judgements)).toEqual([]);
  });

  test.each<readonly [string, Response, string[]]>([
    ['with a wrong member', Response.json([{ email: 1 }]), ['tiny/response.email-type']],
    ['without a required member', Response.json([{}]), ['tiny/response.email-required']],
    ['that is no list', Response.json({}), ['tiny/response.body-type']],
    [
      'with a broken body',
      new Response('[', { headers: { 'Content-Type': 'application/json' } }),
      ['tiny/response.body-type'],
    ],
    [
      'without a body',
      new Response(null, { headers: { 'Content-Type': 'application/json' } }),
      ['tiny/response.body-type'],
    ],
    ['with another status', Response.json([GOOD], { status: 202 }), ['tiny/success-status']],
  ])('%s breaks just that', async (_, answer, clauses) => {
    expect(await failedBy(GOOD, answer)).toEqual(clauses);
  });

  test('of what cannot be read is blamed on that alone, and says nothing about promises', async () => {
    const judgements = await judged(GOOD, Response.json([GOOD]), { raw: '{"email":' });
    expect(withOutcome('failed', judgements)).toEqual(['tiny/readable']);
    expect(judgements.some(({ clause }) => clause === 'tiny/success-status')).toBe(false);
  });
});

describe('what is there after a refusal', () => {
  const there = { users: [GOOD], places: 99_999 };

  test('is nobody new: else the fault is taken for accepted', async () => {
    expect(await failedBy(BAD, 400, { observed: there })).toEqual(['tiny/name-max-length']);
    expect(await failedBy(BAD, 400, { observed: { ...there, users: [] } })).toEqual([]);
  });

  test('is told with what was found', async () => {
    const judgements = await judged(BAD, 400, { observed: there });
    const [failure] = judgements.filter((each) => each.outcome === 'failed');
    expect(failure).toMatchObject({
      problem: { expectedState: 'unchanged', actualState: 'ada@example.com is there', at: 0 },
    });
  });
});

describe('a default', () => {
  const colour = aSchema({ type: 'string', default: 'red' });
  const schema = aSchema({ type: 'object', properties: { email: { type: 'string' }, colour } });
  const contract = aContract(aServiceDocument({ requestBody: aBody(schema) }));
  const outcomes = async (sent: JsonObject, shown: JsonObject): Promise<string[]> => {
    const observed = { users: [{ ...GOOD, ...shown }], places: 99_998 };
    const judgements = await judged({ ...GOOD, ...sent }, Response.json([GOOD]), { contract, observed });
    return judgements.filter(({ clause }) => clause === 'tiny/colour-default').map(({ outcome }) => outcome);
  };

  test('is what a member has that was left out', async () => {
    expect(await outcomes({}, { colour: 'red' })).toEqual(['passed']);
    expect(await outcomes({}, { colour: 'blue' })).toEqual(['failed']);
  });

  test('is not asked for where it was sent, or is not shown', async () => {
    expect(await outcomes({ colour: 'blue' }, { colour: 'blue' })).toEqual([]);
    expect(await outcomes({}, {})).toEqual([]);
  });
});

describe('a promise', () => {
  const kept = aPromise('answer', { record: '', claims: [{ the: '{$record#/email}', equals: '{$item#/email}' }] });
  const of = (...promises: JsonObject[]): Contract =>
    aContract(aServiceDocument({ 'x-clauses': [aCountingClause('schema'), aPromise('created'), ...promises] }));

  test('that is broken is a failure with its title', async () => {
    const both = of({
      ...kept,
      id: 'echo',
      params: {
        about: ['success-status', 'answer'],
        claims: [{ the: '{$response.body#/0/email}', is: { const: 'x' } }],
      },
    });
    expect(await failedBy(GOOD, Response.json([GOOD]), { contract: both })).toEqual(['tiny/echo']);
  });

  test('that is kept proves what it stands for', async () => {
    const contract = of({ ...aPromise('success-status'), params: { about: 'success-status', proves: ['tiny/other'] } });
    expect(withOutcome('passed', await judged(GOOD, 200, { contract }))).toContain('tiny/other');
    expect(withOutcome('passed', await judged(GOOD, Response.json([], { status: 201 }), { contract }))).not.toContain(
      'tiny/other',
    );
  });

  test('is judged where its conditions hold only', async () => {
    const when = (value: string): JsonObject => ({ when: [{ the: '{$item#/email}', is: { const: value } }] });
    const contract = (value: string): Contract => of({ ...aPromise('success-status'), ...when(value) });
    expect(await failedBy(GOOD, 201, { contract: contract(GOOD.email) })).toEqual(['tiny/success-status']);
    expect(await failedBy(GOOD, 201, { contract: contract('x') })).toEqual([]);
  });

  test('is not judged when it is switched off, or when nobody can judge it', async () => {
    expect(await failedBy(GOOD, 201, { contract: of({ ...aPromise('success-status'), off: true }) })).toEqual([]);
    const contract = of(aPromise('wonders'));
    expect((await judged(GOOD, 200, { contract })).some(({ clause }) => clause === 'tiny/wonders')).toBe(false);
  });

  test('says nothing of a success that should not have been, but that what must fail fails', async () => {
    const judgements = await judged(BAD, 201);
    expect(withOutcome('failed', judgements)).toEqual(['tiny/name-max-length', 'tiny/refusal']);
    expect(judgements.some(({ clause }) => clause === 'tiny/success-status')).toBe(false);
  });
});
