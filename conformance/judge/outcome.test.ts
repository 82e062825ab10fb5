import { describe, expect, test } from 'vitest';
import { aContract, aDocument } from '../../test/builders.ts';
import { createFitsOutcome, fitsStatus, isOpenStatus } from './outcome.ts';

describe('a status is the accepted one', () => {
  test.each([
    [400, 400, true],
    [400, 401, false],
    ['400', 400, true],
    ['400', 401, false],
    ['4XX', 400, true],
    ['4XX', 499, true],
    ['4XX', 500, false],
    ['2XX', 204, true],
    ['2XX', 300, false],
    ['not-2XX', 400, true],
    ['not-2XX', 302, true],
    ['not-2XX', 500, true],
    ['not-2XX', 200, false],
    ['not-2XX', 299, false],
  ] as const)('accepted %s, answered %i: %s', (accepted, status, expected) => {
    expect(fitsStatus(accepted, status)).toBe(expected);
  });
});

test('only not-2XX leaves the status open', () => {
  expect(['not-2XX', '5XX', '4XX', 400].filter((status) => isOpenStatus({ status }))).toEqual(['not-2XX']);
});

describe('an outcome with a body', () => {
  const failure = { properties: { ok: { $ref: '#/components/schemas/No' } }, required: ['ok'] };
  const fits = createFitsOutcome(aContract(aDocument({}, { components: { schemas: { No: { const: false } } } })));
  const outcome = { status: '2XX', body: failure };

  test('is one whose status and body both fit, references followed', () => {
    expect(fits(outcome, { status: 200, body: { ok: false } })).toBe(true);
    expect(fits(outcome, { status: 200, body: { ok: true } })).toBe(false);
    expect(fits(outcome, { status: 400, body: { ok: false } })).toBe(false);
  });

  test('is none without a body that can be read', () => {
    expect(fits(outcome, { status: 200, body: undefined })).toBe(false);
  });

  test('does not matter where only a status is accepted', () => {
    expect(fits({ status: 200 }, { status: 200, body: undefined })).toBe(true);
  });
});
