import { describe, expect, test } from 'vitest';
import type { Json, JsonObject } from '../../specs/json.ts';
import { aContract, aDocument } from '../../test/builders.ts';
import { aBody, aCountingClause, anAnswer, anOracle, aSchema, DOCUMENTED } from '../../test/oracle.ts';
import type { Scale } from './expectation.ts';
import { clausesOf, createIsSuccess, type Verdict, verdictOf } from './verdict.ts';

type Asked = { readonly accept?: Json; readonly doubtful?: Scale['doubtful']; readonly remark?: JsonObject };

/** The verdict on an answer to a body; texts of more than three characters and numbers are refused with 400 and 409. */
function verdictOn(body: Json, status: number, value?: Json, { accept, doubtful, remark }: Asked = {}): Verdict {
  const answer = { status: 409, example: 'refused' };
  const member = aSchema({ type: 'string', maxLength: 3 }, remark);
  const contract = aContract(
    aDocument({
      requestBody: aBody(aSchema({ type: 'object', properties: { at: member, other: aSchema({ type: 'string' }) } })),
      'x-clauses': [
        aCountingClause('schema', { at: '/at' }, { id: 'at', ...(accept === undefined ? {} : { accept }) }),
        aCountingClause('schema', {}, { id: 'rest', answer }),
      ],
    }),
  );
  const { judge, expect: ask } = anOracle(contract, {}, doubtful ? { doubtful } : {});
  const isSuccess = createIsSuccess(contract, judge.fitsOutcome);
  return verdictOf(ask(body), anAnswer(judge, status, value), isSuccess, judge.fitsOutcome, undefined);
}

const good = { at: 'Ada' };
const bad = { at: 'Adam' };

/** Kind, fault, and the clauses that are blamed. */
function told({ kind, fault }: Verdict): unknown {
  return fault ? [kind, fault.kind, fault.faults.map((each) => clausesOf(each).at(-1)?.id)] : kind;
}

describe('a request that must succeed', () => {
  test.each([
    [200, 'success'],
    [204, 'success'],
    [302, ['refusal', 'refused', []]],
    [400, ['refusal', 'refused', []]],
    [499, ['refusal', 'refused', []]],
    [500, ['refusal', 'failed', []]],
    [503, ['refusal', 'failed', []]],
  ])('answered %i: %j', (status, expected) => {
    expect(told(verdictOn(good, status))).toEqual(expected);
  });
});

describe('a request that must fail', () => {
  test.each([
    [400, 'refusal'],
    [200, ['success', 'accepted', ['tiny/at']]],
    [201, ['success', 'accepted', ['tiny/at']]],
    [409, ['refusal', 'status', ['tiny/at']]],
    [302, ['refusal', 'status', ['tiny/at']]],
    [500, ['refusal', 'failed', ['tiny/at']]],
  ])('answered %i: %j', (status, expected) => {
    expect(told(verdictOn(bad, status))).toEqual(expected);
  });

  test('may have the answer of any of its faults, for nobody says which comes first', () => {
    const both = { at: 'Adam', other: 1 };
    expect(told(verdictOn(both, 400))).toBe('refusal');
    expect(told(verdictOn(both, 409))).toBe('refusal');
    expect(told(verdictOn(both, 422))).toEqual(['refusal', 'status', ['tiny/at', 'tiny/rest']]);
  });

  test('may have an answer of the documented class', () => {
    const accept = [{ status: '4XX' }];
    expect(told(verdictOn(bad, 451, undefined, { accept }))).toBe('refusal');
    expect(told(verdictOn(bad, 302, undefined, { accept }))).toEqual(['refusal', 'status', ['tiny/at']]);
  });
});

