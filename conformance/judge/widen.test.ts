import { expect, test } from 'vitest';
import type { JsonObject } from '../../specs/json.ts';
import { aCall, aContract, aDocument } from '../../test/builders.ts';
import { aBody, aCountingClause, anOracle, aSchema, DOCUMENTED, SOURCES } from '../../test/oracle.ts';
import { countsAt } from '../run/run-context.ts';
import type { Expectation } from './expectation.ts';
import { widen } from './widen.ts';

const scale = { counts: countsAt('strict'), doubtful: () => [] };

/** A reading in which the member `at` has this schema, and a fault of it this status. */
function aReading(
  member: JsonObject,
  status: number = 400,
  remark: JsonObject = DOCUMENTED,
): ReturnType<typeof anOracle> {
  const at = aSchema(member, remark);
  const schema = aSchema({ type: 'object', properties: { at, name: aSchema({ type: 'string' }) } });
  const answer = { status, example: 'refused' };
  return anOracle(
    aContract(aDocument({ requestBody: aBody(schema), 'x-clauses': [aCountingClause('schema', {}, { answer })] })),
    {},
    { profile: 'strict' },
  );
}

/** What is expected of a body by the first reading, widened by the others. */
function widened(
  body: JsonObject,
  first: ReturnType<typeof aReading>,
  ...others: readonly (typeof first)[]
): Expectation {
  const readings = others.map(({ judge }) => judge.compiled);
  return widen(first.expect(body), readings, aCall(body), first.model, SOURCES, scale);
}

const short = { type: 'string', maxLength: 3 };

test('without other readings nothing changes', () => {
  const expectation = aReading(short).expect({ at: 'Adam' });
  expect(widened({ at: 'Adam' }, aReading(short))).toMatchObject({
    success: expectation.success,
    faults: [{ isCertain: true, accept: [{ status: 400 }] }],
  });
});

test('a fault that all readings see stays certain', () => {
  const { success, faults } = widened({ at: 'Adam' }, aReading(short), aReading(short), aReading(short));
  expect(success).toBe('never');
  expect(faults).toHaveLength(1);
});

test('a fault that one other reading does not see is not certain', () => {
  const { success, faults } = widened({ at: 'Adam' }, aReading(short), aReading(short), aReading({}));
  expect(success).toBe('may');
  expect(faults).toMatchObject([{ isCertain: false }]);
});

test('what a run asks for though it only should be is settled, whatever another reading says', () => {
  const should = { ...DOCUMENTED, level: 'should' };
  const { success } = widened({ at: 'Adam' }, aReading(short, 400, should), aReading({}));
  expect(success).toBe('never');
});

test('each fault is asked about alone: the one that all see must still be refused', () => {
  const { success, faults } = widened({ at: 'Adam', name: 1 }, aReading(short), aReading({}));
  expect(success).toBe('never');
  expect(faults.map(({ field, isCertain }) => [field, isCertain])).toEqual([
    ['at', false],
    ['name', true],
  ]);
});

test('what another reading refuses may be refused, and need not be', () => {
  const { success, faults } = widened({ at: 'Adam' }, aReading({}), aReading(short, 409));
  expect(success).toBe('may');
  expect(faults).toMatchObject([{ isCertain: false, accept: [{ status: 409 }] }]);
});

test('the answers of all readings are right for a fault', () => {
  const { faults } = widened({ at: 'Adam' }, aReading(short, 400), aReading(short, 409), aReading(short, 403));
  expect(faults[0]?.accept.map(({ status }) => status)).toEqual([400, 409, 403]);
});

test('the expectation that was widened is as it was', () => {
  const expectation = aReading(short).expect({ at: 'Adam' });
  const before = structuredClone(expectation.faults);
  widen(expectation, [aReading({}, 409).judge.compiled], aCall({ at: 'Adam' }), aReading(short).model, SOURCES, scale);
  expect(expectation.faults).toEqual(before);
});
