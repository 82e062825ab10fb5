import type { Finding, RunReport } from '../conformance/report/report.ts';
import { aClauseResult, aFinding, anAnswer, aReport, aRequest, HOSTILE } from './report-samples.ts';

const seats = aClauseResult({
  id: 'acme/no-seat-left',
  says: 'A user beyond the last free seat is refused.',
  source: { file: 'acme-users.txt', lines: [70, 71] },
});
const firstName = aClauseResult({
  id: 'acme/first_name-max-length',
  level: 'should',
  says: 'first_name has at most 30 characters.',
  counts: false,
  source: { file: 'acme-users.txt', lines: [12, 12] },
});
const reads = aClauseResult({
  id: 'acme/get-user',
  basis: 'vendor',
  counts: false,
  outcome: 'inapplicable',
  cases: 0,
  reason: 'The target has no read operation.',
  says: 'A created user can be read.',
  source: { page: 'https://acme.example/docs/read' },
});
const answers = aClauseResult({
  id: 'acme/answers',
  says: 'Every request is answered completely and in time.',
  source: {},
});

/** A run in which all is well. */
export function conformantRun(): RunReport {
  return aReport({
    clauses: [answers, aClauseResult(), firstName, reads, seats],
    observations: [
      {
        id: 'acme/O-1',
        question: 'Is the address compared with regard to letter case?',
        answer: 'no',
        count: 12,
        of: 12,
      },
      { id: 'acme/O-2', question: 'Which status does a created user have?', answer: '201', count: 300, of: 310 },
    ],
  });
}

/** A run that found much, also from a target whose every text is hostile. */
export function nonconformantRun(): RunReport {
  return aReport({
    clauses: [
      { ...answers, outcome: 'failed', findings: ['F-0003'] },
      aClauseResult({ outcome: 'failed', findings: ['F-0001'] }),
      { ...firstName, outcome: 'failed', findings: ['F-0004'] },
      reads,
      { ...seats, outcome: 'failed', findings: ['F-0002'], says: `A seat. ${HOSTILE}` },
      aClauseResult({
        id: 'acme/restricted-domain',
        outcome: 'cantTell',
        cases: 0,
        reason: `No restricted domain is known; set facts.restrictedDomains. ${HOSTILE}`,
        source: { file: HOSTILE, lines: [1, 2] },
      }),
    ],
    findings: hostileFindings(),
    observations: [{ id: 'acme/O-1', question: `Which text? ${HOSTILE}`, answer: HOSTILE, count: 1, of: 2 }],
    summary: { why: `3 clauses failed. ${HOSTILE}` },
  });
}

/** A run that could not tell: facts are missing, and one disagreement came and went. */
export function inconclusiveRun(): RunReport {
  const missing = 'No restricted domain is known; set facts.restrictedDomains in the target file, or offer arrange.';
  return aReport({
    clauses: [
      answers,
      aClauseResult({
        outcome: 'cantTell',
        reason: 'A disagreement was seen once and could not be repeated.',
        findings: ['F-0001'],
      }),
      aClauseResult({ id: 'acme/restricted-domain', outcome: 'cantTell', cases: 0, reason: missing }),
      aClauseResult({ id: 'acme/restricted-subdomain', outcome: 'cantTell', cases: 0, reason: missing }),
      seats,
    ],
    findings: [aFinding({ flaky: true, confirmations: { confirmed: 1, tried: 4 } })],
  });
}

/** A run that was interrupted in its second phase. */
export function interruptedRun(): RunReport {
  return aReport({
    clauses: [
      answers,
      aClauseResult(),
      { ...seats, outcome: 'untested', cases: 0, reason: 'The run was interrupted before it was tested.' },
    ],
    run: { complete: false },
    summary: { why: 'The run was interrupted: 1 clause that counts was not tested.' },
  });
}

function hostileFindings(): Finding[] {
  const hostileAnswer = anAnswer({
    reasonPhrase: HOSTILE,
    headers: [[HOSTILE, HOSTILE]],
    body: HOSTILE,
  });
  return [
    aFinding(),
    aFinding({
      id: 'F-0002',
      clause: 'acme/no-seat-left',
      title: `Text of the target: ${HOSTILE}`,
      expected: { anyOf: [{ status: '4XX', reason: HOSTILE, fields: [HOSTILE] }], state: HOSTILE },
      actual: { status: 500, reason: HOSTILE, fields: [HOSTILE, 'email'], state: HOSTILE },
      request: aRequest({ url: `http://127.0.0.1:8080/${HOSTILE}`, headers: [[HOSTILE, HOSTILE]], body: HOSTILE }),
      response: hostileAnswer,
      trace: [{ request: aRequest(), response: hostileAnswer }],
      curl: `curl ${HOSTILE}`,
      path: HOSTILE,
      historyDependent: true,
    }),
    aFinding({
      id: 'F-0003',
      clause: 'acme/answers',
      title: 'No complete answer',
      expected: { anyOf: [{ status: 'not-2XX', reason: null, fields: [] }], state: null },
      actual: { status: null, reason: null, fields: [], state: null },
      request: aRequest({ body: null, bodyBase64: '//5hAA==' }),
      response: anAnswer({
        status: null,
        body: null,
        headers: [],
        reasonPhrase: '',
        failure: 'The connection was reset.',
      }),
      trace: [],
      confirmations: { confirmed: 3, tried: 4 },
    }),
    aFinding({
      id: 'F-0004',
      clause: 'acme/first_name-max-length',
      counts: false,
      title: '31 characters were accepted',
    }),
  ];
}
