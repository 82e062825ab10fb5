import { countsByLevel } from '../conformance/report/counts.ts';
import type {
  ClauseResult,
  Finding,
  Observation,
  ReportedAnswer,
  ReportedRequest,
  RunReport,
} from '../conformance/report/report.ts';
import { openClauses, verdictOf } from '../conformance/report/verdict.ts';

/** Text that breaks out of everything that is not escaped: XML, HTML, Markdown, terminals, shells. */
export const HOSTILE: string = [
  ']]>',
  '</script><script>alert(1)</script>',
  '<img src=x onerror=alert(1)>',
  '````',
  '| a | b |',
  '[x](javascript:alert(1))',
  "'; rm -rf ~; '",
  '$(reboot)`reboot`',
  '\u001b[2J\u001b]0;owned\u0007',
  '\u0000\u0008\u009b31m',
  '\u202eevil\u2066',
  'zero\u200bwidth\ufeff',
  '\ud800',
  '\udc00',
  '\ufffe\uffff',
  '\u2028\r\n# heading',
  '&amp;&#0;',
  '@everyone',
].join(' ');

/** Where the secret of the sample requests stood. */
const PLACEHOLDER = '$' + '{ADMIN_TOKEN}';

/** A clause that passed, with the given members instead. */
export function aClauseResult(members: Partial<ClauseResult> = {}): ClauseResult {
  return {
    id: 'acme/email-in-use',
    level: 'must',
    basis: 'document',
    counts: true,
    waived: false,
    says: 'An e-mail address that another user already has is refused.',
    source: { file: 'acme-users.txt', lines: [65, 65] },
    outcome: 'passed',
    reason: null,
    cases: 12,
    findings: [],
    ...members,
  };
}

/** A create of one user, with the given members instead. */
export function aRequest(members: Partial<ReportedRequest> = {}): ReportedRequest {
  return {
    method: 'POST',
    url: 'http://127.0.0.1:8080/users?notify=false',
    headers: [
      ['Authorization', `Bearer ${PLACEHOLDER}`],
      ['Content-Type', 'application/json'],
    ],
    body: '{"email":"dc7f3a-12@example.com","firstName":"Zoë O\'Neil"}',
    bodyBase64: null,
    ...members,
  };
}

/** The answer to a create, with the given members instead. */
export function anAnswer(members: Partial<ReportedAnswer> = {}): ReportedAnswer {
  return {
    status: 201,
    reasonPhrase: 'Created',
    headers: [
      ['Content-Type', 'application/json'],
      ['Location', '/users/17'],
    ],
    body: '{"id":17,"email":"dc7f3a-12@example.com"}',
    bodyBase64: null,
    failure: null,
    ...members,
  };
}

/** A taken address that was accepted, with the given members instead. */
export function aFinding(members: Partial<Finding> = {}): Finding {
  return {
    id: 'F-0001',
    clause: 'acme/email-in-use',
    counts: true,
    title: 'A second user with a taken e-mail address was created',
    expected: { anyOf: [{ status: 400, reason: 'EmailInUse', fields: ['email'] }], state: 'one user has the address' },
    actual: { status: 201, reason: null, fields: [], state: 'two users have the address' },
    request: aRequest(),
    response: anAnswer(),
    trace: [{ request: aRequest(), response: anAnswer() }],
    curl: `curl -sS -i -X POST 'http://127.0.0.1:8080/users' -H 'Authorization: Bearer '"${PLACEHOLDER}" --data-binary '{}'`,
    seed: 42,
    path: 'probes/17/2',
    confirmations: { confirmed: 3, tried: 3 },
    flaky: false,
    historyDependent: false,
    ...members,
  };
}

/** What a report is made of; verdict and counts follow from it. */
export interface ReportParts {
  readonly clauses?: readonly ClauseResult[];
  readonly findings?: readonly Finding[];
  readonly observations?: readonly Observation[];
  readonly run?: Partial<RunReport['run']>;
  readonly summary?: Partial<RunReport['summary']>;
}

/** A coherent report of these parts. */
export function aReport({ clauses = [], findings = [], observations = [], run, summary }: ReportParts = {}): RunReport {
  return {
    schemaVersion: 1,
    run: {
      id: '0199c1de-7f3a-7000-8000-000000000001',
      tag: 'dc7f3a',
      startedAt: '2026-03-01T10:00:00.000Z',
      endedAt: '2026-03-01T10:00:04.250Z',
      complete: true,
      contact: 'reached',
      seed: 42,
      profile: 'document',
      filter: null,
      kit: { version: '0.1.0', node: '20.20.2' },
      ...run,
    },
    contract: {
      id: 'acme',
      title: 'Acme: create a user',
      sha256: 'a'.repeat(64),
      documents: [{ file: 'acme-users.txt', sha256: 'b'.repeat(64) }],
      premises: ['The body is a JSON object with the names of the page.'],
    },
    target: {
      baseUrl: 'http://127.0.0.1:8080',
      kitMock: false,
      personas: ['admin', 'anonymous', 'stranger'],
      capabilities: { arrange: true, observe: true, outbox: false },
    },
    summary: {
      verdict: verdictOf(clauses, findings),
      why: whyOf(clauses, findings),
      byLevel: countsByLevel(clauses),
      requests: 1204,
      creates: 310,
      cases: 890,
      phases: [
        { name: 'probes', cases: 410, requests: 480, ms: 1250 },
        { name: 'sequences', cases: 480, requests: 724, ms: 3000 },
      ],
      ...summary,
    },
    clauses,
    findings,
    observations,
  };
}

function whyOf(clauses: readonly ClauseResult[], findings: readonly Finding[]): string {
  const failed = clauses.filter(({ counts, outcome }) => counts && outcome === 'failed').length;
  if (failed > 0) return `${failed} of ${clauses.length} clauses failed.`;
  const open = openClauses(clauses, findings).length;
  return open > 0 ? `${open} clauses that count could not be told.` : 'Every clause that counts was tested and passed.';
}
