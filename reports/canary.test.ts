import { describe, expect, test } from 'vitest';
import type { RunEvent } from '../conformance/report/events.ts';
import { redactEvent, redactReport } from '../conformance/report/redact-report.ts';
import { createRedactor } from '../conformance/report/redactor.ts';
import type { RunReport } from '../conformance/report/report.ts';
import { inconclusiveRun, nonconformantRun } from '../test/report-runs.ts';
import { aFinding, aReport } from '../test/report-samples.ts';
import { checkReport } from './check-report.ts';
import type { ReportFiles } from './report-files.ts';
import { reporterNames, writeReports } from './write-reports.ts';

const CANARY = 'c4n/ry+T0k&n';

/** Ways in which a secret may come back from a target, or go out in a request. */
const forms: Record<string, (secret: string) => string> = {
  literal: (secret) => secret,
  'in percent encoding': encodeURIComponent,
  'in capital percent encoding': (secret) =>
    Array.from(secret, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`).join(''),
  'as a form': (secret) => new URLSearchParams({ a: secret }).toString(),
  'in JSON': (secret) => JSON.stringify({ a: secret }).replaceAll('/', '\\/'),
  'in unicode escapes': (secret) => Array.from(secret, (c) => `\\u00${c.charCodeAt(0).toString(16)}`).join(''),
  'in XML': (secret) => secret.replaceAll('&', '&amp;'),
  'in entities': (secret) => Array.from(secret, (c) => `&#${c.charCodeAt(0)};`).join(''),
  'as Basic': (secret) => `Basic ${Buffer.from(`user:${secret}`).toString('base64')}`,
  'in base64 one on': (secret) => Buffer.from(`x${secret}y`).toString('base64url'),
  'in base64 two on': (secret) => Buffer.from(`xy${secret}`).toString('base64'),
  'in hexadecimal': (secret) => Buffer.from(secret).toString('hex'),
};

/** What the canary leaves if it gets out, in any form: what a thief would look for. */
const traces: string[] = Object.values(forms).map((form) => form(CANARY));
const decoded = (text: string): string[] => [
  text,
  ...[...text.matchAll(/[A-Za-z0-9+/_-]{12,}/g)].map(([run]) => Buffer.from(run, 'base64').toString('latin1')),
  text.replace(/%([0-9a-f]{2})/gi, (_, hex) => String.fromCharCode(Number.parseInt(hex, 16))),
  text.replace(/\\+u([0-9a-f]{4})/gi, (_, hex) => String.fromCharCode(Number.parseInt(hex, 16))).replaceAll('\\', ''),
  text.replace(/&#(\d+);/g, (_, code) => String.fromCharCode(Number(code))).replaceAll('&amp;', '&'),
];

/** Closed words, digests, instants: what can hold no secret. */
const fixed = /^(schemaVersion|profile|contact|verdict|level|basis|outcome|sha256|startedAt|endedAt|type)$/;

/** The report with a text added to every text that is not of a closed list, and put into every body in base64. */
function planted<Value>(value: Value, text: string, name?: string): Value;
function planted(value: unknown, text: string, name = ''): unknown {
  if (typeof value === 'string') {
    if (fixed.test(name)) return value;
    return name === 'bodyBase64' ? Buffer.from(`\u00ff${text}`, 'latin1').toString('base64') : `${value} ${text}`;
  }
  if (Array.isArray(value)) return value.map((element) => planted(element, text, name));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, planted(member, text, key)]));
}

async function outputs(
  report: RunReport,
  secrets: readonly string[],
  events: RunEvent[] = [],
): Promise<Map<string, string>> {
  const texts = new Map<string, string>();
  const files: ReportFiles = {
    makeFolder: async () => undefined,
    write: async (path, text) => {
      texts.set(path.replace(/^out.\./, '').replace(/\.[^.]+\.tmp$/, ''), text);
    },
    rename: async () => undefined,
    remove: async () => undefined,
  };
  const { summary, errors } = await writeReports(report, {
    dir: 'out',
    reporters: [...reporterNames],
    secrets,
    files,
    events,
  });
  expect(errors).toEqual([]);
  return texts.set('console', summary ?? '');
}

describe('a secret in every text of a report leaves no trace in any output', () => {
  const cases = Object.entries(forms).flatMap(([name, form]) =>
    [nonconformantRun(), inconclusiveRun()].map((run): [string, RunReport] => [
      `${name}, ${run.summary.verdict}`,
      planted(run, form(CANARY)),
    ]),
  );
  test.each(cases)('%s', async (_, report) => {
    const events: RunEvent[] = [{ type: 'run-ended', report }];
    expect(decoded(JSON.stringify(report)).some((text) => traces.some((trace) => text.includes(trace)))).toBe(true);
    const texts = await outputs(report, [CANARY], events);
    expect([...texts.keys()]).toEqual([
      'report.json',
      'events.ndjson',
      'junit.xml',
      'summary.md',
      'report.html',
      'console',
    ]);
    for (const [name, text] of texts)
      for (const version of decoded(text))
        for (const trace of traces) expect(version.includes(trace), `${trace} in ${name}`).toBe(false);
  });
});

test('without redaction the canary is found in every output', async () => {
  const report = planted(nonconformantRun(), CANARY);
  for (const [name, text] of await outputs(report, [], [{ type: 'run-ended', report }]))
    expect(
      decoded(text.replaceAll('\\', '')).some((version) => version.includes(CANARY)),
      name,
    ).toBe(true);
});

test('each event is redacted where the target or its file may speak', () => {
  const redactor = createRedactor([CANARY, 'password']);
  const run = planted(aReport(), CANARY);
  const events: RunEvent[] = [
    { type: 'run-started', run: run.run, contract: run.contract, target: run.target },
    { type: 'phase-started', phase: `probes ${CANARY}`, planned: 3 },
    {
      type: 'case-ended',
      phase: 'probes',
      case: CANARY,
      judged: [{ clause: 'acme/password-min-length', outcome: 'failed', reason: `password ${CANARY}` }],
      requests: 1,
      creates: 1,
      ms: 2,
    },
    { type: 'shrinking', clause: 'acme/password-min-length', tried: 1, budget: 2 },
    { type: 'finding', finding: planted(aFinding(), CANARY) },
    { type: 'note', text: CANARY },
  ];
  const redacted = events.map((event) => redactEvent(event, redactor));
  expect(JSON.stringify(redacted)).not.toContain('c4n');
  expect(redacted[2]).toMatchObject({
    judged: [{ clause: 'acme/password-min-length', outcome: 'failed', reason: 'password ***' }],
  });
  expect(redacted.map(({ type }) => type)).toEqual(events.map(({ type }) => type));
});

test('words of the report survive secrets that are such words', () => {
  const words = ['document', 'passed', 'failed', 'conformant', 'must', 'email', 'acme', 'the', 'run', 'POST', '1', 'e'];
  const report = redactReport(nonconformantRun(), words);
  expect(checkReport(report)).toEqual([]);
  expect(report.clauses.map(({ id }) => id)).toEqual(nonconformantRun().clauses.map(({ id }) => id));
  expect(report.findings[0]?.actual.fields).toEqual([]);
  expect(report.findings[0]?.request.body).toContain('"email":');
});