describe('a server error to a faulty request', () => {
  test('is right where it is documented', () => {
    expect(told(verdictOn(bad, 500, undefined, { accept: [{ status: 500 }] }))).toBe('refusal');
    expect(told(verdictOn(bad, 503, undefined, { accept: [{ status: '5XX' }] }))).toBe('refusal');
  });

  test('is not documented by "anything but 2XX", and breaks no documented status either', () => {
    const accept = [{ status: 'not-2XX' }];
    expect(told(verdictOn(bad, 500, undefined, { accept }))).toEqual(['refusal', 'failed', []]);
    expect(told(verdictOn(bad, 418, undefined, { accept }))).toBe('refusal');
    expect(told(verdictOn(bad, 302, undefined, { accept }))).toBe('refusal');
  });

  test('breaks no documented status where something else may have caused it', () => {
    expect(told(verdictOn({ ...bad, more: 1 }, 500, undefined, { doubtful: () => ['/more'] }))).toEqual([
      'refusal',
      'failed',
      [],
    ]);
  });
});

describe('a request that may succeed', () => {
  const grey = { remark: { ...DOCUMENTED, level: 'should' } };

  test.each([
    [200, 'success'],
    [400, 'refusal'],
    [418, 'refusal'],
    [302, ['refusal', 'status', []]],
    [500, ['refusal', 'failed', []]],
  ])('for a fault that does not count, answered %i: %j', (status, expected) => {
    expect(told(verdictOn(bad, status, undefined, grey))).toEqual(expected);
  });

  test.each([
    [200, 'success'],
    [400, 'refusal'],
    [422, 'refusal'],
    [500, ['refusal', 'failed', []]],
  ])('for an unusual value, answered %i: %j', (status, expected) => {
    expect(told(verdictOn(good, status, undefined, { doubtful: () => ['/at'] }))).toEqual(expected);
  });
});

describe('a success that says in its body that it failed', () => {
  const accept = [{ status: '2XX', body: { required: ['success'], properties: { success: { const: false } } } }];

  test('is a refusal', () => {
    expect(told(verdictOn(bad, 200, { success: false }, { accept }))).toBe('refusal');
    expect(told(verdictOn(good, 200, { success: false }, { accept }))).toEqual(['refusal', 'refused', []]);
  });

  test('is a success as long as the body does not say so', () => {
    expect(told(verdictOn(bad, 200, { success: true }, { accept }))).toEqual(['success', 'accepted', ['tiny/at']]);
    expect(told(verdictOn(bad, 200, {}, { accept }))).toEqual(['success', 'accepted', ['tiny/at']]);
    expect(told(verdictOn(good, 200, { success: true }, { accept }))).toBe('success');
  });

  test('is a success where the contract documents no such refusal', () => {
    expect(told(verdictOn(good, 200, { success: false }))).toBe('success');
    expect(told(verdictOn(good, 200, { success: false }, { accept: [{ status: 200 }] }))).toBe('success');
  });
});

describe('a batch of which one element must be refused', () => {
  const item = aSchema({ type: 'object', properties: { email: aSchema({ type: 'string', maxLength: 20 }) } });
  const contract = aContract(
    aDocument({
      requestBody: aBody(aSchema({ type: 'array', items: item })),
      'x-effect': { create: 'users', each: 'item' },
      'x-clauses': [aCountingClause('schema', {}, { each: 'item' })],
    }),
  );
  const { judge, expect: ask } = anOracle(contract);
  const isSuccess = createIsSuccess(contract, judge.fitsOutcome);
  const body = [{ email: 'good@example.com' }, { email: 'much.too.long.to.be.good@example.com' }];
  const verdict = (status: number, shown: readonly number[] | undefined): unknown =>
    told(verdictOf(ask(body), anAnswer(judge, status), isSuccess, judge.fitsOutcome, shown && new Set(shown)));

  test('may succeed as long as the answer does not list it', () => {
    expect(verdict(200, [0])).toBe('success');
    expect(verdict(200, [])).toBe('success');
    expect(verdict(200, undefined)).toBe('success');
    expect(verdict(200, [0, 1])).toEqual(['success', 'accepted', ['tiny/schema']]);
  });

  test('may be refused as a whole with the documented answer', () => {
    expect(verdict(400, undefined)).toBe('refusal');
    expect(verdict(409, undefined)).toEqual(['refusal', 'status', ['tiny/schema']]);
  });
});
