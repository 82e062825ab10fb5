import { expect, test } from 'vitest';
import { aWireAnswer } from '../../test/oracle.ts';
import { SILENCE } from '../../test/targets.ts';
import type { Exchange, WireRequest } from '../target/exchange.ts';
import { toFinding } from './finding.ts';
import { reportAnswer, reportRequest } from './reported.ts';

const request: WireRequest = {
  method: 'POST',
  path: '/users',
  headers: [['Content-Type', 'application/json']],
  body: new TextEncoder().encode('{"name":"Zoë"}'),
};
const bytes = new Uint8Array([0x22, 0xff, 0x22]);

/** The finding at one of these exchanges. */
function aFinding(at: number, exchanges: readonly Exchange[]) {
  const expected = [
    { status: 409, reason: 'Taken', fields: ['email'] },
    { status: '4XX', reason: undefined, fields: [] },
  ];
  const problem = { title: 'It was taken.', expected, expectedState: 'unchanged', actualState: undefined, at };
  const trace = exchanges.map((exchange) => {
    return { baseUrl: 'http://127.0.0.1', request, exchange, note: 'create', persona: 'caller' };
  });
  const told = {
    seed: 7,
    path: 'probes/1',
    confirmations: { confirmed: 3, tried: 3 },
    flaky: false,
    historyDependent: false,
  };
  return toFinding({ number: 2, clause: 'tiny/unique', counts: true, problem, trace, ...told });
}

test('a finding shows the request at fault and its answer, and those before it as its trace', () => {
  const finding = aFinding(1, [aWireAnswer(200, []), aWireAnswer(201, {}, { reasonPhrase: 'Created' }), SILENCE]);
  expect(finding).toMatchObject({
    id: 'F2',
    clause: 'tiny/unique',
    title: 'It was taken.',
    expected: {
      anyOf: [
        { status: 409, reason: 'Taken', fields: ['email'] },
        { status: '4XX', reason: null, fields: [] },
      ],
      state: 'unchanged',
    },
    actual: { status: 201, reason: 'Created', fields: [], state: null },
    request: { url: 'http://127.0.0.1/users', body: '{"name":"Zoë"}' },
    response: { status: 201, body: '{}' },
    seed: 7,
    path: 'probes/1',
  });
  expect(finding.trace).toMatchObject([{ response: { status: 200 } }]);
  expect(finding.curl).toContain('http://127.0.0.1/users');
});

test('a finding without an answer says why there is none', () => {
  const { actual, response } = aFinding(0, [SILENCE]);
  expect(actual).toMatchObject({ status: null, reason: null });
  expect(response).toMatchObject({ status: null, failure: 'No answer came.', body: null });
});

test('a finding about a request that was not sent is a fault of the kit', () => {
  expect(() => aFinding(1, [SILENCE])).toThrow('There is no request 1 in the trace of probes/1.');
});

test('bytes that are no text are shown in base64', () => {
  expect(reportRequest('http://127.0.0.1', { ...request, body: bytes })).toMatchObject({
    body: null,
    bodyBase64: 'Iv8i',
  });
  expect(reportAnswer(aWireAnswer(200, undefined, { body: bytes }))).toMatchObject({ body: null, bodyBase64: 'Iv8i' });
});

test('of a long answer the beginning is shown, of a request everything', () => {
  const long = { ...request, body: new TextEncoder().encode('x'.repeat(5000)) };
  expect(reportRequest('', long).body).toHaveLength(5000);
  expect(reportAnswer(aWireAnswer(200, undefined, { body: long.body })).body).toHaveLength(4096);
  expect(reportRequest('', { ...request, body: undefined })).toMatchObject({ body: null, bodyBase64: null });
});

test('a byte order mark is shown, because it was sent', () => {
  expect(reportRequest('', { ...request, body: new TextEncoder().encode('\ufeff{}') }).body).toBe('\ufeff{}');
});
